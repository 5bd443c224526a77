package dev.tongfu.merchant;

import dev.tongfu.crypto.SecretBox;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where merchants are paid: decided by a second operator, used after a cooling time, and opened only to be paid to.
 *
 * <p>Everything but {@link #open} shows the last digits only.
 */
public final class PayoutAccounts {
    private final Pool pool;
    private final Clock clock;
    private final SecretBox secrets;
    private final Changes changes;
    private final PayoutAccountStore store = new PayoutAccountStore();

    public PayoutAccounts(Pool pool, Clock clock, SecretBox secrets, ChangeRecorder recorder) {
        this.pool = pool;
        this.clock = clock;
        this.secrets = secrets;
        this.changes = new Changes(pool, recorder);
    }

    /** One version of a merchant's account, masked. */
    public record Version(
            String merchantId,
            int version,
            String masked,
            String status,
            String proposedBy,
            Instant proposedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable Instant usableFrom) {}

    /** Newest first; of one merchant or of all. */
    public Future<List<Version>> list(@Nullable String merchantId, @Nullable String status, int limit) {
        return store.list(pool, merchantId, status, limit);
    }

    /**
     * Counts from the end of the cooling time on.
     *
     * <p>Refused: there is no such proposal, or it is the operator's own.
     */
    public Future<Outcome<Version>> approve(Author author, String merchantId, int version, Duration cooling) {
        return decide(author, merchantId, version, "approved", cooling);
    }

    /** Refused: there is no such proposal. */
    public Future<Outcome<Version>> reject(Author author, String merchantId, int version) {
        return decide(author, merchantId, version, "rejected", null);
    }

    private Future<Outcome<Version>> decide(
            Author author, String merchantId, int version, String status, @Nullable Duration cooling) {
        var now = clock.instant();
        var usableFrom = cooling == null ? null : now.plus(cooling);
        var detail = new JsonObject()
                .put("version", version)
                .put("status", status)
                .put("usable_from", usableFrom == null ? null : usableFrom.toString());
        var change = new ChangeRecorder.Change(author, "merchant.payout-account-" + status, merchantId, detail);
        return changes.ofMerchant(
                change,
                merchantId,
                connection -> store.decide(connection, merchantId, version, status, author.actor(), now, usableFrom)
                        .map(decided -> decided.<Outcome<Version>>map(Outcome.Done::new)
                                .orElseGet(() -> new Outcome.Refused<>("there is no proposed account " + version
                                        + " of " + merchantId + " that somebody else proposed"))));
    }

    /** The newest version that may be paid to now. */
    public Future<Optional<Version>> usable(SqlClient client, String merchantId) {
        return store.usable(client, merchantId, clock.instant());
    }

    /** Whether this operator proposed or decided one of the merchant's accounts since a moment. */
    public Future<Boolean> touchedBy(SqlClient client, String merchantId, String actor, Instant since) {
        return store.touchedBy(client, merchantId, actor, since);
    }

    /** In clear, to be paid to; fails when there is no such version. */
    public Future<PayoutAccount> open(SqlClient client, String merchantId, int version) {
        return store.sealed(client, merchantId, version)
                .map(text -> secrets.openText(text, Sealing.payoutAccount(merchantId, version)))
                .map(PayoutAccount::fromJson);
    }
}
