package dev.tongfu.settlement;

import java.util.List;

/** What became of calculating a merchant's batch. */
public sealed interface Calculation {
    String merchantId();

    /** Made now, or there before. */
    record Batch(Settlement settlement) implements Calculation {
        @Override
        public String merchantId() {
            return settlement.merchantId();
        }
    }

    /**
     * Nothing was made.
     *
     * @param reasons such as {@code book abc}, {@code channel abc-1 2026-11-26} or {@code batch stl_…}
     */
    record Waiting(String merchantId, List<String> reasons) implements Calculation {
        public Waiting {
            reasons = List.copyOf(reasons);
        }
    }
}
