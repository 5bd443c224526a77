package dev.tongfu.simulator.payout;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong with an order. */
enum PayoutFault {
    /** Not executed, and definitely so. */
    REFUSE,
    /** Not executed, and no answer comes. */
    TIMEOUT_BEFORE,
    /** Executed, and no answer comes. */
    TIMEOUT_AFTER,
    /** The answer is not readable; executed. */
    GARBAGE,
    /** Accepted; it is executed when it is asked after. */
    PROCESSING,
    /** The bank says it failed, and pays all the same. */
    FAILED_BUT_PAID,
    /** Executed; the money comes back on the same day. */
    RETURN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PayoutFault> of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
