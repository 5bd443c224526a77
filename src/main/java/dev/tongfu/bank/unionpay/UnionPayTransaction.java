package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The transactions we speak, by {@code txnType} and {@code txnSubType}, bank-protocols B3. */
enum UnionPayTransaction {
    QUERY("00", "00", null),
    PURCHASE("01", "01", BankQuery.Kind.PURCHASE),
    PREAUTH("02", "01", BankQuery.Kind.PREAUTH),
    CAPTURE("03", "00", BankQuery.Kind.CAPTURE),
    REFUND("04", "00", BankQuery.Kind.REFUND),
    VOID("31", "00", BankQuery.Kind.REFUND),
    CANCEL("32", "00", BankQuery.Kind.CANCEL),
    CAPTURE_VOID("33", "00", BankQuery.Kind.REFUND),
    STATEMENT("76", "01", null),
    ENCRYPTION_KEY("95", "00", null);

    private final String type;
    private final String subType;
    private final BankQuery.@Nullable Kind kind;

    UnionPayTransaction(String type, String subType, BankQuery.@Nullable Kind kind) {
        this.type = type;
        this.subType = subType;
        this.kind = kind;
    }

    String type() {
        return type;
    }

    String subType() {
        return subType;
    }

    /** What a success of it means; empty where no money is about. */
    Optional<BankQuery.Kind> kind() {
        return Optional.ofNullable(kind);
    }

    /** The one a message names. */
    static Optional<UnionPayTransaction> of(UnionPayMessage message) {
        return Arrays.stream(values())
                .filter(transaction -> message.says("txnType", transaction.type))
                .findFirst();
    }

    static UnionPayTransaction of(BankRefund.Way way) {
        return switch (way) {
            case REFUND -> REFUND;
            case VOID -> VOID;
            case CAPTURE_VOID -> CAPTURE_VOID;
        };
    }

    static UnionPayTransaction of(BankHoldAct.Kind kind) {
        return switch (kind) {
            case CAPTURE -> CAPTURE;
            case CANCEL -> CANCEL;
        };
    }
}
