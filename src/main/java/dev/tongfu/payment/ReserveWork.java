package dev.tongfu.payment;

import dev.tongfu.ledger.FloorOutcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/**
 * Refunds reserved many at a time: those that debit one balance. Where one of them is refused, each is reserved alone,
 * so that it is refused by what is there then.
 */
final class ReserveWork extends GroupedWork<RefundService.Intended, RefundOutcome> {
    private static final int ROW_BYTES = 800;

    private final Pool pool;
    private final RefundService service;

    ReserveWork(Pool pool, RefundService service) {
        this.pool = pool;
        this.service = service;
    }

    /** In the order of payments: it is in which their rows are locked. */
    @Override
    public String key(RefundService.Intended intended) {
        var refund = intended.refund();
        return refund.merchantId() + " " + refund.paymentId() + " " + refund.id();
    }

    @Override
    public int bytes(RefundService.Intended intended) {
        return ROW_BYTES;
    }

    @Override
    String group(RefundService.Intended intended) {
        return intended.reserve().debit().id();
    }

    @Override
    Future<Boolean> together(List<RefundService.Intended> group) {
        if (group.stream().anyMatch(each -> each.refund().source() != Refund.Source.MERCHANT)) {
            return Future.succeededFuture(false);
        }
        return Undo.transaction(
                pool,
                Boolean.class,
                transaction -> service.reserveAll(transaction, group)
                        .compose(outcome ->
                                outcome == FloorOutcome.POSTED ? Future.succeededFuture(true) : Undo.with(false)));
    }

    @Override
    RefundOutcome written(RefundService.Intended intended) {
        return new RefundOutcome.Created(intended.refund());
    }

    @Override
    Future<RefundOutcome> alone(RefundService.Intended intended) {
        return Undo.transaction(pool, RefundOutcome.class, transaction -> alone(transaction, intended));
    }

    private Future<RefundOutcome> alone(SqlConnection transaction, RefundService.Intended intended) {
        return service.reserve(transaction, intended)
                .compose(outcome -> outcome instanceof RefundOutcome.Created
                        ? Future.succeededFuture(outcome)
                        : Undo.with(outcome));
    }
}
