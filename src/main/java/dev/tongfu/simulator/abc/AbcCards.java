package dev.tongfu.simulator.abc;

import java.util.Map;

/**
 * What cards do here, by the last digit of their number: 9 is refused wherever a card is named (K码 order, signing,
 * identity check); 4 is somebody else's, so that an identity check does not match; 2 signs and gets its code, and has
 * no money when it is to pay. All others work. Only the last four digits are ever kept.
 */
final class AbcCards {
    private static final String REFUSED = "9";
    private static final String MISMATCHED = "4";
    private static final String NO_FUNDS = "2";

    private AbcCards() {}

    static boolean refused(String card) {
        return card.endsWith(REFUSED);
    }

    static boolean mismatched(String card) {
        return card.endsWith(MISMATCHED);
    }

    static boolean withoutFunds(String card) {
        return card.endsWith(NO_FUNDS);
    }

    static String lastFour(String card) {
        return card.substring(Math.max(0, card.length() - 4));
    }

    /** For the control's answer. */
    static Map<String, String> meanings() {
        return Map.of(
                REFUSED, "refused when an order, a contract or an identity check names it",
                MISMATCHED, "an identity check does not match",
                NO_FUNDS, "signs and gets codes, but has no funds when it is to pay");
    }
}
