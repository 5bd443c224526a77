package dev.tongfu.simulator.tour;

import java.util.List;

/**
 * A break that a simulated bank plants, and the code under which reconciliation is to find it.
 *
 * @param planted the control interface's word
 * @param found the code of the break
 */
record DayMark(String planted, String found) {
    private static final List<DayMark> ALL = List.of(
            new DayMark("extra", "bank_only"),
            new DayMark("drop", "platform_only"),
            new DayMark("paid_unheard", "bank_paid"),
            new DayMark("unpaid", "bank_unpaid"),
            new DayMark("amount_over", "amount_over"),
            new DayMark("amount_under", "amount_under"),
            new DayMark("fee", "fee_difference"),
            new DayMark("duplicate", "duplicate"),
            new DayMark("kind", "kind"),
            new DayMark("date_shift", "date"));

    static boolean diagonal(String planted, String found) {
        return ALL.contains(new DayMark(planted, found));
    }

    static List<DayMark> all() {
        return ALL;
    }
}
