package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.Operation;
import java.util.Arrays;
import java.util.Optional;

/** What can be asked, by {@code txnType} and {@code txnSubType}, and at which address. */
enum UnionPayTransaction {
    /** 消费. */
    PURCHASE("01", "01", Road.FRONT, Operation.PAY),
    /** 预授权. */
    HOLD("02", "01", Road.FRONT, Operation.PAY),
    QUERY("00", "00", Road.QUERY, Operation.QUERY),
    /** 消费撤销. */
    VOID("31", "00", Road.BACK, Operation.REFUND),
    /** 退货. */
    REFUND("04", "00", Road.BACK, Operation.REFUND),
    /** 预授权完成. */
    CAPTURE("03", "00", Road.BACK, Operation.CAPTURE),
    /** 预授权撤销. */
    CANCEL("32", "00", Road.BACK, Operation.CANCEL),
    /** 预授权完成撤销. */
    CAPTURE_VOID("33", "00", Road.BACK, Operation.REFUND),
    /** 加密公钥查询; the controls have no word for it, so it meets no fault. */
    ENCRYPTION_KEY("95", "00", Road.BACK, Operation.ANY),
    /** 对账文件. */
    STATEMENT("76", "01", Road.FILE, Operation.STATEMENT);

    /** The addresses of the bank. */
    enum Road {
        FRONT,
        BACK,
        QUERY,
        FILE
    }

    private final String type;
    private final String subType;
    private final Road road;
    private final Operation operation;

    UnionPayTransaction(String type, String subType, Road road, Operation operation) {
        this.type = type;
        this.subType = subType;
        this.road = road;
        this.operation = operation;
    }

    static Optional<UnionPayTransaction> of(String type, String subType) {
        return Arrays.stream(values())
                .filter(one -> one.type.equals(type) && one.subType.equals(subType))
                .findFirst();
    }

    String type() {
        return type;
    }

    String subType() {
        return subType;
    }

    Road road() {
        return road;
    }

    Operation operation() {
        return operation;
    }
}
