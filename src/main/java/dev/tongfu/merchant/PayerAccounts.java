package dev.tongfu.merchant;

import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.Optional;

/**
 * Accounts of payers, to which money in suspense goes back.
 *
 * <p>Never changed and known by an id: a wrong one is followed by another. Everything but {@link #open} shows the last
 * digits only.
 */
public final class PayerAccounts {
    private final Clock clock;
    private final SecretBox secrets;
    private final Ids ids;
    private final Changes changes;
    private final PayerAccountStore store = new PayerAccountStore();

    public PayerAccounts(Pool pool, Clock clock, SecretBox secrets, Ids ids, ChangeRecorder recorder) {
        this.clock = clock;
        this.secrets = secrets;
        this.ids = ids;
        this.changes = new Changes(pool, recorder);
    }

    /** One account, masked. */
    public record Kept(String id, String merchantId, String masked) {}

    /** An account as an operator typed it; its text form shows none of it. */
    public record Given(String bankName, String accountNo, String holder) {
        PayoutAccount account() {
            return new PayoutAccount(bankName, accountNo, holder);
        }

        @Override
        public String toString() {
            return "Given[****]";
        }
    }

    /** Refused: there is no such merchant, or it is no account. */
    public Future<Outcome<Kept>> keep(Author author, String merchantId, Given given) {
        String id = ids.next("pya");
        var change = new ChangeRecorder.Change(
                author, "payer-account.keep", id, new JsonObject().put("merchant_id", merchantId));
        return changes.ofMerchant(change, merchantId, connection -> {
            var account = given.account();
            var kept = new Kept(id, merchantId, account.masked());
            String sealed = secrets.sealText(account.toJson(), Sealing.payerAccount(id));
            return store.insert(connection, kept, sealed, author.actor(), clock.instant())
                    .map(done -> new Outcome.Done<>(kept));
        });
    }

    /** Empty: none of the merchant's payers has it. */
    public Future<Optional<Kept>> find(SqlClient client, String merchantId, String id) {
        return store.find(client, merchantId, id);
    }

    /** In clear, to be paid to; fails when there is none. */
    public Future<PayoutAccount> open(SqlClient client, String id) {
        return store.sealed(client, id)
                .map(text -> secrets.openText(text, Sealing.payerAccount(id)))
                .map(PayoutAccount::fromJson);
    }
}
