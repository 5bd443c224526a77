package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.RefundPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.payment.RefundTable.Edge;
import dev.tongfu.payment.RefundTable.Effect;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one piece of evidence changes of a refund: state, amounts, transfers, notifications. Writes nothing.
 *
 * <p>The edges are {@link RefundTable}'s; here they get their amounts, keys and messages.
 */
final class RefundDecider {
    private final RefundPlan plan;
    private final OperationSchedule schedule;
    private final MerchantUrls urls;
    private final PaymentJson payments;
    private final Ids ids;
    private final Clock clock;

    RefundDecider(
            RefundPlan plan,
            OperationSchedule schedule,
            MerchantUrls urls,
            PaymentJson payments,
            Ids ids,
            Clock clock) {
        this.plan = plan;
        this.schedule = schedule;
        this.urls = urls;
        this.payments = payments;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param dates on which day the books take a movement of the bank's date */
    RefundChange decide(
            RefundStore.Subject subject, Operation operation, Evidence evidence, Map<BookDate, LocalDate> dates) {
        var now = clock.instant();
        var before = subject.refund();
        var receipt = ReplyFacts.receipt(evidence.reply());
        var edge = RefundTable.decide(before.status(), evidence.kind(), facts(subject, operation, evidence, receipt));
        var status = operationStatus(operation, evidence, edge, before);
        var after = after(before, edge, evidence, receipt, dates, now);
        var late = before.source() == Refund.Source.LATE && (edge.has(Effect.PAY) || edge.has(Effect.PROVEN));
        var messages = messages(subject.payment(), before, after, late, now);
        boolean told = edge.has(Effect.NOTIFY) && before.source() == Refund.Source.MERCHANT;
        return new RefundChange(
                operation,
                status,
                receipt == null || status != OperationStatus.DONE ? null : receipt.bankTxnNo(),
                schedule.next(operation, status).orElse(null),
                before,
                told ? after.told() : after,
                amounts(subject.payment(), before, edge, late),
                extraStatus(before, edge),
                transfers(before, edge, receipt, now),
                messages,
                edge.has(Effect.REPLACE) ? replacement(operation, now) : null,
                alarm(edge, before, evidence, now));
    }

    private RefundTable.Facts facts(
            RefundStore.Subject subject, Operation operation, Evidence evidence, BankReply.@Nullable Receipt receipt) {
        var refund = subject.refund();
        return new RefundTable.Facts(
                operation.number() == subject.lastNumber(),
                receipt != null && receipt.amount().equals(refund.amount()),
                operation.status() == OperationStatus.DONE,
                fits(subject.payment(), refund, subject.waits()),
                operation.kind() != OperationKind.REFUND && operation.status() != OperationStatus.UNKNOWN,
                evidence.kind() == EvidenceKind.NOT_SENT && schedule.givenUp(operation));
    }

    private static boolean fits(Payment payment, Refund refund, boolean waits) {
        long after =
                payment.refunded() + payment.refundReserved() + refund.amount().minor();
        return switch (refund.source()) {
            case MERCHANT -> after <= payment.captured();
            case LATE -> payment.status() == PaymentStatus.LATE_PAID && after <= payment.captured();
            case EXTRA, SURPLUS -> waits;
        };
    }

    /** What is not booked leaves the call as it was, so that the truth can still come. */
    private OperationStatus operationStatus(Operation operation, Evidence evidence, Edge edge, Refund before) {
        boolean refused = evidence.kind().saysMoneyMoved() && edge.to() == before.status();
        if (refused) {
            return operation.status();
        }
        var status = operation.status().after(evidence.kind());
        return status == OperationStatus.PREPARED && edge.to() == RefundStatus.FAILED
                ? OperationStatus.DECLINED
                : status;
    }

    private static Refund after(
            Refund before,
            Edge edge,
            Evidence evidence,
            BankReply.@Nullable Receipt receipt,
            Map<BookDate, LocalDate> dates,
            Instant now) {
        if (edge.to() == before.status()) {
            return before;
        }
        if (edge.to() == RefundStatus.SUCCEEDED && receipt != null) {
            var booked = dates.getOrDefault(new BookDate(before.bank(), receipt.bankDate()), receipt.bankDate());
            return before.paid(receipt.bankDate(), booked, now);
        }
        return edge.to() == RefundStatus.FAILED
                ? before.failed(failure(evidence.reply()), now)
                : before.to(edge.to(), now);
    }

    private static Payment.Failure failure(BankReply reply) {
        var failure = ReplyFacts.failure(reply);
        return failure != null ? failure : new Payment.Failure("not-sent", "the bank could not be reached");
    }

    private static RefundStore.Amounts amounts(Payment payment, Refund before, Edge edge, boolean late) {
        long amount = before.amount().minor();
        boolean counted = !before.source().bookedApart();
        if (!counted || edge.to() == before.status()) {
            return new RefundStore.Amounts(0, 0, null);
        }
        if (edge.has(Effect.PAY)) {
            return new RefundStore.Amounts(amount, -amount, late ? payment : null);
        }
        if (edge.has(Effect.RELEASE)) {
            return new RefundStore.Amounts(0, -amount, null);
        }
        return edge.has(Effect.PROVEN)
                ? new RefundStore.Amounts(amount, 0, late ? payment : null)
                : new RefundStore.Amounts(0, 0, null);
    }

    private static @Nullable String extraStatus(Refund before, Edge edge) {
        if (before.source() != Refund.Source.EXTRA) {
            return null;
        }
        boolean gone = edge.has(Effect.PAY) || edge.has(Effect.PROVEN);
        return gone ? "refunded" : edge.has(Effect.RELEASE) ? "open" : null;
    }

    private List<Transfer> transfers(Refund refund, Edge edge, BankReply.@Nullable Receipt receipt, Instant now) {
        var source = RefundPlan.source(refund);
        var channel = RefundPlan.channel(refund);
        if (edge.has(Effect.RELEASE)) {
            var today = plan.profile(refund.bank()).calendar().dateOf(now);
            return RefundPostings.failed(refund.id(), source, channel, today, refund.amount());
        }
        if (receipt == null) {
            return List.of();
        }
        if (edge.has(Effect.PAY)) {
            return RefundPostings.succeeded(refund.id(), source, channel, receipt.bankDate(), refund.amount());
        }
        if (edge.has(Effect.PROVEN)) {
            return RefundPostings.provenExecuted(refund.id(), source, channel, receipt.bankDate(), refund.amount());
        }
        return edge.has(Effect.BEYOND)
                ? RefundPostings.provenExecutedBeyond(refund.id(), channel, receipt.bankDate(), refund.amount())
                : List.of();
    }

    /** The merchant hears of what it asked for; of our own refunds only that its late payment went back. */
    private List<OutboxMessage> messages(Payment payment, Refund before, Refund after, boolean late, Instant now) {
        var messages = new ArrayList<OutboxMessage>();
        boolean ended = after.status() != before.status()
                && (after.status() == RefundStatus.SUCCEEDED || after.status() == RefundStatus.FAILED);
        if (ended && before.source() == Refund.Source.MERCHANT) {
            messages.add(message(after.told(), now));
        }
        if (late) {
            long released = before.status().open() ? before.amount().minor() : 0;
            messages.add(lateRefunded(payment, before, released, now));
        }
        return messages;
    }

    private OutboxMessage message(Refund refund, Instant now) {
        String type = "refund." + refund.status().word();
        return new OutboxMessage(
                ids.next("ntf"),
                refund.merchantId(),
                type,
                refund.id(),
                refund.sequence(),
                urls.ofMerchant(refund.merchantId()),
                RefundJson.notification(type, refund, now),
                now);
    }

    private OutboxMessage lateRefunded(Payment payment, Refund refund, long released, Instant now) {
        var after = PaymentChange.of(payment)
                .status(PaymentStatus.LATE_REFUNDED)
                .sequence(payment.sequence() + 1)
                .movedBack(refund.amount().minor(), -released)
                .done(now);
        String type = "payment.late_refunded";
        return new OutboxMessage(
                ids.next("ntf"),
                after.merchantId(),
                type,
                after.id(),
                after.sequence(),
                urls.of(after),
                payments.notification(type, after, now),
                now);
    }

    private Operation replacement(Operation refused, Instant now) {
        var target = new Operation.Target(
                refused.merchantId(), refused.resourceId(), refused.paymentId(), refused.channelId(), refused.bank());
        return Operation.prepared(ids.next(), OperationKind.REFUND, target, refused.number() + 1, now);
    }

    private @Nullable Alarm alarm(Edge edge, Refund refund, Evidence evidence, Instant now) {
        boolean ownFailed = refund.source() != Refund.Source.MERCHANT && edge.has(Effect.RELEASE);
        if (!edge.has(Effect.ALARM) && !ownFailed) {
            return null;
        }
        String kind = edge.has(Effect.BEYOND)
                ? "refund_beyond"
                : edge.has(Effect.PROVEN) ? "refund_proven" : ownFailed ? "own_refund_failed" : "refund_mismatch";
        String detail = evidence.kind().word() + " by " + evidence.source().word() + " for order "
                + evidence.bankOrderNo() + " while " + refund.status().word();
        return new Alarm(ids.next("alm"), now, kind, refund.id(), detail);
    }

    /** The payer's bank gave it back (R7); empty where nothing of the merchant's had gone. */
    Optional<RefundReturn> returned(Refund refund, LocalDate bankDate) {
        boolean stays = RefundTable.returned(refund.status()).to() == refund.status();
        if (stays || refund.source() != Refund.Source.MERCHANT) {
            return Optional.empty();
        }
        var now = clock.instant();
        var after = refund.to(RefundStatus.RETURNED, now).told();
        var transfers = RefundPostings.returned(
                refund.id(), RefundPlan.source(refund), RefundPlan.channel(refund), bankDate, refund.amount());
        return Optional.of(new RefundReturn(refund, after, transfers, message(after, now)));
    }

    /** It stayed unclear, and operators have found that the bank never had it (R3); empty where it is clear. */
    Optional<GivenUp> givenUp(Refund refund) {
        if (RefundTable.givenUp(refund.status()).to() == refund.status()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var after = refund.failed(new Payment.Failure("not-executed", "the bank never had it"), now);
        boolean told = refund.source() == Refund.Source.MERCHANT;
        return Optional.of(
                told ? new GivenUp(after.told(), List.of(message(after.told(), now))) : new GivenUp(after, List.of()));
    }

    /** What giving up writes. */
    record GivenUp(Refund after, List<OutboxMessage> messages) {}

    /** What a return writes. */
    record RefundReturn(Refund before, Refund after, List<Transfer> transfers, OutboxMessage message) {}
}
