package dev.tongfu.payment;

import dev.tongfu.bank.BankQuery;
import java.util.Locale;

/** What a call at a bank is for, when it is not a payer's order. */
public enum OperationKind {
    REFUND(BankQuery.Kind.REFUND),
    VOID(BankQuery.Kind.REFUND),
    CAPTURE_VOID(BankQuery.Kind.REFUND),
    CAPTURE(BankQuery.Kind.CAPTURE),
    CANCEL(BankQuery.Kind.CANCEL),
    /** Contracts are asked after in their own way, identity checks not at all: their kind of query is never used. */
    SIGN(BankQuery.Kind.PURCHASE),
    TERMINATE(BankQuery.Kind.PURCHASE),
    IDENTITY(BankQuery.Kind.PURCHASE);

    private final BankQuery.Kind query;

    OperationKind(BankQuery.Kind query) {
        this.query = query;
    }

    BankQuery.Kind query() {
        return query;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OperationKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
