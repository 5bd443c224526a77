package dev.tongfu.payment;

import dev.tongfu.db.BatchWork;
import dev.tongfu.ledger.FloorOutcome;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Refunds reserved many at a time: those that debit one balance in one transaction. Where one of them is refused, each
 * is reserved alone, so that it is refused by what is there then.
 */
final class ReserveWork implements BatchWork<RefundService.Intended, RefundOutcome> {
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
    public Future<Map<String, RefundOutcome>> execute(List<RefundService.Intended> items) {
        Map<String, List<RefundService.Intended>> groups = new TreeMap<>();
        for (var intended : items) {
            groups.computeIfAbsent(intended.reserve().debit().id(), account -> new ArrayList<>())
                    .add(intended);
        }
        Map<String, RefundOutcome> outcomes = new HashMap<>();
        Future<Void> chain = Future.succeededFuture();
        for (var group : groups.values()) {
            chain = chain.compose(done -> group(group, items.size() == 1, outcomes));
        }
        return chain.map(done -> outcomes);
    }

    private Future<Void> group(List<RefundService.Intended> group, boolean only, Map<String, RefundOutcome> outcomes) {
        boolean many = group.size() > 1
                && group.stream().allMatch(each -> each.refund().source() == Refund.Source.MERCHANT);
        return (many ? together(group) : Future.succeededFuture(false)).compose(reserved -> {
            if (reserved) {
                group.forEach(each -> outcomes.put(key(each), new RefundOutcome.Created(each.refund())));
                return Future.succeededFuture();
            }
            return oneByOne(group, only, outcomes);
        });
    }

    private Future<Boolean> together(List<RefundService.Intended> group) {
        return Undo.transaction(
                pool,
                Boolean.class,
                transaction -> service.reserveAll(transaction, group)
                        .compose(outcome ->
                                outcome == FloorOutcome.POSTED ? Future.succeededFuture(true) : Undo.with(false)));
    }

    /** What fails beside others is left out, and so comes again by itself. */
    private Future<Void> oneByOne(
            List<RefundService.Intended> group, boolean only, Map<String, RefundOutcome> outcomes) {
        Future<Void> chain = Future.succeededFuture();
        for (var intended : group) {
            chain = chain.compose(done -> alone(intended)
                    .onSuccess(outcome -> outcomes.put(key(intended), outcome))
                    .<Void>mapEmpty()
                    .recover(failure -> only ? Future.failedFuture(failure) : Future.succeededFuture()));
        }
        return chain;
    }

    private Future<RefundOutcome> alone(RefundService.Intended intended) {
        return Undo.transaction(pool, RefundOutcome.class, transaction -> alone(transaction, intended));
    }

    private Future<RefundOutcome> alone(SqlConnection transaction, RefundService.Intended intended) {
        return service.reserve(transaction, intended)
                .compose(outcome -> outcome instanceof RefundOutcome.Created
                        ? Future.succeededFuture(outcome)
                        : Undo.with(outcome));
    }

    /** A lost answer: the number is then taken by the same refund, which is found out by doing it again. */
    @Override
    public Future<Map<String, RefundOutcome>> reread(List<RefundService.Intended> items) {
        return Future.succeededFuture(Map.of());
    }

    /** No two have the same key. */
    @Override
    public Optional<RefundOutcome> repeated(
            RefundService.Intended second, RefundService.Intended first, RefundOutcome outcome) {
        return Optional.empty();
    }
}
