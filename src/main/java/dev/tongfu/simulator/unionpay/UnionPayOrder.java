package dev.tongfu.simulator.unionpay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Fault;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What this bank keeps of a transaction beside its amount and number, written as JSON into the order's row.
 *
 * @param settledAtMs when the result is known, in milliseconds of the epoch; before, it is being worked on
 * @param failureCode the result of a back transaction that fails after it was accepted; else empty
 * @param returnFault the fault of the message that the payer's browser carries back; else empty
 */
record UnionPayOrder(
        UnionPayTransaction transaction,
        String accessType,
        String bizType,
        String txnTime,
        String orderDesc,
        String frontUrl,
        String frontFailUrl,
        String backUrl,
        String reqReserved,
        String origQryId,
        long settledAtMs,
        String failureCode,
        String returnFault) {
    private static final JsonMapper JSON = new JsonMapper();

    /** A payer's order; the fault is one of the answer, which here is what the browser carries. */
    static UnionPayOrder front(UnionPayRequest request, Optional<Fault> fault) {
        return of(request, 0, "", fault.map(Fault::name).orElse(""));
    }

    static UnionPayOrder back(UnionPayRequest request, Instant settledAt, String failureCode) {
        return of(request, settledAt.toEpochMilli(), failureCode, "");
    }

    private static UnionPayOrder of(UnionPayRequest request, long settledAtMs, String failureCode, String returnFault) {
        return new UnionPayOrder(
                request.transaction().orElseThrow(),
                request.field("accessType"),
                request.field("bizType"),
                request.field("txnTime"),
                request.field("orderDesc"),
                request.field("frontUrl"),
                request.field("frontFailUrl"),
                request.field("backUrl"),
                request.field("reqReserved"),
                request.field("origQryId"),
                settledAtMs,
                failureCode,
                returnFault);
    }

    static UnionPayOrder of(BankOrderRow row) {
        try {
            return JSON.readValue(row.detail(), UnionPayOrder.class);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException("order " + row.orderNo(), broken);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException("an order's detail", broken);
        }
    }

    boolean settled(Instant now) {
        return now.toEpochMilli() >= settledAtMs;
    }

    Optional<Fault> faultOfReturn() {
        return returnFault.isEmpty() ? Optional.empty() : Optional.of(Fault.valueOf(returnFault));
    }
}
