package dev.tongfu.simulator.payout;

import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An order as the bank's books have it; the amount in minor units. */
record PayoutOrder(
        String reference,
        long amount,
        Status status,
        @Nullable LocalDate paidOn,
        @Nullable LocalDate returnedOn) {
    enum Status {
        PROCESSING,
        PAID,
        FAILED,
        RETURNED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
