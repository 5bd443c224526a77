package dev.tongfu.reconciliation;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;

/**
 * Pays money in suspense out to its payer (T2 by payout); implemented by settlement, so that this feature need not know
 * it. Whatever becomes of a payout is told to {@link ProposalEnds#payoutEnded}.
 */
public interface SuspensePayouts {
    /** Nobody pays out. */
    SuspensePayouts NONE = new SuspensePayouts() {
        @Override
        public boolean offered() {
            return false;
        }

        @Override
        public Future<String> reserve(SqlConnection transaction, Order order) {
            return Future.failedFuture("nobody pays out");
        }

        @Override
        public void send(String payoutId) {}
    };

    /** False: such a proposal is refused. */
    boolean offered();

    /**
     * Makes the payout and posts O1 from 2301 of the channel, within the transaction; the accounts are there.
     *
     * @return the payout's id
     */
    Future<String> reserve(SqlConnection transaction, Order order);

    /** Once it is committed; nobody waits. */
    void send(String payoutId);

    /**
     * What is to be paid.
     *
     * @param beneficiary how operators know the payer's account; never its number
     */
    record Order(
            String proposalId,
            String merchantId,
            String channelId,
            String bank,
            Money amount,
            String beneficiary,
            LocalDate date) {}
}
