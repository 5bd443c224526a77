package dev.tongfu.payment;

import io.vertx.core.Future;
import java.util.List;

/** What banks say of refunds, many at a time: those of one merchant share its balance. */
final class RefundWordsWork extends GroupedWork<RefundWordsWork.Heard, OperationOutcome> {
    private static final int MESSAGE_BYTES = 600;

    private final RefundHandler handler;
    private final RefundBulk bulk;

    RefundWordsWork(RefundHandler handler, RefundBulk bulk) {
        this.handler = handler;
        this.bulk = bulk;
    }

    /** A call and what was heard of it. */
    record Heard(Operation operation, Evidence evidence) {}

    @Override
    public String key(Heard heard) {
        return heard.operation().bankOrderNo();
    }

    @Override
    public int bytes(Heard heard) {
        return MESSAGE_BYTES + heard.evidence().raw().sealed().length();
    }

    @Override
    String group(Heard heard) {
        return heard.operation().merchantId() + " " + heard.operation().bank();
    }

    @Override
    Future<Boolean> together(List<Heard> group) {
        return bulk.apply(group.stream().map(Heard::evidence).toList());
    }

    @Override
    OperationOutcome written(Heard heard) {
        return new OperationOutcome.Applied(
                heard.operation().merchantId(), heard.operation().resourceId(), true, null);
    }

    @Override
    Future<OperationOutcome> alone(Heard heard) {
        return handler.applyAlone(heard.operation(), heard.evidence());
    }
}
