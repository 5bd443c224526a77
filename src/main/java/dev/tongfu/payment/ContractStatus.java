package dev.tongfu.payment;

import java.util.Locale;

/**
 * The life of a contract to debit; its edges are in {@link ContractTable}.
 *
 * <pre>
 * created → awaiting_payer | awaiting_code → unknown → signed
 *   created, awaiting_payer, awaiting_code, unknown → failed;  the last three → expired when the signing window is over
 * signed → terminating → terminated | signed;  signed → terminated | expired
 * </pre>
 */
public enum ContractStatus {
    CREATED,
    AWAITING_PAYER,
    AWAITING_CODE,
    UNKNOWN,
    SIGNED,
    FAILED,
    EXPIRED,
    TERMINATING,
    TERMINATED;

    /** Nothing more is to come of it. */
    public boolean ended() {
        return this == FAILED || this == EXPIRED || this == TERMINATED;
    }

    /** It is not known yet whether it comes into force. */
    boolean unsigned() {
        return this == CREATED || this == AWAITING_PAYER || this == AWAITING_CODE || this == UNKNOWN;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ContractStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
