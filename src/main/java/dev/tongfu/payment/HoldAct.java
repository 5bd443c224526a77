package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is done with a pre-authorisation: a capture or a cancel, as it stands at one {@code version}. */
public record HoldAct(
        String merchantId,
        String id,
        Kind kind,
        String actNo,
        String paymentId,
        HoldActStatus status,
        int version,
        Money amount,
        String channelId,
        String bank,
        @Nullable LocalDate bankDate,
        @Nullable LocalDate accountingDate,
        Payment.@Nullable Failure failure,
        Instant createdAt,
        Instant changedAt) {
    /** 确认 or 取消. */
    public enum Kind {
        CAPTURE,
        CANCEL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    OperationKind operation() {
        return kind == Kind.CAPTURE ? OperationKind.CAPTURE : OperationKind.CANCEL;
    }

    HoldAct to(HoldActStatus next, Payment.@Nullable Failure why, Instant now) {
        return with(next, bankDate, accountingDate, why, now);
    }

    HoldAct succeeded(@Nullable LocalDate date, @Nullable LocalDate bookedOn, Instant now) {
        return with(HoldActStatus.SUCCEEDED, date, bookedOn, null, now);
    }

    private HoldAct with(
            HoldActStatus next,
            @Nullable LocalDate date,
            @Nullable LocalDate bookedOn,
            Payment.@Nullable Failure why,
            Instant now) {
        return new HoldAct(
                merchantId,
                id,
                kind,
                actNo,
                paymentId,
                next,
                version + 1,
                amount,
                channelId,
                bank,
                date,
                bookedOn,
                why,
                createdAt,
                now);
    }
}
