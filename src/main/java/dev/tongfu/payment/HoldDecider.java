package dev.tongfu.payment;

import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankReply;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.HoldPostings;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.payment.HoldTable.Effect;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what one piece of evidence changes of a capture or cancel and of its payment. Writes nothing. */
final class HoldDecider {
    private final Map<String, BankProfile> banks;
    private final OperationSchedule schedule;
    private final MerchantUrls urls;
    private final PaymentJson json;
    private final Ids ids;
    private final Clock clock;

    HoldDecider(
            Map<String, BankProfile> banks,
            OperationSchedule schedule,
            MerchantUrls urls,
            PaymentJson json,
            Ids ids,
            Clock clock) {
        this.banks = banks;
        this.schedule = schedule;
        this.urls = urls;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** All that one piece of evidence writes; {@code before} and {@code paymentBefore} as they were read. */
    record Change(
            Operation operation,
            OperationStatus operationStatus,
            @Nullable String bankTxnNo,
            @Nullable Instant nextAt,
            HoldAct before,
            HoldAct act,
            Payment paymentBefore,
            Payment payment,
            List<Transfer> transfers,
            List<OutboxMessage> messages,
            @Nullable Alarm alarm) {
        boolean changed() {
            return act.version() != before.version();
        }

        String effect() {
            return changed() ? act.kind().word() + "_" + act.status().word() : alarm == null ? "none" : "alarm";
        }
    }

    /** @param dates on which day the books take a movement of the bank's date */
    Change decide(HoldStore.Subject subject, Operation operation, Evidence evidence, Map<BookDate, LocalDate> dates) {
        var now = clock.instant();
        var act = subject.act();
        var receipt = ReplyFacts.receipt(evidence.reply());
        var next =
                HoldTable.decide(act.kind(), act.status(), evidence.kind(), facts(act, operation, evidence, receipt));
        boolean done = next == HoldActStatus.SUCCEEDED && act.status() != HoldActStatus.SUCCEEDED;
        var edge = done
                ? HoldTable.payment(act.kind(), subject.payment().status())
                : new HoldTable.Edge(subject.payment().status(), java.util.Set.of());
        var status = operationStatus(operation, evidence, act, next);
        var booked = receipt == null
                ? null
                : dates.getOrDefault(new BookDate(act.bank(), receipt.bankDate()), receipt.bankDate());
        var payment = payment(subject, edge, receipt, booked, evidence, now);
        return new Change(
                operation,
                status,
                done && receipt != null ? receipt.bankTxnNo() : null,
                schedule.next(operation, status).orElse(null),
                act,
                act(act, next, evidence, receipt, booked, now),
                subject.payment(),
                payment,
                transfers(subject, edge, receipt, now),
                messages(subject.payment(), payment, now),
                alarm(edge, act, evidence, next, now));
    }

    private HoldTable.Facts facts(
            HoldAct act, Operation operation, Evidence evidence, BankReply.@Nullable Receipt receipt) {
        return new HoldTable.Facts(
                receipt == null
                        ? act.kind() == HoldAct.Kind.CANCEL
                        : receipt.amount().equals(act.amount()),
                operation.status() == OperationStatus.DONE,
                evidence.kind() == EvidenceKind.NOT_SENT && schedule.givenUp(operation));
    }

    private static OperationStatus operationStatus(
            Operation operation, Evidence evidence, HoldAct act, HoldActStatus next) {
        boolean refused = HoldTable.succeeds(act.kind(), evidence.kind()) && next == act.status();
        if (refused) {
            return operation.status();
        }
        var status = operation.status().after(evidence.kind());
        return status == OperationStatus.PREPARED && next == HoldActStatus.FAILED ? OperationStatus.DECLINED : status;
    }

    private static HoldAct act(
            HoldAct act,
            HoldActStatus next,
            Evidence evidence,
            BankReply.@Nullable Receipt receipt,
            @Nullable LocalDate booked,
            Instant now) {
        if (next == act.status()) {
            return act;
        }
        if (next == HoldActStatus.SUCCEEDED) {
            return act.succeeded(receipt == null ? null : receipt.bankDate(), booked, now);
        }
        return act.to(next, next == HoldActStatus.FAILED ? failure(evidence.reply()) : null, now);
    }

    private static Payment.Failure failure(BankReply reply) {
        var failure = ReplyFacts.failure(reply);
        return failure != null ? failure : new Payment.Failure("not-sent", "the bank could not be reached");
    }

    private static Payment payment(
            HoldStore.Subject subject,
            HoldTable.Edge edge,
            BankReply.@Nullable Receipt receipt,
            @Nullable LocalDate booked,
            Evidence evidence,
            Instant now) {
        var before = subject.payment();
        if (edge.to() == before.status()) {
            return before;
        }
        var change = PaymentChange.of(before).status(edge.to()).sequence(before.sequence() + 1);
        if (receipt != null && edge.to() == PaymentStatus.CAPTURED) {
            change = change.receipt(subject.act().bank(), receipt, evidence.receivedAt(), true);
            change = change.accountingDate(Objects.requireNonNullElse(booked, receipt.bankDate()));
        }
        return change.done(now);
    }

    private List<Transfer> transfers(
            HoldStore.Subject subject, HoldTable.Edge edge, BankReply.@Nullable Receipt receipt, Instant now) {
        var payment = subject.payment();
        var act = subject.act();
        var channel = new LedgerChannel(act.channelId(), act.bank());
        if (edge.has(Effect.RELEASE)) {
            var today = Objects.requireNonNull(banks.get(act.bank()), "a bank")
                    .calendar()
                    .dateOf(now);
            return HoldPostings.released(payment.id(), payment.merchantId(), channel, today, payment.amount());
        }
        if (receipt == null) {
            return List.of();
        }
        if (edge.has(Effect.CAPTURE)) {
            return HoldPostings.captured(
                    payment.id(), payment.merchantId(), channel, receipt.bankDate(), payment.amount(), act.amount());
        }
        return edge.has(Effect.CAPTURE_LATER)
                ? HoldPostings.provenLater(
                        payment.id(), payment.merchantId(), channel, receipt.bankDate(), act.amount())
                : List.of();
    }

    private List<OutboxMessage> messages(Payment before, Payment after, Instant now) {
        if (after.status() == before.status()) {
            return List.of();
        }
        String type = "payment." + after.status().word();
        return List.of(new OutboxMessage(
                ids.next("ntf"),
                after.merchantId(),
                type,
                after.id(),
                after.sequence(),
                urls.of(after),
                json.notification(type, after, now),
                now));
    }

    private @Nullable Alarm alarm(
            HoldTable.Edge edge, HoldAct act, Evidence evidence, HoldActStatus next, Instant now) {
        boolean mismatch = HoldTable.succeeds(act.kind(), evidence.kind())
                && next == act.status()
                && act.status() != HoldActStatus.SUCCEEDED;
        if (!edge.has(Effect.ALARM) && !mismatch) {
            return null;
        }
        String detail = evidence.kind().word() + " by " + evidence.source().word() + " for order "
                + evidence.bankOrderNo() + " while " + act.status().word();
        return new Alarm(ids.next("alm"), now, mismatch ? "hold_mismatch" : "hold_proven", act.id(), detail);
    }
}
