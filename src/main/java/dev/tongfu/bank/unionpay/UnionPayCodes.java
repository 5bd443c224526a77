package dev.tongfu.bank.unionpay;

import java.util.List;
import java.util.Set;

/**
 * What a response code means, bank-protocols B6.
 *
 * <p>Which codes are an explicit failure is configuration; what is not listed is unknown.
 */
final class UnionPayCodes {
    static final String SUCCESS = "00";

    /** 有缺陷的成功: a success somebody should look at. */
    static final String FLAWED_SUCCESS = "A6";

    /** 查无此交易: for an order of the payer not (yet) paid, for an act that it never arrived. */
    static final String NO_SUCH_TRANSACTION = "34";

    /** 文件不存在. */
    static final String NO_FILE = "98";

    /** Every code published with a wording that says "failed" or "refused". */
    static final List<String> PUBLISHED_REFUSALS = List.of(
            "01", "02", "10", "11", "13", "14", "30", "31", "32", "33", "35", "36", "38", "39", "40", "41", "60", "61",
            "62", "63", "64", "65", "66", "67", "68", "69", "71", "72", "73", "76", "77", "78", "79", "80");

    private static final Set<String> SUCCESSES = Set.of(SUCCESS, FLAWED_SUCCESS);
    private static final Set<String> UNSETTLED = Set.of("03", "04");
    private static final Set<String> OPEN = Set.of(NO_SUCH_TRANSACTION, "70");
    private static final Set<String> LATE = Set.of("42", "74", "75");

    private final Set<String> refused;

    UnionPayCodes(UnionPayConfig.Codes config) {
        this.refused = Set.copyOf(config.refused());
    }

    /** How a transaction stands by its code. */
    enum Standing {
        SUCCESS,
        /** 03 and 04: UnionPay does not know yet. */
        UNSETTLED,
        /** 05: accepted, ask later. */
        ACCEPTED,
        /** 34 and 70: there is no such transaction, or the payer has not finished. */
        OPEN,
        /** 42, 74 and 75: the payer's money was taken, and something after that went wrong. */
        LATE,
        REFUSED,
        UNKNOWN
    }

    /** A code that has a meaning of its own keeps it, whatever the configuration lists. */
    Standing standing(String code) {
        if (SUCCESSES.contains(code)) {
            return Standing.SUCCESS;
        }
        if (UNSETTLED.contains(code)) {
            return Standing.UNSETTLED;
        }
        if (code.equals("05")) {
            return Standing.ACCEPTED;
        }
        if (OPEN.contains(code)) {
            return Standing.OPEN;
        }
        if (LATE.contains(code)) {
            return Standing.LATE;
        }
        return refused.contains(code) ? Standing.REFUSED : Standing.UNKNOWN;
    }
}
