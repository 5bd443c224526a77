package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatch;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refunds at the bank: the message, and what is heard of it. */
final class RefundHandler implements OperationHandler {
    private final Pool pool;
    private final RefundStore refunds;
    private final OperationStore operations;
    private final OperationSchedule schedule;
    private final Movements movements;
    private final RefundDecider decider;
    private final EvidenceStore evidence;
    private final LedgerStore ledger;
    private final OutboxStore outbox;
    private final BatchTally tally;
    private final RefundEnds ends;
    private final PayerLinks links;
    private final BankLine line;
    private final Ids ids;
    private final Clock clock;
    private final MicroBatch<RefundWordsWork.Heard, OperationOutcome> gathered;

    /** To be called on the event loop that will hear. */
    RefundHandler(
            Vertx vertx,
            PaymentDesk.Parts parts,
            RefundService.RefundParts own,
            RefundDecider decider,
            EvidenceStore evidence,
            BatchTally tally,
            BankLine line) {
        this.pool = parts.pool();
        this.refunds = own.refunds();
        this.operations = own.operations();
        this.schedule = own.schedule();
        this.movements = own.movements();
        this.decider = decider;
        this.evidence = evidence;
        this.ledger = parts.ledger();
        this.outbox = parts.outbox();
        this.tally = tally;
        this.ends = parts.ends();
        this.links = parts.links();
        this.line = line;
        this.ids = parts.ids();
        this.clock = parts.clock();
        var together = new RefundBulk(parts, decider, evidence, tally);
        this.gathered = new MicroBatch<>(
                vertx,
                clock,
                parts.batches(),
                new RefundWordsWork(this, together),
                parts.observer().batch("refund_evidence"));
    }

    @Override
    public Set<OperationKind> kinds() {
        return EnumSet.of(OperationKind.REFUND, OperationKind.VOID, OperationKind.CAPTURE_VOID);
    }

    @Override
    public Future<Boolean> begin(SqlConnection transaction, Operation operation, Instant now) {
        return refunds.byId(transaction, operation.merchantId(), operation.resourceId())
                .compose(found -> {
                    var refund = found.orElseThrow();
                    return refund.status().open()
                            ? refunds.write(transaction, refund, refund.begun(operation.bankOrderNo(), now))
                                    .compose(RefundHandler::unlessChanged)
                            : Future.succeededFuture(false);
                });
    }

    private static Future<Boolean> unlessChanged(boolean written) {
        return written ? Future.succeededFuture(true) : Future.failedFuture("the refund changed meanwhile");
    }

    @Override
    public Future<BankAct> act(Operation operation) {
        return refunds.subject(pool, operation.merchantId(), operation.resourceId())
                .compose(subject -> movement(subject)
                        .map(found -> new BankRefund(
                                operation.channelId(),
                                operation.bankOrderNo(),
                                BankRefund.Way.valueOf(operation.kind().name()),
                                found.movement(),
                                subject.refund().amount(),
                                operation.orderedAt(),
                                links.bankNotice(operation.bank()))));
    }

    private Future<Movements.Found> movement(RefundStore.Subject subject) {
        var refund = subject.refund();
        String reference = String.valueOf(refund.sourceRef());
        var found = switch (refund.source()) {
            case MERCHANT, LATE -> movements.of(pool, subject.payment());
            case EXTRA -> movements.extra(pool, subject.payment(), reference);
            case SURPLUS -> movements.byOrder(pool, subject.payment(), reference);
        };
        return found.map(Optional::orElseThrow);
    }

    @Override
    public Future<BankAnswer> ask(Operation operation) {
        return refunds.byId(pool, operation.merchantId(), operation.resourceId())
                .compose(found -> line.query(new BankQuery(
                        operation.channelId(),
                        operation.bankOrderNo(),
                        operation.kind().query(),
                        operation.orderedAt(),
                        found.orElseThrow().amount())));
    }

    /** Sends what is queued and waits for what is in flight. */
    Future<Void> close() {
        return gathered.close();
    }

    @Override
    public Future<OperationOutcome> apply(Operation operation, Evidence heard) {
        return gathered.submit(new RefundWordsWork.Heard(operation, heard));
    }

