package dev.tongfu.payment;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a card and of whoever owns it: a mask to show, and keyed digests that compare a repeated request with
 * the first. Nothing leads back from them.
 */
public record CardPrint(
        @Nullable String masked,
        @Nullable String cardHash,
        @Nullable String certificateHash,
        @Nullable String nameHash,
        @Nullable String mobileHash) {
    private static final int WHOLE_NUMBER_MIN = 12;
    private static final int FIRST = 6;
    private static final int LAST = 4;

    /** The first six and the last four digits; of a number too short to hide the rest, the last four only. */
    static String mask(String cardNo) {
        int shown = cardNo.length() < WHOLE_NUMBER_MIN ? 0 : FIRST;
        int hidden = cardNo.length() - shown - LAST;
        return cardNo.substring(0, shown) + "*".repeat(hidden) + cardNo.substring(shown + hidden);
    }

    /** The bank names the end of a card that the payer chose himself. */
    static String maskOfEnd(String last4) {
        return "*".repeat(LAST) + last4;
    }
}
