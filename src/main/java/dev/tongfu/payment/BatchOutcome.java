package dev.tongfu.payment;

import java.util.List;

/** What became of a request for a batch. */
public sealed interface BatchOutcome {
    /** All of it is taken; the banks are told next. */
    record Created(Batch batch) implements BatchOutcome {}

    /** The same request was stored before; nothing was done. */
    record Replayed(Batch batch) implements BatchOutcome {}

    /** The batch number stands for another request; the first field that differs, as a JSON pointer. */
    record Conflict(String pointer) implements BatchOutcome {}

    /**
     * Some items can't be taken, so none is.
     *
     * @param omitted how many more faults there are than are listed
     */
    record Refused(List<Fault> faults, int omitted) implements BatchOutcome {
        public Refused {
            faults = List.copyOf(faults);
        }
    }

    /** Lists so many of the faults. */
    static BatchOutcome refused(List<Fault> faults, int shownMax) {
        int shown = Math.min(faults.size(), shownMax);
        return new Refused(faults.subList(0, shown), faults.size() - shown);
    }

    /** The merchant's balance does not cover the sum. */
    record Insufficient() implements BatchOutcome {}

    record MerchantDisabled() implements BatchOutcome {}

    /**
     * Why an item can't be taken.
     *
     * @param field which field of the item says so
     * @param leftMinor for {@code EXCEEDS}: what of the payment the items before it leave
     */
    record Fault(int index, String field, Reason reason, long leftMinor) {}

    /** Why a well-formed item is refused. */
    enum Reason {
        NO_PAYMENT,
        /** Nothing was taken that could go back. */
        WRONG_STATE,
        FROZEN,
        /** More than what is left, together with the items before it. */
        EXCEEDS,
        BANK_NOT_OFFERED,
        /** The merchant's own number of the item stands for something else. */
        NUMBER_USED,
        NO_CONTRACT,
        CONTRACT_NOT_SIGNED
    }
}
