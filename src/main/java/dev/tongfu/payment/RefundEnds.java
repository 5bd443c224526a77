package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;

/**
 * Who hears that a refund which no merchant asked for has ended; implemented by the feature that orders such refunds,
 * so that payments need not know it.
 */
public interface RefundEnds {
    RefundEnds NONE = new RefundEnds() {
        @Override
        public Future<Boolean> surplusWaits(SqlClient client, Refund refund) {
            return Future.succeededFuture(false);
        }

        @Override
        public Future<Void> ended(SqlConnection transaction, Refund refund, boolean fromSource) {
            return Future.succeededFuture();
        }
    };

    /** Whether the surplus that a refund was to be paid from is still in suspense, so that it may be paid from it. */
    Future<Boolean> surplusWaits(SqlClient client, Refund refund);

    /**
     * Called last in the transaction that ends the refund.
     *
     * @param refund succeeded or failed; it may succeed after it had failed
     * @param fromSource false: it was paid, but what it was to be paid from has gone elsewhere; a shortage is booked
     */
    Future<Void> ended(SqlConnection transaction, Refund refund, boolean fromSource);
}
