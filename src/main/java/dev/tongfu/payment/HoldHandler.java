package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Captures and cancels at the bank: the message, and what is heard of it. */
final class HoldHandler implements OperationHandler {
    private final Pool pool;
    private final HoldStore acts;
    private final PaymentWriteStore payments;
    private final OperationStore operations;
    private final Movements movements;
    private final HoldDecider decider;
    private final EvidenceStore evidence;
    private final LedgerStore ledger;
    private final OutboxStore outbox;
    private final PayerLinks links;
    private final BankLine line;
    private final Ids ids;

    HoldHandler(
            PaymentDesk.Parts parts,
            HoldStore acts,
            RefundService.RefundParts own,
            HoldDecider decider,
            EvidenceStore evidence,
            BankLine line) {
        this.pool = parts.pool();
        this.payments = new PaymentWriteStore(parts.observer());
        this.acts = acts;
        this.operations = own.operations();
        this.movements = own.movements();
        this.decider = decider;
        this.evidence = evidence;
        this.ledger = parts.ledger();
        this.outbox = parts.outbox();
        this.links = parts.links();
        this.line = line;
        this.ids = parts.ids();
    }

    @Override
    public Set<OperationKind> kinds() {
        return EnumSet.of(OperationKind.CAPTURE, OperationKind.CANCEL);
    }

    @Override
    public Future<Boolean> begin(SqlConnection transaction, Operation operation, Instant now) {
        return acts.byId(transaction, operation.merchantId(), operation.resourceId())
                .compose(found -> {
                    var act = found.orElseThrow();
                    if (act.status() != HoldActStatus.CREATED) {
                        return Future.succeededFuture(act.status().open());
                    }
                    return acts.write(transaction, act, act.to(HoldActStatus.SUBMITTED, null, now))
                            .compose(HoldHandler::unlessChanged);
                });
    }

    private static Future<Boolean> unlessChanged(boolean written) {
        return written ? Future.succeededFuture(true) : Future.failedFuture("the act changed meanwhile");
    }

    @Override
    public Future<BankAct> act(Operation operation) {
        return acts.subject(pool, operation.merchantId(), operation.resourceId())
                .compose(subject -> movements
                        .of(pool, subject.payment())
                        .map(Optional::orElseThrow)
                        .map(found -> new BankHoldAct(
                                operation.channelId(),
                                operation.bankOrderNo(),
                                BankHoldAct.Kind.valueOf(subject.act().kind().name()),
                                found.movement(),
                                subject.act().amount(),
                                operation.orderedAt(),
                                links.bankNotice(operation.bank()))));
    }

    @Override
    public Future<BankAnswer> ask(Operation operation) {
        return acts.byId(pool, operation.merchantId(), operation.resourceId())
                .compose(found -> line.query(new BankQuery(
                        operation.channelId(),
                        operation.bankOrderNo(),
                        operation.kind().query(),
                        operation.orderedAt(),
                        found.orElseThrow().amount())));
    }

    @Override
    public Future<OperationOutcome> apply(Operation operation, Evidence heard) {
        return acts.subject(pool, operation.merchantId(), operation.resourceId())
                .compose(subject -> bookingDates(subject.act(), heard)
                        .compose(dates -> write(decider.decide(subject, operation, heard, dates), heard)));
    }

    private Future<Map<BookDate, LocalDate>> bookingDates(HoldAct act, Evidence heard) {
        BankReply.@Nullable Receipt receipt = ReplyFacts.receipt(heard.reply());
        return receipt == null
                ? Future.succeededFuture(Map.of())
                : ledger.bookingDates(pool, Set.of(new BookDate(act.bank(), receipt.bankDate())));
    }

    private Future<OperationOutcome> write(HoldDecider.Change change, Evidence heard) {
        return ledger.prepare(pool, change.transfers())
                .compose(ready -> Undo.transaction(
                        pool, OperationOutcome.class, transaction -> write(transaction, change, heard)));
    }

    /** In the order in which everybody takes these locks: payment, call, act, balances. */
    private Future<OperationOutcome> write(SqlConnection transaction, HoldDecider.Change change, Evidence heard) {
        return paid(transaction, change)
                .compose(held -> held ? called(transaction, change) : stale())
                .compose(held -> held ? acted(transaction, change) : stale())
                .compose(held -> held ? told(transaction, change, heard) : stale())
                .map(done -> new OperationOutcome.Applied(
                        change.act().merchantId(), change.act().id(), change.changed(), null));
    }

    private static <T> Future<T> stale() {
        return Undo.with(new OperationOutcome.Stale());
    }

    private Future<Boolean> paid(SqlConnection transaction, HoldDecider.Change change) {
        boolean same = change.payment().version() == change.paymentBefore().version();
        return same
                ? Future.succeededFuture(true)
                : payments.write(transaction, change.paymentBefore(), change.payment());
    }

    private Future<Boolean> called(SqlConnection transaction, HoldDecider.Change change) {
        return operations.write(
                transaction, change.operation(), change.operationStatus(), change.bankTxnNo(), change.nextAt());
    }

    private Future<Boolean> acted(SqlConnection transaction, HoldDecider.Change change) {
        return change.changed() ? acts.write(transaction, change.before(), change.act()) : Future.succeededFuture(true);
    }

    private Future<Void> told(SqlConnection transaction, HoldDecider.Change change, Evidence heard) {
        var alarm = change.alarm();
        return evidence.keep(transaction, KeptEvidence.of(ids.next("evd"), change.operation(), heard, change.effect()))
                .compose(kept -> outbox.insert(transaction, change.messages()))
                .compose(told -> alarm == null ? Future.succeededFuture() : evidence.raise(transaction, alarm))
                .compose(done -> change.transfers().isEmpty()
                        ? Future.succeededFuture()
                        : ledger.post(transaction, change.transfers()).mapEmpty());
    }
}
