package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/** Cancels of our own: of holds that came after their payment had ended. */
final class OwnCancels {
    private final HoldStore acts;
    private final OperationStore operations;
    private final Ids ids;

    OwnCancels(HoldStore acts, OperationStore operations, Ids ids) {
        this.acts = acts;
        this.operations = operations;
        this.ids = ids;
    }

    /** In the transaction that found the hold; the call is due at once. */
    Future<Void> intend(SqlClient transaction, HoldAct cancel) {
        var operation = HoldService.intended(cancel, ids.next());
        return acts.insertOwn(transaction, cancel)
                .compose(made -> made
                        ? operations.insert(transaction, List.of(operation), cancel.createdAt())
                        : Future.succeededFuture());
    }
}
