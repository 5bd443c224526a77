package dev.tongfu.payment;

import java.util.Locale;

/** The road by which evidence came. */
public enum EvidenceSource {
    ANSWER,
    NOTICE,
    QUERY,
    STATEMENT,
    OPERATOR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
