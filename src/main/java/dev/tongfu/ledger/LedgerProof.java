package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proves the books: every currency's debits equal its credits, and every identity holds.
 *
 * <p>It reads balances and the unsealed days only; {@link LedgerVerification} recomputes everything.
 */
public final class LedgerProof {
    private final LedgerProofStore store = new LedgerProofStore();
    private final List<Identity> identities;

    /**
     * @param others what the tables of other features must agree with
     */
    public LedgerProof(LedgerConfig config, List<Identity> others) {
        this.identities =
                Stream.concat(own(store, config).stream(), others.stream()).toList();
    }

    public Future<Result> prove(SqlClient client) {
        return store.trial(client)
                .compose(trial -> check(client)
                        .compose(checks -> store.heads(client)
                                .compose(heads -> store.monthsAhead(client)
                                        .map(months -> new Result(trial, checks, heads, months)))));
    }

    /** One after another: a proof is no reason to take all connections. */
    private Future<List<Check>> check(SqlClient client) {
        var checks = new ArrayList<Check>();
        Future<Void> all = Future.succeededFuture();
        for (var identity : identities) {
            all = all.compose(done -> identity.check(client))
                    .map(differences -> checks.add(new Check(identity.name(), differences)))
                    .mapEmpty();
        }
        return all.map(done -> List.copyOf(checks));
    }

    private static List<Identity> own(LedgerProofStore store, LedgerConfig config) {
        return List.of(
                new Identity.Named(
                        "balances are the sum of the transfers",
                        client -> store.balances(client, config.findingsMax())),
                new Identity.Named("I4 pass-through accounts hold nothing posted", store::passThrough),
                new Identity.Named("hard floors hold", store::floors));
    }

    /** What a currency's accounts add up to, in minor units. */
    public record TrialBalance(String currency, long debits, long credits, long debitsPending, long creditsPending) {
        public boolean isZero() {
            return debits == credits && debitsPending == creditsPending;
        }
    }

    /** An identity and what does not hold of it. */
    public record Check(String identity, List<Difference> differences) {}

    /** The last sealed day of a book. */
    public record ChainHead(BookDate day, String seal) {}

    /**
     * The whole proof.
     *
     * @param monthsAhead months to come that have a partition for their transfers
     */
    public record Result(List<TrialBalance> trial, List<Check> checks, List<ChainHead> heads, int monthsAhead) {
        public boolean holds() {
            return trial.stream().allMatch(TrialBalance::isZero)
                    && checks.stream().allMatch(check -> check.differences().isEmpty());
        }
    }
}
