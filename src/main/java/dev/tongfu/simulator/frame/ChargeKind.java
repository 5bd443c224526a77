package dev.tongfu.simulator.frame;

import java.util.Arrays;
import java.util.Locale;

/** What an entry of a bank's books did, in the words of the control interface. */
public enum ChargeKind {
    /** The payer paid. */
    PAY(Direction.IN),
    /** The payer let an amount be held; no money moved. */
    PREAUTH(Direction.NONE),
    /** Some or all of what was taken went back. */
    REFUND(Direction.OUT),
    /** The whole of a payment went back on its own accounting day. */
    VOID(Direction.OUT),
    /** Some or all of what was held was taken. */
    CAPTURE(Direction.IN),
    /** The whole of a capture went back on its own accounting day. */
    CAPTURE_VOID(Direction.OUT),
    /** The hold was let go; no money moved. */
    CANCEL(Direction.NONE),
    /** Money was taken under a contract. */
    DEBIT(Direction.IN);

    private final Direction direction;

    ChargeKind(Direction direction) {
        this.direction = direction;
    }

    /** Where the money went, as the merchant sees it. */
    public enum Direction {
        IN,
        OUT,
        NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Direction direction() {
        return direction;
    }

    /** Whether money moved at all; what did not move is in no statement. */
    public boolean movesMoney() {
        return direction != Direction.NONE;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ChargeKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of charge: " + word));
    }
}
