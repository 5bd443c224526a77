package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Collects what changes of a payment and makes the next version of it, once. */
final class PaymentChange {
    private final Payment before;
    private PaymentStatus status;
    private int sequence;
    private long captured;
    private long refunded;
    private long refundReserved;
    private @Nullable String bank;
    private @Nullable String bankTxnNo;
    private @Nullable LocalDate bankDate;
    private @Nullable LocalDate accountingDate;
    private @Nullable Instant paidAt;
    private @Nullable Instant payableUntil;
    private Payment.@Nullable Failure failure;
    private boolean closeRequested;
    private Payment.@Nullable Card card;

    private PaymentChange(Payment before) {
        this.before = before;
        this.status = before.status();
        this.sequence = before.sequence();
        this.captured = before.captured();
        this.refunded = before.refunded();
        this.refundReserved = before.refundReserved();
        this.bank = before.bank();
        this.bankTxnNo = before.bankTxnNo();
        this.bankDate = before.bankDate();
        this.accountingDate = before.accountingDate();
        this.paidAt = before.paidAt();
        this.payableUntil = before.payableUntil();
        this.failure = before.failure();
        this.closeRequested = before.closeRequested();
        this.card = before.card();
    }

    static PaymentChange of(Payment before) {
        return new PaymentChange(before);
    }

    PaymentChange status(PaymentStatus next) {
        status = next;
        return this;
    }

    PaymentChange sequence(int next) {
        sequence = next;
        return this;
    }

    PaymentChange closing() {
        closeRequested = true;
        return this;
    }

    PaymentChange bankTxnNo(@Nullable String reference) {
        bankTxnNo = reference;
        return this;
    }

    PaymentChange payableUntil(Instant deadline) {
        payableUntil = deadline;
        return this;
    }

    PaymentChange failure(Payment.@Nullable Failure reason) {
        failure = reason;
        return this;
    }

    /** One more wrong code; another may do. */
    PaymentChange wrongCode() {
        var known = before.card();
        card = known == null ? null : new Payment.Card(known.print(), known.tries() + 1);
        return this;
    }

    /** Amounts given back, and reserved for it, change by these minor units. */
    PaymentChange movedBack(long refundedBy, long reservedBy) {
        refunded = before.refunded() + refundedBy;
        refundReserved = before.refundReserved() + reservedBy;
        return this;
    }

    /** The money came (or is held): where, under which reference, on which of the bank's dates. */
    PaymentChange receipt(String paidAtBank, BankReply.Receipt receipt, Instant receivedAt, boolean taken) {
        bank = paidAtBank;
        bankTxnNo = receipt.bankTxnNo();
        bankDate = receipt.bankDate();
        accountingDate = receipt.bankDate();
        paidAt = receipt.paidAt() == null ? receivedAt : receipt.paidAt();
        captured = taken ? receipt.amount().minor() : 0;
        failure = null;
        return this;
    }

    PaymentChange accountingDate(LocalDate date) {
        accountingDate = date;
        return this;
    }

    /** The next version; the same version when nothing a merchant can see has changed. */
    Payment done(Instant changedAt) {
        var next = with(before.version(), before.changedAt());
        return next.equals(before) ? before : with(before.version() + 1, changedAt);
    }

    /** The same version said in other words: for the messages that one change causes. */
    Payment restated() {
        return with(before.version(), before.changedAt());
    }

    private Payment with(int version, Instant changedAt) {
        return new Payment(
                before.merchantId(),
                before.id(),
                before.orderNo(),
                before.kind(),
                status,
                version,
                sequence,
                before.amount(),
                captured,
                refunded,
                refundReserved,
                before.requestedBank(),
                bank,
                bankTxnNo,
                bankDate,
                accountingDate,
                before.subject(),
                before.resultMode(),
                before.notifyUrl(),
                before.returnUrl(),
                before.requestedExpiry(),
                before.metadata(),
                before.createdAt(),
                before.expiresAt(),
                changedAt,
                paidAt,
                closeRequested,
                payableUntil,
                failure,
                before.attempts(),
                before.frozen(),
                card,
                before.contractId());
    }
}
