package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.RefundPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides whether a batch of refunds can be taken, and makes all that is written then. Writes nothing. */
final class RefundBatchPlan {
    private final RefundPlan plan;
    private final Ids ids;

    RefundBatchPlan(RefundPlan plan, Ids ids) {
        this.plan = plan;
        this.ids = ids;
    }

    /**
     * All of a batch.
     *
     * @param amounts what it takes of each payment, by its id in order
     */
    record Taken(
            Batch batch,
            List<BatchChunk> chunks,
            List<RefundBatchStore.Placed> items,
            Map<String, Long> amounts,
            List<Transfer> transfers) {}

    /** Everything that speaks against it; each item is seen after those before it. */
    List<BatchOutcome.Fault> faults(NewRefundBatch request, List<RefundBatchStore.Subject> subjects) {
        var faults = new ArrayList<BatchOutcome.Fault>();
        var left = new HashMap<String, Long>();
        for (int i = 0; i < subjects.size(); i++) {
            var fault = fault(i, request.items().get(i), subjects.get(i), left);
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private BatchOutcome.@Nullable Fault fault(
            int index, NewRefund item, RefundBatchStore.Subject subject, Map<String, Long> left) {
        String payment = item.paymentId() != null ? "payment_id" : "order_no";
        String paymentId = subject.paymentId();
        if (subject.numberUsed()) {
            return new BatchOutcome.Fault(index, "refund_no", BatchOutcome.Reason.NUMBER_USED, 0);
        }
        if (paymentId == null || subject.status() == null) {
            return new BatchOutcome.Fault(index, payment, BatchOutcome.Reason.NO_PAYMENT, 0);
        }
        boolean offered = subject.bank() != null && plan.offered(subject.bank());
        long room = left.getOrDefault(paymentId, subject.left());
        var reason = RefundOutcome.objection(
                subject.status(), subject.frozen(), room, item.amount().minor(), offered);
        if (reason == null) {
            left.put(paymentId, room - item.amount().minor());
            return null;
        }
        return switch (reason) {
            case EXCEEDS -> new BatchOutcome.Fault(index, "amount", BatchOutcome.Reason.EXCEEDS, room);
            case FROZEN -> new BatchOutcome.Fault(index, payment, BatchOutcome.Reason.FROZEN, 0);
            case BANK_NOT_OFFERED -> new BatchOutcome.Fault(index, payment, BatchOutcome.Reason.BANK_NOT_OFFERED, 0);
            case WRONG_STATE, INSUFFICIENT, MERCHANT_DISABLED ->
                new BatchOutcome.Fault(index, payment, BatchOutcome.Reason.WRONG_STATE, 0);
        };
    }

    /** What is written when nothing speaks against it. */
    Taken take(NewRefundBatch request, List<RefundBatchStore.Subject> subjects, Instant now) {
        var chunks = new ChunkPlan(BatchKind.REFUND, ids.next("bat"), now, ids);
        var items = new ArrayList<RefundBatchStore.Placed>(subjects.size());
        var amounts = new TreeMap<String, Long>();
        var transfers = new ArrayList<Transfer>(subjects.size());
        for (int i = 0; i < subjects.size(); i++) {
            var refund = refund(request.items().get(i), subjects.get(i), chunks.batchId(), i, now);
            items.add(new RefundBatchStore.Placed(
                    refund,
                    chunks.place(
                            refund.merchantId(), refund.channelId(), refund.bank(), refund.amount(), max(refund))));
            amounts.merge(refund.paymentId(), refund.amount().minor(), Math::addExact);
            transfers.addAll(reserved(refund, now));
        }
        return new Taken(batch(request, chunks, items, now), chunks.chunks(), items, amounts, transfers);
    }

    private int max(Refund refund) {
        var profile = plan.profile(refund.bank());
        return profile.offers(Bank.Capability.REFUND_BATCH) ? profile.refundBatchMax() : 0;
    }

    private List<Transfer> reserved(Refund refund, Instant now) {
        return RefundPostings.reserved(
                refund.id(),
                RefundPlan.source(refund),
                RefundPlan.channel(refund),
                plan.profile(refund.bank()).calendar().dateOf(now),
                refund.amount());
    }

    private static Batch batch(
            NewRefundBatch request, ChunkPlan chunks, List<RefundBatchStore.Placed> items, Instant now) {
        var sum = items.stream()
                .map(item -> item.refund().amount())
                .reduce(Money::plus)
                .orElseThrow();
        var total = new Batch.Tally(items.size(), sum);
        return Batch.accepted(
                request.merchantId(),
                chunks.batchId(),
                BatchKind.REFUND,
                request.batchNo(),
                request.sha256(),
                total,
                now);
    }

    private Refund refund(NewRefund item, RefundBatchStore.Subject subject, String batchId, int index, Instant now) {
        return new Refund(
                item.merchantId(),
                ids.next("ref"),
                item.refundNo(),
                Objects.requireNonNull(subject.paymentId()),
                RefundStatus.CREATED,
                1,
                0,
                item.amount(),
                item.reason(),
                Refund.Source.MERCHANT,
                null,
                batchId,
                index,
                Objects.requireNonNull(subject.channelId()),
                Objects.requireNonNull(subject.bank()),
                null,
                null,
                null,
                null,
                now,
                now);
    }
}
