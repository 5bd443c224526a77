package dev.tongfu.payment;

import dev.tongfu.db.BatchWork;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one door for outcomes, many at a time: read what the evidence is about, decide by the table, write all of it in
 * one transaction.
 *
 * <p>Everything here may run twice: the version decides who writes, and each transfer has its own event key.
 */
final class EvidenceWork implements BatchWork<Evidence, ApplyOutcome> {
    private static final int MESSAGE_BYTES = 600;

    private final Pool pool;
    private final EvidenceStore store;
    private final LedgerStore ledger;
    private final OutboxStore outbox;
    private final OwnCancels cancels;
    private final BatchTally tally;
    private final Decider decider;

    EvidenceWork(
            Pool pool,
            EvidenceStore store,
            LedgerStore ledger,
            OutboxStore outbox,
            OwnCancels cancels,
            BatchTally tally,
            Decider decider) {
        this.pool = pool;
        this.store = store;
        this.ledger = ledger;
        this.outbox = outbox;
        this.cancels = cancels;
        this.tally = tally;
        this.decider = decider;
    }

    @Override
    public String key(Evidence evidence) {
        return evidence.bankOrderNo();
    }

    @Override
    public int bytes(Evidence evidence) {
        return MESSAGE_BYTES + evidence.raw().sealed().length();
    }

    @Override
    public Future<Map<String, ApplyOutcome>> execute(List<Evidence> items) {
        var orders = items.stream().map(Evidence::bankOrderNo).collect(Collectors.toSet());
        return store.read(pool, orders)
                .compose(subjects -> ledger.bookingDates(pool, valueDates(items, subjects))
                        .compose(dates -> apply(items, subjects, dates)));
    }

    /** The bank's dates of the money the evidence names, each in its bank's book. */
    private static Set<BookDate> valueDates(List<Evidence> items, List<EvidenceStore.Subject> subjects) {
        var banks = subjects.stream()
                .collect(Collectors.toMap(
                        subject -> subject.attempt().bankOrderNo(),
                        subject -> subject.attempt().bank()));
        var dates = new HashSet<BookDate>();
        for (var evidence : items) {
            var receipt = ReplyFacts.receipt(evidence.reply());
            var bank = banks.get(evidence.bankOrderNo());
            if (receipt != null && bank != null) {
                dates.add(new BookDate(bank, receipt.bankDate()));
            }
        }
        return dates;
    }

    /** A lost answer is asked again by doing it again. */
    @Override
    public Future<Map<String, ApplyOutcome>> reread(List<Evidence> items) {
        return Future.succeededFuture(Map.of());
    }

    /** A second piece of evidence about the same order is decided on what the first one left. */
    @Override
    public Optional<ApplyOutcome> repeated(Evidence second, Evidence firstItem, ApplyOutcome first) {
        return Optional.empty();
    }

    private Future<Map<String, ApplyOutcome>> apply(
            List<Evidence> items, List<EvidenceStore.Subject> subjects, Map<BookDate, LocalDate> dates) {
        Map<String, EvidenceStore.Subject> byOrder = subjects.stream()
                .collect(Collectors.toMap(subject -> subject.attempt().bankOrderNo(), Function.identity()));
        Map<String, ApplyOutcome> outcomes = new HashMap<>();
        var changes = new ArrayList<Change>();
        var payments = new HashSet<String>();
        for (var evidence : items) {
            var subject = byOrder.get(evidence.bankOrderNo());
            if (subject == null) {
                outcomes.put(evidence.bankOrderNo(), new ApplyOutcome.NotOurs());
            } else if (payments.add(subject.payment().id())) {
                changes.add(decider.decide(subject, evidence, dates));
            } else {
                outcomes.put(evidence.bankOrderNo(), new ApplyOutcome.Stale());
            }
        }
        return changes.isEmpty()
                ? Future.succeededFuture(outcomes)
                : write(changes).map(won -> {
                    for (int i = 0; i < changes.size(); i++) {
                        outcomes.put(changes.get(i).evidence().bankOrderNo(), outcome(changes.get(i), won.contains(i)));
                    }
                    return outcomes;
                });
    }

    private static ApplyOutcome outcome(Change change, boolean won) {
        return won
                ? new ApplyOutcome.Applied(change.before(), change.after(), change.attemptStatus())
                : new ApplyOutcome.Stale();
    }

    private Future<Set<Integer>> write(List<Change> changes) {
        var transfers =
                changes.stream().flatMap(change -> change.transfers().stream()).toList();
        return ledger.prepare(pool, transfers)
                .compose(ready -> pool.withTransaction(transaction -> store.write(transaction, changes)
                        .compose(won ->
                                record(transaction, winners(changes, won)).map(won))));
    }

    private Future<Void> record(SqlClient transaction, List<Change> changes) {
        List<Transfer> transfers =
                changes.stream().flatMap(change -> change.transfers().stream()).toList();
        List<OutboxMessage> messages =
                changes.stream().flatMap(change -> change.messages().stream()).toList();
        var writes = new ArrayList<Future<?>>();
        writes.add(store.keep(transaction, changes));
        writes.add(outbox.insert(transaction, messages));
        if (!transfers.isEmpty()) {
            writes.add(ledger.post(transaction, transfers));
        }
        for (var change : changes) {
            if (change.alarm() != null) {
                writes.add(store.raise(transaction, change.alarm()));
            }
            if (change.extra() != null) {
                writes.add(store.insertExtra(transaction, change, change.extra()));
            }
            if (change.cancel() != null) {
                writes.add(cancels.intend(transaction, change.cancel()));
            }
        }
        return Future.join(writes)
                .compose(written -> tally.payments(
                        transaction,
                        changes.stream().map(Change::before).toList(),
                        changes.stream().map(Change::after).toList()));
    }

    private static List<Change> winners(List<Change> changes, Set<Integer> won) {
        var winners = new ArrayList<Change>(won.size());
        for (int i = 0; i < changes.size(); i++) {
            if (won.contains(i)) {
                winners.add(changes.get(i));
            }
        }
        return winners;
    }
}
