package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.bus.Bus;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;

/**
 * Takes the banks' calls: reads them, applies them, and says which payment's result page comes next.
 *
 * <p>Answers only after commit. The same notice may come many times, from the bank and from browsers.
 */
public final class NoticeDesk {
    private static final int STRAYS_PER_MINUTE_MAX = 60;

    private final Pool pool;
    private final AttemptStore attempts;
    private final PaymentStore payments;
    private final EvidenceDoor door;
    private final Inquiry inquiry;
    private final OperationDesk operations;
    private final Bus bus;
    private final InquiryConfig config;
    private final Clock clock;
    private Instant minute = Instant.EPOCH;
    private int strays;

    NoticeDesk(
            PaymentDesk.Parts parts,
            AttemptStore attempts,
            PaymentStore payments,
            EvidenceDoor door,
            Inquiry inquiry,
            OperationDesk operations) {
        this.pool = parts.pool();
        this.attempts = attempts;
        this.payments = payments;
        this.door = door;
        this.inquiry = inquiry;
        this.operations = operations;
        this.bus = parts.bus();
        this.config = parts.inquiry();
        this.clock = parts.clock();
    }

    /** Fails only when the message could not be stored; then the bank is not told that we have it. */
    public Future<NoticeOutcome> take(RawNotification raw) {
        return bus.request(BankAddresses.READ, raw, config.bankTimeoutMs()).compose(this::take);
    }

    private Future<NoticeOutcome> take(Notice notice) {
        if (notice instanceof Notice.Verified verified) {
            return apply(verified);
        }
        if (notice instanceof Notice.Rejected rejected) {
            return mayKeepStray()
                    ? door.stray("-", "-", rejected.raw(), rejected.reason()).map(new NoticeOutcome.Rejected())
                    : Future.succeededFuture(new NoticeOutcome.Rejected());
        }
        return Future.succeededFuture(new NoticeOutcome.Empty());
    }

    private Future<NoticeOutcome> apply(Notice.Verified verified) {
        var receipt = ReplyFacts.receipt(verified.reply());
        boolean strong = verified.strength() == Bank.Strength.PROOF
                || (verified.strength() == Bank.Strength.WEAK
                        && (receipt == null || receipt.amount().minor() <= config.weakNoticeMaxMinor()));
        var evidence = new Evidence(
                EvidenceSource.NOTICE,
                verified.channelId(),
                verified.bankOrderNo(),
                verified.reply(),
                strong,
                false,
                verified.raw(),
                clock.instant());
        return door.applyIfOurs(evidence).compose(outcome -> {
            if (outcome instanceof ApplyOutcome.Applied applied) {
                var known = new NoticeOutcome.Known(
                        applied.after().merchantId(), applied.after().id());
                return strong && !paidHold(verified, applied)
                        ? Future.succeededFuture(known)
                        : askInstead(verified.bankOrderNo()).map(known);
            }
            return outcome instanceof ApplyOutcome.NotOurs
                    ? applyToOperation(evidence)
                    : Future.failedFuture("evidence could not be applied now");
        });
    }

    /** A hold that the bank's notice calls a payment. */
    private static boolean paidHold(Notice.Verified verified, ApplyOutcome.Applied applied) {
        return applied.after().kind() == PaymentKind.PREAUTH
                && applied.after().status().open()
                && verified.reply() instanceof BankReply.Paid;
    }

    /** It is about no payer's order: perhaps about a refund, a capture, a contract. */
    private Future<NoticeOutcome> applyToOperation(Evidence evidence) {
        var heard = evidence.strong()
                ? operations.apply(evidence)
                : operations.heard(evidence.bankOrderNo(), config.syncIntervalMs());
        return heard.compose(outcome -> {
            if (outcome instanceof OperationOutcome.Applied) {
                return operations
                        .returnUrl(evidence.bankOrderNo())
                        .map(url -> url.<NoticeOutcome>map(NoticeOutcome.Onward::new)
                                .orElseGet(NoticeOutcome.Taken::new));
            }
            return outcome instanceof OperationOutcome.NotOurs
                    ? door.notOurs(evidence).map(new NoticeOutcome.Rejected())
                    : Future.failedFuture("evidence could not be applied now");
        });
    }

    /** The notice's signature is too weak for its amount: the query's answer is the evidence, once in an interval. */
    private Future<Void> askInstead(String bankOrderNo) {
        return attempts.byOrderNo(pool, bankOrderNo).compose(found -> {
            if (found.isEmpty() || found.get(0).status() == AttemptStatus.PAID) {
                return Future.succeededFuture();
            }
            return attempts.claimSync(pool, bankOrderNo, config.syncIntervalMs())
                    .compose(may -> may ? ask(found.get(0)) : Future.succeededFuture());
        });
    }

    private Future<Void> ask(Attempt attempt) {
        return payments.byId(pool, attempt.merchantId(), attempt.paymentId())
                .compose(payment ->
                        inquiry.ask(payment.orElseThrow(), attempt, false).mapEmpty());
    }

    private boolean mayKeepStray() {
        var now = clock.instant();
        if (now.isAfter(minute.plusSeconds(60))) {
            minute = now;
            strays = 0;
        }
        strays++;
        return strays <= STRAYS_PER_MINUTE_MAX;
    }
}
