package dev.tongfu.payment;

import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankReply;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.HoldPostings;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.PaymentPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.merchant.MerchantPolicy;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.payment.PaymentTable.Edge;
import dev.tongfu.payment.PaymentTable.Effect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one piece of evidence changes: state, transfers, notifications, the next query. Writes nothing.
 *
 * <p>The edges are {@link PaymentTable}'s; here they get their amounts, keys and messages.
 */
final class Decider {
    static final String CARD_DATA_GONE = "card-data-gone";

    private final MerchantDirectory merchants;
    private final Map<String, BankProfile> banks;
    private final PaymentMessages messages;
    private final QuerySchedule schedule;
    private final int codeTriesMax;
    private final Ids ids;
    private final Clock clock;

    Decider(PaymentDesk.Parts parts, PaymentJson json, QuerySchedule schedule) {
        this.merchants = parts.merchants();
        this.banks = parts.banks();
        this.messages = new PaymentMessages(new MerchantUrls(merchants), json, parts.ids());
        this.schedule = schedule;
        this.codeTriesMax = parts.steps().codeTriesMax();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /** @param dates on which day the books take a movement of the bank's date */
    Change decide(EvidenceStore.Subject subject, Evidence evidence, Map<BookDate, LocalDate> dates) {
        var now = clock.instant();
        var attempt = subject.attempt();
        var receipt = ReplyFacts.receipt(evidence.reply());
        boolean counts = evidence.strong();
        var edge = counts
                ? PaymentTable.decide(subject.payment().status(), evidence.kind(), facts(subject, evidence, now))
                : new Edge(subject.payment().status(), java.util.Set.of());
        var status = counts ? attemptStatus(attempt, evidence, edge, subject) : attempt.status();
        var outcome = new Outcome(subject, evidence, edge, receipt, dates, now);
        var after = outcome.payment();
        var told = messages.of(subject.payment(), after, outcome.honoured(), now);
        return new Change(
                ids.next("evd"),
                evidence,
                attempt,
                subject.payment(),
                PaymentMessages.numbered(after, told),
                status,
                reference(attempt, status, receipt, counts),
                nextQuery(after, attempt, status, counts, now),
                outcome.transfers(),
                told,
                outcome.extra(),
                outcome.cancel(),
                alarm(edge, subject, evidence, now));
    }

    /** The bank's reference of the order, once it is paid; the first one that is heard stays. */
    private static @Nullable String reference(
            Attempt attempt, AttemptStatus status, BankReply.@Nullable Receipt receipt, boolean counts) {
        if (attempt.bankTxnNo() != null || receipt == null || !counts || status != AttemptStatus.PAID) {
            return attempt.bankTxnNo();
        }
        return receipt.bankTxnNo();
    }

    /** The merchant's close, or the expiry, of a payment that no attempt could have paid. */
    Optional<Closing> close(Payment payment, boolean anyUnclear) {
        return ended(payment, PaymentTable.close(payment.status(), anyUnclear), null);
    }

    /** A K码 order whose call was never answered. */
    Optional<Closing> cardDataGone(Payment payment) {
        var failure = new Payment.Failure(CARD_DATA_GONE, "the card was lost before the bank answered");
        return ended(payment, PaymentTable.cardDataGone(payment.status()), failure);
    }

    private Optional<Closing> ended(Payment payment, Edge edge, Payment.@Nullable Failure failure) {
        if (edge.to() == payment.status()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var change = PaymentChange.of(payment).status(edge.to()).closing();
        var after = (failure == null ? change : change.failure(failure)).done(now);
        var told = messages.of(payment, after, false, now);
        return Optional.of(new Closing(payment, PaymentMessages.numbered(after, told), told));
    }

    /** A change that no evidence caused. */
    record Closing(Payment before, Payment after, List<OutboxMessage> messages) {}

    private @Nullable Instant nextQuery(
            Payment after, Attempt attempt, AttemptStatus status, boolean counts, Instant now) {
        if (!counts) {
            return now;
        }
        return after.status() == PaymentStatus.AUTHORIZED
                ? holdAskedAfter(after, attempt, now)
                : schedule.next(attempt, status, now).orElse(null);
    }

    /** When its last day has passed, then daily: what became of it is the bank's to say. */
    private Instant holdAskedAfter(Payment payment, Attempt attempt, Instant now) {
        var end = holdEnd(payment, attempt);
        return now.isBefore(end) ? end : now.plus(Duration.ofDays(1));
    }

    private Instant holdEnd(Payment payment, Attempt attempt) {
        var heldAt = payment.paidAt() == null ? attempt.orderedAt() : payment.paidAt();
        var bank = banks.get(attempt.bank());
        return heldAt.plus(Duration.ofDays(bank == null ? 0 : bank.holdDays() + 1L));
    }

    private PaymentTable.Facts facts(EvidenceStore.Subject subject, Evidence evidence, Instant now) {
        var payment = subject.payment();
        var attempt = subject.attempt();
        var receipt = ReplyFacts.receipt(evidence.reply());
        return new PaymentTable.Facts(
                payment.kind(),
                receipt != null && equalMoney(payment, attempt, receipt),
                receipt != null && sameReceipt(attempt, receipt),
                !now.isBefore(attempt.deadline()),
                now.isAfter(schedule.graceEnd(attempt)),
                evidence.closing() || payment.closeRequested(),
                subject.othersUnclear(),
                payment.requestedBank() != null || !payment.kind().onBankPage(),
                evidence.source() == EvidenceSource.ANSWER && moneyCanMove(payment),
                triesLeft(payment),
                payment.status() == PaymentStatus.AUTHORIZED && !now.isBefore(holdEnd(payment, attempt)));
    }

    /** A code alone is sent without money; the call that pays with it is made of a submitted payment. */
    private static boolean moneyCanMove(Payment payment) {
        return payment.kind() == PaymentKind.DEBIT
                || (payment.kind() == PaymentKind.KCODE && payment.status() == PaymentStatus.SUBMITTED);
    }

    private boolean triesLeft(Payment payment) {
        return payment.card() != null && payment.card().tries() + 1 < codeTriesMax;
    }

    private boolean equalMoney(Payment payment, Attempt attempt, BankReply.Receipt receipt) {
        var channel = merchants.channel(attempt.channelId());
        boolean merchantOurs = receipt.merchantNo() == null
                || channel.map(known -> known.merchantNo().equals(receipt.merchantNo()))
                        .orElse(false);
        return merchantOurs && receipt.amount().equals(payment.amount());
    }

    private static boolean sameReceipt(Attempt attempt, BankReply.Receipt receipt) {
        return attempt.status() == AttemptStatus.PAID
                && (attempt.bankTxnNo() == null
                        || receipt.bankTxnNo() == null
                        || attempt.bankTxnNo().equals(receipt.bankTxnNo()));
    }

    /**
     * Money that is not ours to book leaves the attempt as it was, so that the truth can still come; so does a refusal
     * of anything but the code that is awaited.
     */
    private static AttemptStatus attemptStatus(
            Attempt attempt, Evidence evidence, Edge edge, EvidenceStore.Subject subject) {
        boolean refused = evidence.kind().saysMoneyMoved()
                && edge.to() == subject.payment().status()
                && !edge.has(Effect.EXTRA)
                && !edge.has(Effect.CANCEL_HOLD);
        boolean codeAwaited =
                subject.payment().status() == PaymentStatus.AWAITING_CODE && evidence.kind() == EvidenceKind.DECLINED;
        return refused || codeAwaited ? attempt.status() : attempt.status().after(evidence.kind());
    }

    private @Nullable Alarm alarm(Edge edge, EvidenceStore.Subject subject, Evidence evidence, Instant now) {
        if (!edge.has(Effect.ALARM)) {
            return null;
        }
        String kind = edge.has(Effect.EXTRA)
                ? "extra_receipt"
                : edge.has(Effect.LATE) ? "late_payment" : edge.has(Effect.CANCEL_HOLD) ? "late_hold" : "mismatch";
        String detail =
                evidence.kind().word() + " by " + evidence.source().word() + " for order " + evidence.bankOrderNo()
                        + " while " + subject.payment().status().word();
        return new Alarm(ids.next("alm"), now, kind, subject.payment().id(), detail);
    }

    private boolean honoursLateMoney(String merchantId) {
        return merchants
                .merchant(merchantId)
                .map(Merchant::policy)
                .map(policy -> policy.lateMoney() == MerchantPolicy.LateMoney.HONOUR)
                .orElse(false);
    }

    /** The payment after an edge, and what the edge posts. */
    private final class Outcome {
        private final EvidenceStore.Subject subject;
        private final Evidence evidence;
        private final Edge edge;
        private final BankReply.@Nullable Receipt receipt;
        private final Map<BookDate, LocalDate> dates;
        private final Instant now;

        private Outcome(
                EvidenceStore.Subject subject,
                Evidence evidence,
                Edge edge,
                BankReply.@Nullable Receipt receipt,
                Map<BookDate, LocalDate> dates,
                Instant now) {
            this.subject = subject;
            this.evidence = evidence;
            this.edge = edge;
            this.receipt = receipt;
            this.dates = dates;
            this.now = now;
        }

        Payment payment() {
            var before = subject.payment();
            var change = PaymentChange.of(before);
            if (evidence.closing()) {
                change = change.closing();
            }
            if (receipt != null && (edge.has(Effect.SUCCEED) || edge.has(Effect.LATE) || edge.has(Effect.HOLD))) {
                change = change.receipt(
                        subject.attempt().bank(), receipt, evidence.receivedAt(), !edge.has(Effect.HOLD));
                change = change.accountingDate(bookedOn(receipt.bankDate()));
            } else if (receipt != null && fillsReference(before)) {
                change = change.bankTxnNo(receipt.bankTxnNo());
            }
            if (edge.to() == PaymentStatus.CLOSED) {
                change = change.payableUntil(subject.attempt().deadline());
            }
            if (evidence.kind() == EvidenceKind.WRONG_CODE && edge.to() != before.status()) {
                change = change.wrongCode().failure(ReplyFacts.failure(evidence.reply()));
            } else if (edge.to() == PaymentStatus.FAILED || codeNotSent(before)) {
                change = change.failure(ReplyFacts.failureOrNotSent(evidence.reply()));
            }
            return change.status(honoured() ? PaymentStatus.SUCCEEDED : edge.to())
                    .done(now);
        }

        /** The code did not reach the bank; another try may. */
        private boolean codeNotSent(Payment before) {
            return evidence.kind() == EvidenceKind.NOT_SENT && edge.to() != before.status();
        }

        List<Transfer> transfers() {
            if (edge.has(Effect.RELEASE)) {
                return released();
            }
            if (receipt == null) {
                return List.of();
            }
            var id = subject.payment().id();
            var channel = channel();
            var merchantId = subject.payment().merchantId();
            var transfers = new ArrayList<Transfer>();
            if (edge.has(Effect.HOLD)) {
                transfers.addAll(
                        HoldPostings.authorized(id, merchantId, channel, receipt.bankDate(), receipt.amount()));
            }
            if (edge.has(Effect.SUCCEED)) {
                transfers.addAll(
                        PaymentPostings.succeeded(id, merchantId, channel, receipt.bankDate(), receipt.amount()));
            }
            if (edge.has(Effect.LATE)) {
                transfers.addAll(PaymentPostings.late(
                        id, subject.attempt().bankOrderNo(), channel, receipt.bankDate(), receipt.amount()));
            }
            if (honoured()) {
                transfers.addAll(
                        PaymentPostings.lateHonoured(id, merchantId, channel, receipt.bankDate(), receipt.amount()));
            }
            if (edge.has(Effect.EXTRA)) {
                transfers.addAll(
                        PaymentPostings.extra(id, channel, bankRef(receipt), receipt.bankDate(), receipt.amount()));
            }
            return transfers;
        }

        private List<Transfer> released() {
            var payment = subject.payment();
            var calendar = Objects.requireNonNull(banks.get(channel().book()), "a bank")
                    .calendar();
            return HoldPostings.released(
                    payment.id(), payment.merchantId(), channel(), calendar.dateOf(now), payment.amount());
        }

        private LedgerChannel channel() {
            return new LedgerChannel(
                    subject.attempt().channelId(), subject.attempt().bank());
        }

        @Nullable
        HoldAct cancel() {
            if (!edge.has(Effect.CANCEL_HOLD)) {
                return null;
            }
            return new HoldAct(
                    subject.payment().merchantId(),
                    ids.next("ccl"),
                    HoldAct.Kind.CANCEL,
                    "tf-" + ids.next(),
                    subject.payment().id(),
                    HoldActStatus.CREATED,
                    1,
                    subject.payment().amount(),
                    channel().id(),
                    channel().book(),
                    null,
                    null,
                    null,
                    now,
                    now);
        }

        @Nullable
        ExtraReceipt extra() {
            return receipt != null && edge.has(Effect.EXTRA)
                    ? new ExtraReceipt(bankRef(receipt), receipt.amount(), receipt.bankDate())
                    : null;
        }

        boolean honoured() {
            return edge.has(Effect.LATE) && honoursLateMoney(subject.payment().merchantId());
        }

        private LocalDate bookedOn(LocalDate bankDate) {
            return dates.getOrDefault(new BookDate(subject.attempt().bank(), bankDate), bankDate);
        }

        private boolean fillsReference(Payment before) {
            return before.bankTxnNo() == null
                    && subject.attempt().status() == AttemptStatus.PAID
                    && subject.attempt().bank().equals(before.bank());
        }

        private String bankRef(BankReply.Receipt paid) {
            return paid.bankTxnNo() == null ? subject.attempt().bankOrderNo() : paid.bankTxnNo();
        }
    }
}
