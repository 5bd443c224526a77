package dev.tongfu.payment;

import java.util.EnumSet;
import java.util.Set;

/** The edges of a contract: what evidence does to it. Pure; written by compare-and-set elsewhere. */
final class ContractTable {
    private ContractTable() {}

    /** What is written in the same transaction as the state. */
    enum Effect {
        NOTIFY,
        ALARM
    }

    /**
     * What the decision may look at beside state and evidence.
     *
     * @param ending the evidence is about the call that ends the contract, not about its signing
     * @param calling the call it is about was not answered before: the first one, or the one with the code
     * @param queried it is an answer to a question, and the call asked about is over
     * @param triesLeft a wrong SMS code may be corrected
     * @param windowOver the time to sign has passed
     * @param byPage the payer signs on the bank's page
     * @param givenUp what provably never left us was tried often enough
     */
    record Facts(
            boolean ending,
            boolean calling,
            boolean queried,
            boolean triesLeft,
            boolean windowOver,
            boolean byPage,
            boolean givenUp) {}

    /** Where the contract goes and what is written with it. */
    record Edge(ContractStatus to, Set<Effect> effects) {
        boolean has(Effect effect) {
            return effects.contains(effect);
        }
    }

    static Edge decide(ContractStatus from, ContractEvidence evidence, Facts facts) {
        return switch (evidence) {
            case ACCEPTED ->
                from == ContractStatus.CREATED && facts.byPage() ? to(ContractStatus.AWAITING_PAYER) : stay(from);
            case CODE_SENT ->
                from == ContractStatus.CREATED && !facts.byPage() ? to(ContractStatus.AWAITING_CODE) : stay(from);
            case WRONG_CODE -> wrongCode(from, facts);
            case SIGNED -> signed(from, facts);
            case NOT_SIGNED -> notSigned(from, facts);
            case TERMINATED -> terminated(from);
            case DECLINED -> declined(from, facts);
            case NOT_SENT -> notSent(from, facts);
            case UNKNOWN ->
                from == ContractStatus.AWAITING_CODE && facts.calling() ? to(ContractStatus.UNKNOWN) : stay(from);
            case OTHER -> stay(from);
        };
    }

    /** Its last day has passed by our calendar, which may decide because it only takes rights away. */
    static Edge lastDayPassed(ContractStatus from) {
        return from == ContractStatus.SIGNED ? to(ContractStatus.EXPIRED, Effect.NOTIFY) : stay(from);
    }

    /** The merchant ends it. */
    static Edge end(ContractStatus from) {
        return from == ContractStatus.SIGNED ? to(ContractStatus.TERMINATING) : stay(from);
    }

    private static Edge wrongCode(ContractStatus from, Facts facts) {
        if (from != ContractStatus.AWAITING_CODE && from != ContractStatus.UNKNOWN) {
            return stay(from);
        }
        return from == ContractStatus.AWAITING_CODE && facts.triesLeft()
                ? stay(from)
                : to(ContractStatus.FAILED, Effect.NOTIFY);
    }

    /** In force at the bank. One that is being ended is back in force once the call is over and the bank says so. */
    private static Edge signed(ContractStatus from, Facts facts) {
        return switch (from) {
            case CREATED, AWAITING_PAYER, AWAITING_CODE, UNKNOWN -> to(ContractStatus.SIGNED, Effect.NOTIFY);
            case TERMINATING ->
                facts.ending() && facts.queried() ? to(ContractStatus.SIGNED, Effect.NOTIFY) : stay(from);
            case FAILED, EXPIRED -> stay(from, Effect.ALARM);
            case SIGNED, TERMINATED -> stay(from);
        };
    }

    /** Of one whose first call was lost nobody has the page's address, or the card, any more. */
    private static Edge notSigned(ContractStatus from, Facts facts) {
        return switch (from) {
            case CREATED ->
                facts.byPage() || facts.calling() || facts.windowOver()
                        ? to(ContractStatus.FAILED, Effect.NOTIFY)
                        : stay(from);
            case AWAITING_PAYER, AWAITING_CODE, UNKNOWN ->
                facts.windowOver() ? to(ContractStatus.EXPIRED, Effect.NOTIFY) : stay(from);
            case SIGNED, TERMINATING -> stay(from, Effect.ALARM);
            case FAILED, EXPIRED, TERMINATED -> stay(from);
        };
    }

    private static Edge terminated(ContractStatus from) {
        return switch (from) {
            case CREATED, AWAITING_PAYER, AWAITING_CODE, UNKNOWN, SIGNED, TERMINATING ->
                to(ContractStatus.TERMINATED, Effect.NOTIFY);
            case FAILED, EXPIRED, TERMINATED -> stay(from);
        };
    }

    /** While a code is awaited, only a refusal of the call with the code ends it; a notice of the page always does. */
    private static Edge declined(ContractStatus from, Facts facts) {
        if (facts.ending()) {
            return from == ContractStatus.TERMINATING ? to(ContractStatus.SIGNED, Effect.NOTIFY) : stay(from);
        }
        return switch (from) {
            case CREATED, AWAITING_PAYER, UNKNOWN -> to(ContractStatus.FAILED, Effect.NOTIFY);
            case AWAITING_CODE -> facts.calling() ? to(ContractStatus.FAILED, Effect.NOTIFY) : stay(from);
            case SIGNED, FAILED, EXPIRED, TERMINATING, TERMINATED -> stay(from);
        };
    }

    private static Edge notSent(ContractStatus from, Facts facts) {
        if (facts.ending()) {
            boolean back = from == ContractStatus.TERMINATING && facts.givenUp();
            return back ? to(ContractStatus.SIGNED, Effect.NOTIFY) : stay(from);
        }
        return from == ContractStatus.CREATED && facts.calling()
                ? to(ContractStatus.FAILED, Effect.NOTIFY)
                : stay(from);
    }

    private static Edge stay(ContractStatus from, Effect... effects) {
        return to(from, effects);
    }

    private static Edge to(ContractStatus to, Effect... effects) {
        var set = EnumSet.noneOf(Effect.class);
        set.addAll(java.util.List.of(effects));
        return new Edge(to, Set.copyOf(set));
    }
}
