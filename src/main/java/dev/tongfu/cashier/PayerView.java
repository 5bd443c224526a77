package dev.tongfu.cashier;

import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** What a page says about a payment: the order in the payer's words, and the outcome as sign, tone and headline. */
final class PayerView {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final MerchantDirectory merchants;

    PayerView(MerchantDirectory merchants) {
        this.merchants = merchants;
    }

    /** How an outcome looks. */
    record Outcome(String tone, String sign, String key) {
        private static final Outcome PAID = new Outcome("good", "✓", "state.paid");
        private static final Outcome LATE = new Outcome("good", "✓", "state.late_paid");
        private static final Outcome HELD = new Outcome("good", "✓", "state.authorized");
        private static final Outcome RETURNED = new Outcome("", "↩", "state.refunded");
        private static final Outcome FAILED = new Outcome("bad", "✕", "state.failed");
        private static final Outcome CLOSED = new Outcome("bad", "✕", "state.closed");
        private static final Outcome UNPAID = new Outcome("", "!", "state.unpaid");
        private static final Outcome EXPIRED = new Outcome("bad", "✕", "state.expired");
        private static final Outcome OPEN = new Outcome("", "…", "state.open");

        boolean good() {
            return tone.equals("good");
        }
    }

    static Outcome outcome(Payment payment, Instant now) {
        return switch (payment.status()) {
            case CREATED -> now.isBefore(payment.expiresAt()) ? Outcome.UNPAID : Outcome.EXPIRED;
            case SUBMITTED, UNKNOWN, AWAITING_CODE -> Outcome.OPEN;
            case SUCCEEDED, CAPTURED -> Outcome.PAID;
            case AUTHORIZED -> Outcome.HELD;
            case LATE_PAID -> Outcome.LATE;
            case LATE_REFUNDED, REVERSED -> Outcome.RETURNED;
            case FAILED -> Outcome.FAILED;
            case CLOSED, CANCELLED -> Outcome.CLOSED;
            case EXPIRED -> Outcome.EXPIRED;
        };
    }

    static boolean payable(Payment payment, Instant now) {
        return (payment.status() == PaymentStatus.CREATED || payment.status() == PaymentStatus.SUBMITTED)
                && !payment.closeRequested()
                && now.isBefore(payment.expiresAt());
    }

    Map<String, Object> order(Payment payment) {
        String merchant =
                merchants.merchant(payment.merchantId()).map(Merchant::name).orElse(payment.merchantId());
        return Map.of(
                "id", payment.id(),
                "amount", payment.amount().toDecimal(),
                "merchant", merchant,
                "subject", payment.subject(),
                "number", payment.orderNo(),
                "expiresAt", payment.expiresAt().toString(),
                "expires", CLOCK.format(payment.expiresAt()));
    }
}
