package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApartMoney;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pays money in suspense out to its payer (T2 by payout); implemented by settlement, so that this feature need not know
 * it. Whatever becomes of a payout is told to {@link ProposalEnds}.
 */
public interface SuspensePayouts {
    /** Nobody pays out. */
    SuspensePayouts NONE = new SuspensePayouts() {
        @Override
        public Optional<LedgerChannel> channel() {
            return Optional.empty();
        }

        @Override
        public Future<Optional<String>> paidTo(SqlClient client, String merchantId, String beneficiary) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<String> reserve(SqlConnection transaction, Order order) {
            return Future.failedFuture("nobody pays out");
        }

        @Override
        public void send(String payoutId) {}
    };

    /** Whose bank account pays; empty: such a proposal is refused. */
    Optional<LedgerChannel> channel();

    /** The payer's account, masked; empty: none is kept by that id. */
    Future<Optional<String>> paidTo(SqlClient client, String merchantId, String beneficiary);

    /**
     * Makes the payout and posts O1 from the source, within the transaction; the accounts are there.
     *
     * @return the payout's id
     */
    Future<String> reserve(SqlConnection transaction, Order order);

    /** Once it is committed; nobody waits. */
    void send(String payoutId);

    /**
     * What is to be paid.
     *
     * @param source the suspense account of a channel
     * @param beneficiary the id of the payer's account
     * @param paidTo that account, masked
     * @param apart the late money or the second receipt it is; null for the suspense of a break
     */
    record Order(
            String proposalId,
            String merchantId,
            Account source,
            Money amount,
            String beneficiary,
            String paidTo,
            ApartMoney.@Nullable Sum apart,
            LocalDate date) {}
}
