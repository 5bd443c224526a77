package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Marks payments whose money their merchants can't have for now. */
final class FreezeStore {
    /** Whoever decided on the payment as it was before decides again. */
    private static final String FREEZE = """
            update payment set frozen = $3::boolean, version = version + (frozen <> $3::boolean)::int
            where merchant_id = $1::text and id = $2::text
            """;

    /** False when there is no such payment; frozen already, or not frozen, is no error. */
    Future<Boolean> freeze(SqlClient transaction, String merchantId, String paymentId, boolean frozen) {
        return transaction
                .preparedQuery(FREEZE)
                .execute(Tuple.of(merchantId, paymentId, frozen))
                .map(rows -> rows.rowCount() == 1);
    }
}