    /** In a transaction of its own. */
    Future<OperationOutcome> applyAlone(Operation operation, Evidence heard) {
        return refunds.subject(pool, operation.merchantId(), operation.resourceId())
                .compose(this::whatWaits)
                .compose(subject -> bookingDates(subject.refund(), heard)
                        .compose(dates -> write(decider.decide(subject, operation, heard, dates), heard)));
    }

    /** Only a refund that had failed needs to know, should it turn out to be executed. */
    private Future<RefundStore.Subject> whatWaits(RefundStore.Subject subject) {
        var refund = subject.refund();
        return refund.source() == Refund.Source.SURPLUS && refund.status() == RefundStatus.FAILED
                ? ends.surplusWaits(pool, refund).map(subject::waiting)
                : Future.succeededFuture(subject);
    }

    private Future<Map<BookDate, LocalDate>> bookingDates(Refund refund, Evidence heard) {
        var receipt = ReplyFacts.receipt(heard.reply());
        return receipt == null
                ? Future.succeededFuture(Map.of())
                : ledger.bookingDates(pool, Set.of(new BookDate(refund.bank(), receipt.bankDate())));
    }

    private Future<OperationOutcome> write(RefundChange change, Evidence heard) {
        return ledger.prepare(pool, change.transfers())
                .compose(ready -> Undo.transaction(
                        pool, OperationOutcome.class, transaction -> write(transaction, change, heard)));
    }

    /** In the order in which everybody takes these locks: payment, call, refund, balances, batch. */
    private Future<OperationOutcome> write(SqlConnection transaction, RefundChange change, Evidence heard) {
        return settled(transaction, change)
                .compose(settled -> settled ? called(transaction, change) : stale())
                .compose(written -> written ? changed(transaction, change) : stale())
                .compose(written -> written ? told(transaction, change, heard).map(true) : stale())
                .map(written -> new OperationOutcome.Applied(
                        change.after().merchantId(),
                        change.after().id(),
                        change.refundChanged(),
                        change.replacement()));
    }

    private static <T> Future<T> stale() {
        return Undo.with(new OperationOutcome.Stale());
    }

    private Future<Boolean> settled(SqlConnection transaction, RefundChange change) {
        if (change.amounts().none()) {
            return Future.succeededFuture(true);
        }
        return refunds.settle(transaction, change.before(), change.amounts(), clock.instant());
    }

    private Future<Boolean> called(SqlConnection transaction, RefundChange change) {
        var replacement = change.replacement();
        return operations
                .write(transaction, change.operation(), change.operationStatus(), change.bankTxnNo(), change.nextAt())
                .compose(held -> !held || replacement == null
                        ? Future.succeededFuture(held)
                        : operations
                                .insert(transaction, List.of(replacement), schedule.unlessSent())
                                .map(true));
    }

    private Future<Boolean> changed(SqlConnection transaction, RefundChange change) {
        return change.refundChanged()
                ? refunds.write(transaction, change.before(), change.after())
                : Future.succeededFuture(true);
    }

    private Future<Void> told(SqlConnection transaction, RefundChange change, Evidence heard) {
        var alarm = change.alarm();
        String extra = change.extraStatus();
        return evidence.keep(transaction, KeptEvidence.of(ids.next("evd"), change.operation(), heard, change.effect()))
                .compose(kept -> outbox.insert(transaction, change.messages()))
                .compose(told -> extra == null
                        ? Future.succeededFuture(true)
                        : refunds.settleExtra(transaction, change.before(), extra))
                .compose(settled -> settled ? Future.succeededFuture() : stale())
                .compose(done -> alarm == null ? Future.succeededFuture() : evidence.raise(transaction, alarm))
                .compose(done -> change.transfers().isEmpty()
                        ? Future.succeededFuture()
                        : ledger.post(transaction, change.transfers()).mapEmpty())
                .compose(done -> tally.refund(transaction, change.before(), change.after(), clock.instant()))
                .compose(done -> ended(transaction, change));
    }

    /** Whoever ordered a refund that no merchant asked for hears of its end last: records are kept in one chain. */
    private Future<Void> ended(SqlConnection transaction, RefundChange change) {
        var after = change.after();
        boolean ended = after.status() != change.before().status()
                && (after.status() == RefundStatus.SUCCEEDED || after.status() == RefundStatus.FAILED);
        return ended && after.source() != Refund.Source.MERCHANT
                ? ends.ended(transaction, after, change.fromSource())
                : Future.succeededFuture();
    }
}
