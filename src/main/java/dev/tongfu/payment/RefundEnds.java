package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Who hears that a refund which no merchant asked for has ended; implemented by the feature that orders such refunds,
 * so that payments need not know it.
 */
@FunctionalInterface
public interface RefundEnds {
    RefundEnds NONE = (transaction, refund) -> Future.succeededFuture();

    /**
     * Called last in the transaction that ends the refund.
     *
     * @param refund succeeded or failed; it may succeed after it had failed
     */
    Future<Void> ended(SqlConnection transaction, Refund refund);
}
