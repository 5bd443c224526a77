package dev.tongfu.simulator.frame;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a gateway asks a bank to do, or what a bank does by itself, in the words of the control interface. */
public enum Operation {
    PAY,
    QUERY,
    REFUND,
    CAPTURE,
    CANCEL,
    SIGN,
    DEBIT,
    BATCH,
    IDENTITY,
    STATEMENT,
    NOTIFY,
    /** Every call a gateway makes, and notices where the fault is one of notices. */
    ANY;

    public String word() {
        return this == ANY ? "*" : name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Operation> of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
