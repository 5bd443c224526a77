package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Marks payments whose money their merchants can't have for now. */
final class FreezeStore {
    private static final String FREEZE = """
            update payment set frozen = true, version = version + 1
            where merchant_id = $1::text and id = $2::text and not frozen
            """;

    /** Frozen already is no error. */
    Future<Void> freeze(SqlClient transaction, String merchantId, String paymentId) {
        return transaction
                .preparedQuery(FREEZE)
                .execute(Tuple.of(merchantId, paymentId))
                .mapEmpty();
    }
}
