package dev.tongfu.simulator.abc;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the bank has to say to a request.
 *
 * @param fields in the order of the wire, after code, message and transaction type
 * @param silent the bank does not answer at all
 */
record AbcResult(String code, String text, Map<String, String> fields, boolean silent) {
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

    static AbcResult success(LinkedHashMap<String, String> fields) {
        return new AbcResult(SUCCESS, "交易成功", fields, false);
    }

    static AbcResult refused(String code, String text) {
        return new AbcResult(code, text, Map.of(), false);
    }

    static AbcResult nothing() {
        return new AbcResult(RESULT_UNKNOWN, "", Map.of(), true);
    }
}
