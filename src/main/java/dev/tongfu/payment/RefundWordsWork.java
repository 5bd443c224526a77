package dev.tongfu.payment;

import dev.tongfu.db.BatchWork;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What banks say of refunds, many at a time: those of one merchant share a balance, and one transaction for all of them
 * holds it once.
 *
 * <p>Everything here may run twice: versions decide who writes. Where they can't be written together, each is written
 * alone, and one that fails does not hold up the others.
 */
final class RefundWordsWork implements BatchWork<RefundWordsWork.Heard, OperationOutcome> {
    private static final int MESSAGE_BYTES = 600;

    private final RefundHandler alone;
    private final RefundBulk together;

    RefundWordsWork(RefundHandler alone, RefundBulk together) {
        this.alone = alone;
        this.together = together;
    }

    /** A call and what was heard of it. */
    record Heard(Operation operation, Evidence evidence) {
        OperationOutcome applied() {
            return new OperationOutcome.Applied(operation.merchantId(), operation.resourceId(), true, null);
        }
    }

    @Override
    public String key(Heard heard) {
        return heard.operation().bankOrderNo();
    }

    @Override
    public int bytes(Heard heard) {
        return MESSAGE_BYTES + heard.evidence().raw().sealed().length();
    }

    @Override
    public Future<Map<String, OperationOutcome>> execute(List<Heard> items) {
        Map<String, List<Heard>> groups = new TreeMap<>();
        for (var heard : items) {
            String whose =
                    heard.operation().merchantId() + " " + heard.operation().bank();
            groups.computeIfAbsent(whose, name -> new ArrayList<>()).add(heard);
        }
        Map<String, OperationOutcome> outcomes = new HashMap<>();
        Future<Void> chain = Future.succeededFuture();
        for (var group : groups.values()) {
            chain = chain.compose(done -> group(group, items.size() == 1, outcomes));
        }
        return chain.map(done -> outcomes);
    }

    private Future<Void> group(List<Heard> group, boolean only, Map<String, OperationOutcome> outcomes) {
        return (group.size() == 1 ? Future.succeededFuture(false) : all(group)).compose(written -> {
            if (written) {
                group.forEach(heard -> outcomes.put(key(heard), heard.applied()));
                return Future.succeededFuture();
            }
            return oneByOne(group, only, outcomes);
        });
    }

    private Future<Boolean> all(List<Heard> group) {
        return together.apply(group.stream().map(Heard::evidence).toList());
    }

    /** What fails beside others is left out, and so comes again by itself. */
    private Future<Void> oneByOne(List<Heard> group, boolean only, Map<String, OperationOutcome> outcomes) {
        Future<Void> chain = Future.succeededFuture();
        for (var heard : group) {
            chain = chain.compose(done -> alone.applyAlone(heard.operation(), heard.evidence())
                    .onSuccess(outcome -> outcomes.put(key(heard), outcome))
                    .<Void>mapEmpty()
                    .recover(failure -> only ? Future.failedFuture(failure) : Future.succeededFuture()));
        }
        return chain;
    }

    /** A lost answer is asked again by doing it again. */
    @Override
    public Future<Map<String, OperationOutcome>> reread(List<Heard> items) {
        return Future.succeededFuture(Map.of());
    }

    /** A second piece of evidence about the same call is decided on what the first one left. */
    @Override
    public Optional<OperationOutcome> repeated(Heard second, Heard first, OperationOutcome outcome) {
        return Optional.empty();
    }
}
