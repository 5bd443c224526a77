package dev.tongfu.bank;

import io.vertx.core.Future;

/**
 * A bank as the gateway sees it. One implementation is one folder below this package.
 *
 * <p>No method fails for what a bank or a network does: the future always succeeds with a {@link BankReply}, and
 * what is not certain is {@code Unknown}. A failed future is a fault of the program.
 */
public interface Bank {
    /** The name in configuration, in URLs and in the API: {@code abc}, {@code unionpay}. */
    String name();

    BankProfile profile();

    /** Places an order the payer will pay on the bank's page. */
    Future<BankCall> order(BankChannel channel, BankOrder order);

    /** Never replies {@code NotSent}, which would speak of the order: a question that can't be asked is unknown. */
    Future<BankCall> query(BankChannel channel, BankQuery query);

    /** Verifies and reads a call to one of our notification addresses. */
    Future<BankNotice> read(RawNotification notification);

    /** Releases connections; queries under way may finish. */
    Future<Void> close();

    /** A notice and the clear bytes it came in, before sealing. */
    record BankNotice(Reading reading, io.vertx.core.buffer.Buffer bytes) {}

    /** What was read. */
    sealed interface Reading {
        record Verified(String merchantNo, String bankOrderNo, BankReply reply, Strength strength) implements Reading {}

        record Rejected(String reason) implements Reading {}

        record Empty() implements Reading {}
    }

    /** What a bank offers; what is not offered is refused with a clear problem before anything is recorded. */
    enum Capability {
        PURCHASE,
        PREAUTH,
        KCODE,
        /** Contracts, and single debits under them. */
        CONTRACT,
        DEBIT_BATCH,
        IDENTITY,
        REFUND,
        /** The whole of a payment goes back within its clearing day as if it had not been. */
        SAME_DAY_VOID,
        REFUND_BATCH,
        STATEMENT,
        /** 交易流水: the bank's books of some hours of a day. */
        FLOW
    }

    /** How much a verified message may do by itself. */
    enum Strength {
        /** It moves money. */
        PROOF,
        /** Its signature is of a strength that must not move large amounts (ABC: RSA-1024 with SHA-1). */
        WEAK,
        /** It came by a road that proves nothing, such as the payer's browser: the bank is asked. */
        HINT
    }
}
