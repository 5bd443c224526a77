package dev.tongfu.simulator.frame;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a bank, or the road to it, can do wrong. */
public enum Fault {
    /** Not executed, and no answer comes. */
    TIMEOUT_BEFORE(Scope.CALL),
    /** Executed, and no answer comes. */
    TIMEOUT_AFTER(Scope.CALL),
    /** Not executed; a signed answer with an error code. */
    ERROR(Scope.CALL),
    /** Executed; the answer is not a message of the protocol. */
    GARBAGE(Scope.MESSAGE),
    /** Executed; the answer carries no signature. */
    UNSIGNED(Scope.MESSAGE),
    /** Executed; the answer's signature is over other bytes. */
    BAD_SIGNATURE(Scope.MESSAGE),
    /** The charge is made and nobody is told. */
    LOST_NOTICE(Scope.NOTICE),
    DUPLICATE_NOTICE(Scope.NOTICE),
    LATE_NOTICE(Scope.NOTICE),
    /** Held back until another order's notice has gone out. */
    REORDERED_NOTICE(Scope.NOTICE),
    /** The notice names one minor unit more than was charged. */
    WRONG_AMOUNT_NOTICE(Scope.NOTICE),
    /** The first query of an order finds nothing, the next one the truth. */
    NOT_FOUND_THEN_SUCCESS(Scope.QUERY);

    private enum Scope {
        CALL,
        MESSAGE,
        NOTICE,
        QUERY
    }

    private final Scope scope;

    Fault(Scope scope) {
        this.scope = scope;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Fault> of(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }

    /** Whether the fault means anything for this operation, when the operation is named. */
    public boolean fits(Operation operation) {
        return operation == Operation.ANY || operations().contains(operation);
    }

    /** The operations a rule hits; one for every operation leaves notices alone unless the fault is one of theirs. */
    Set<Operation> hits(Operation named) {
        if (named != Operation.ANY) {
            return EnumSet.of(named);
        }
        var hit = EnumSet.copyOf(operations());
        if (scope == Scope.MESSAGE) {
            hit.remove(Operation.NOTIFY);
        }
        return hit;
    }

    private Set<Operation> operations() {
        var calls = EnumSet.complementOf(EnumSet.of(Operation.ANY, Operation.NOTIFY));
        return switch (scope) {
            case CALL -> calls;
            case MESSAGE -> EnumSet.complementOf(EnumSet.of(Operation.ANY));
            case NOTICE -> EnumSet.of(Operation.NOTIFY);
            case QUERY -> EnumSet.of(Operation.QUERY);
        };
    }
}
