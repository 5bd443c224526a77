package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.db.Ids;
import dev.tongfu.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides whether a batch of debits can be taken, and makes all that is written then. Writes nothing. */
final class DebitBatchPlan {
    private final Map<String, BankProfile> banks;
    private final Ids ids;

    DebitBatchPlan(Map<String, BankProfile> banks, Ids ids) {
        this.banks = banks;
        this.ids = ids;
    }

    /**
     * All of a batch.
     *
     * @param contracts under which it debits
     */
    record Taken(Batch batch, List<BatchChunk> chunks, List<DebitBatchStore.Placed> items, Set<String> contracts) {}

    /** Everything that speaks against it. */
    List<BatchOutcome.Fault> faults(List<DebitBatchStore.Subject> subjects, Instant now) {
        var faults = new ArrayList<BatchOutcome.Fault>();
        for (int i = 0; i < subjects.size(); i++) {
            var subject = subjects.get(i);
            var reason = subject.numberUsed() ? BatchOutcome.Reason.NUMBER_USED : objection(subject, now);
            if (reason != null) {
                String field = reason == BatchOutcome.Reason.NUMBER_USED ? "order_no" : "contract_id";
                faults.add(new BatchOutcome.Fault(i, field, reason, 0));
            }
        }
        return faults;
    }

    private BatchOutcome.@Nullable Reason objection(DebitBatchStore.Subject subject, Instant now) {
        if (subject.status() == null || subject.expiresOn() == null) {
            return BatchOutcome.Reason.NO_CONTRACT;
        }
        var profile = banks.get(String.valueOf(subject.bank()));
        if (profile == null || !profile.offers(Bank.Capability.DEBIT_BATCH) || profile.debitBatchMax() < 1) {
            return BatchOutcome.Reason.BANK_NOT_OFFERED;
        }
        boolean over = subject.expiresOn().isBefore(profile.calendar().dateOf(now));
        return subject.status() != ContractStatus.SIGNED || over ? BatchOutcome.Reason.CONTRACT_NOT_SIGNED : null;
    }

    /** What is written when nothing speaks against it. */
    Taken take(NewDebitBatch request, List<DebitBatchStore.Subject> subjects, Instant now) {
        var chunks = new ChunkPlan(BatchKind.DEBIT, ids.next("bat"), now, ids);
        var items = new ArrayList<DebitBatchStore.Placed>(subjects.size());
        var contracts = new TreeSet<String>();
        for (int i = 0; i < subjects.size(); i++) {
            var item = request.items().get(i);
            String bank = Objects.requireNonNull(subjects.get(i).bank());
            String channelId = Objects.requireNonNull(subjects.get(i).channelId());
            int max = Objects.requireNonNull(banks.get(bank)).debitBatchMax();
            int chunk = chunks.place(request.merchantId(), channelId, bank, item.amount(), max);
            items.add(new DebitBatchStore.Placed(item, ids.next("pay"), bank, i, chunk));
            contracts.add(item.contractId());
        }
        return new Taken(batch(request, chunks, now), chunks.chunks(), items, contracts);
    }

    private static Batch batch(NewDebitBatch request, ChunkPlan chunks, Instant now) {
        var sum = request.items().stream()
                .map(NewDebitBatch.Item::amount)
                .reduce(Money::plus)
                .orElseThrow();
        var total = new Batch.Tally(request.items().size(), sum);
        return Batch.accepted(
                request.merchantId(),
                chunks.batchId(),
                BatchKind.DEBIT,
                request.batchNo(),
                request.sha256(),
                total,
                now);
    }
}
