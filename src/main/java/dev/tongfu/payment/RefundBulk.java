package dev.tongfu.payment;

import dev.tongfu.bus.Bus;
import dev.tongfu.bus.OutboxWritten;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies what a bank says of many refunds of one merchant: decided each as if it came alone, written together.
 *
 * <p>All of it is written or nothing; where somebody was faster, the caller goes on one by one.
 */
final class RefundBulk {
    private static final Logger LOGGER = LoggerFactory.getLogger(RefundBulk.class);

    private final Pool pool;
    private final RefundBulkStore store = new RefundBulkStore();
    private final BatchStore batches = new BatchStore();
    private final RefundDecider decider;
    private final EvidenceStore evidence;
    private final BatchTally tally;
    private final LedgerStore ledger;
    private final OutboxStore outbox;
    private final Bus bus;
    private final Ids ids;
    private final Clock clock;

    RefundBulk(PaymentDesk.Parts parts, RefundDecider decider, EvidenceStore evidence, BatchTally tally) {
        this.pool = parts.pool();
        this.decider = decider;
        this.evidence = evidence;
        this.tally = tally;
        this.ledger = parts.ledger();
        this.outbox = parts.outbox();
        this.bus = parts.bus();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /** One decided change and what it was decided by. */
    private record Decided(RefundChange change, Evidence heard) {}

    /** False when nothing was written: somebody else changed one of them in between, or one needs more than this. */
    Future<Boolean> apply(List<Evidence> heard) {
        var numbers = heard.stream().map(Evidence::bankOrderNo).toList();
        return store.subjects(pool, numbers).compose(found -> {
            if (found.size() != heard.size()) {
                return Future.succeededFuture(false);
            }
            return ledger.bookingDates(pool, bookDates(found, heard))
                    .compose(dates -> written(decided(found, heard, dates)));
        });
    }

    private static Set<BookDate> bookDates(List<RefundBulkStore.Called> found, List<Evidence> heard) {
        String bank = found.get(0).operation().bank();
        var dates = new HashSet<BookDate>();
        for (var one : heard) {
            var receipt = ReplyFacts.receipt(one.reply());
            if (receipt != null) {
                dates.add(new BookDate(bank, receipt.bankDate()));
            }
        }
        return dates;
    }

    private List<Decided> decided(
            List<RefundBulkStore.Called> found, List<Evidence> heard, Map<BookDate, LocalDate> dates) {
        Map<String, RefundBulkStore.Called> byNumber = found.stream()
                .collect(Collectors.toMap(called -> called.operation().bankOrderNo(), Function.identity()));
        var decided = new ArrayList<Decided>(heard.size());
        for (var one : heard) {
            var called = byNumber.get(one.bankOrderNo());
            if (called != null) {
                decided.add(new Decided(decider.decide(called.subject(), called.operation(), one, dates), one));
            }
        }
        return decided;
    }

    private Future<Boolean> written(List<Decided> decided) {
        var changes = decided.stream().map(Decided::change).toList();
        if (!changes.stream().allMatch(RefundBulk::plain)) {
            return Future.succeededFuture(false);
        }
        var transfers =
                changes.stream().flatMap(change -> change.transfers().stream()).toList();
        return ledger.prepare(pool, transfers)
                .compose(ready -> Undo.transaction(
                        pool, Boolean.class, transaction -> write(transaction, decided, changes, transfers)))
                .onSuccess(all -> told(changes, all));
    }

    /** The merchant's own, changed, and done with. */
    private static boolean plain(RefundChange change) {
        return change.before().source() == Refund.Source.MERCHANT
                && change.refundChanged()
                && change.replacement() == null;
    }

    /** In the order in which everybody takes these locks: payments, calls, refunds, balances, batch. */
    private Future<Boolean> write(
            SqlConnection transaction, List<Decided> decided, List<RefundChange> changes, List<Transfer> transfers) {
        String merchantId = changes.get(0).before().merchantId();
        var amounts = amounts(changes);
        return batches.forManyRows(transaction)
                .compose(ready -> store.settle(transaction, merchantId, amounts, clock.instant()))
                .compose(settled -> must(settled == amounts.refunded().size()))
                .compose(all -> store.writeCalls(transaction, changes))
                .compose(called -> must(called == changes.size()))
                .compose(all -> store.write(transaction, merchantId, changes))
                .compose(written -> must(written == changes.size()))
                .compose(all -> record(transaction, decided))
                .compose(recorded -> transfers.isEmpty()
                        ? Future.succeededFuture()
                        : ledger.post(transaction, transfers).mapEmpty())
                .compose(posted -> tally.refunds(transaction, changes, clock.instant()))
                .map(true);
    }

    private static Future<Boolean> must(boolean held) {
        return held ? Future.succeededFuture(true) : Undo.with(false);
    }

    private static RefundBulkStore.Amounts amounts(List<RefundChange> changes) {
        return new RefundBulkStore.Amounts(
                sums(changes, change -> change.amounts().refunded()),
                sums(changes, change -> change.amounts().reserved()));
    }

    private static Map<String, Long> sums(List<RefundChange> changes, ToLongFunction<RefundChange> amount) {
        var sums = new TreeMap<String, Long>();
        changes.stream()
                .filter(change -> !change.amounts().none())
                .forEach(change -> sums.merge(change.before().paymentId(), amount.applyAsLong(change), Math::addExact));
        return sums;
    }

    private Future<Void> record(SqlConnection transaction, List<Decided> decided) {
        var rows = decided.stream().map(this::kept).toList();
        var messages = new ArrayList<OutboxMessage>();
        Future<Void> chain = evidence.keepRows(transaction, rows);
        for (var one : decided) {
            messages.addAll(one.change().messages());
            var alarm = one.change().alarm();
            if (alarm != null) {
                chain = chain.compose(done -> evidence.raise(transaction, alarm));
            }
        }
        return chain.compose(done -> outbox.insert(transaction, messages));
    }

    private KeptEvidence kept(Decided decided) {
        var change = decided.change();
        return KeptEvidence.of(ids.next("evd"), change.operation(), decided.heard(), change.effect());
    }

    private void told(List<RefundChange> changes, boolean all) {
        if (!all) {
            return;
        }
        bus.publish(OutboxWritten.ADDRESS, new OutboxWritten(changes.size()));
        LOGGER.atInfo()
                .addKeyValue("merchantId", changes.get(0).after().merchantId())
                .addKeyValue("refunds", changes.size())
                .log("refunds changed by a bank's word");
    }
}
