package dev.tongfu.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One row of the 交易流水: anything of a merchant's that moves money, as it stands.
 *
 * @param kind {@code payment}, {@code debit}, {@code refund}, {@code capture} or {@code cancel}
 * @param number the merchant's own
 * @param changedAt when it was made or changed last
 */
public record Transaction(
        String kind,
        String resourceId,
        String number,
        long amountMinor,
        String status,
        @Nullable String bank,
        @Nullable LocalDate bankDate,
        @Nullable LocalDate accountingDate,
        Instant changedAt) {
    static Transaction of(Payment payment) {
        return new Transaction(
                payment.kind() == PaymentKind.DEBIT ? "debit" : "payment",
                payment.id(),
                payment.orderNo(),
                payment.amount().minor(),
                payment.status().word(),
                payment.shownBank(),
                payment.bankDate(),
                payment.accountingDate(),
                payment.changedAt());
    }

    static Transaction of(Refund refund) {
        return new Transaction(
                "refund",
                refund.id(),
                refund.refundNo(),
                refund.amount().minor(),
                refund.status().word(),
                refund.bank(),
                refund.bankDate(),
                refund.accountingDate(),
                refund.changedAt());
    }

    static Transaction of(HoldAct act) {
        return new Transaction(
                act.kind().word(),
                act.id(),
                act.actNo(),
                act.amount().minor(),
                act.status().word(),
                act.bank(),
                act.bankDate(),
                act.accountingDate(),
                act.changedAt());
    }
}
