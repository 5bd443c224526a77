package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.MovementResult;
import java.util.Map;

/**
 * What the bank has to say to a request.
 *
 * @param fields in the order of the wire, after code, message and transaction type: texts, or lists of objects of texts
 * @param silent the bank does not answer at all
 */
record AbcResult(String code, String text, Map<String, Object> fields, boolean silent) {
    /** Published by the bank. */
    static final String SUCCESS = "0000";

    static final String MERCHANT_UNKNOWN = "2302";
    static final String NO_PAYMENT_METHOD = "2308";
    static final String RESULT_UNKNOWN = "EUNKWN";

    /** The bank's list of codes is not public; these are the simulator's own, and no gateway may lean on them. */
    static final String MALFORMED = "SIM001";

    static final String ORDER_NO_TAKEN = "SIM002";
    static final String NOT_OFFERED = "SIM003";
    static final String STATEMENT_NOT_READY = "SIM004";

    static final String WRONG_CODE = "SIM005";
    static final String CODE_ENDED = "SIM006";
    static final String CARD_REFUSED = "SIM007";
    static final String MISMATCHED = "SIM008";
    static final String NO_FUNDS = "SIM009";
    static final String NO_ORIGINAL = "SIM010";
    static final String WRONG_STATE = "SIM011";
    static final String AMOUNT_TOO_LARGE = "SIM012";
    static final String CONTRACT_UNKNOWN = "SIM013";

    static AbcResult success(Map<String, Object> fields) {
        return new AbcResult(SUCCESS, "交易成功", fields, false);
    }

    static AbcResult malformed(String field) {
        return refused(MALFORMED, "报文要素有误: " + field);
    }

    static AbcResult taken() {
        return refused(ORDER_NO_TAKEN, "订单号重复");
    }

    /** The bank's refusal of a movement, in the simulator's own codes. */
    static AbcResult refused(MovementResult.Reason reason) {
        return switch (reason) {
            case NUMBER_TAKEN -> taken();
            case NO_ORIGINAL -> refused(NO_ORIGINAL, "原订单不存在");
            case WRONG_STATE, USED, DAY_OVER -> refused(WRONG_STATE, "原订单状态不允许此交易");
            case AMOUNT -> refused(AMOUNT_TOO_LARGE, "金额超过可操作金额");
        };
    }

    static AbcResult refused(String code, String text) {
        return new AbcResult(code, text, Map.of(), false);
    }

    static AbcResult nothing() {
        return new AbcResult(RESULT_UNKNOWN, "", Map.of(), true);
    }
}
