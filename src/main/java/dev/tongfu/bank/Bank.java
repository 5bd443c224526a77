package dev.tongfu.bank;

import io.vertx.core.Future;
import java.util.Set;

/**
 * A bank as the gateway sees it. One implementation is one folder below this package.
 *
 * <p>No method fails for what a bank or a network does: the future always succeeds with a {@link BankReply}, and
 * what is not certain is {@code Unknown}. A failed future is a fault of the program.
 */
public interface Bank {
    /** The name in configuration, in URLs and in the API: {@code abc}, {@code unionpay}. */
    String name();

    Set<Capability> capabilities();

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
        record Verified(String merchantNo, String bankOrderNo, BankReply reply, boolean weak) implements Reading {}

        record Rejected(String reason) implements Reading {}

        record Empty() implements Reading {}
    }

    /** What a bank offers; what is not offered is refused with a clear problem before anything is recorded. */
    enum Capability {
        PURCHASE,
        PREAUTH,
        KCODE,
        CONTRACT,
        IDENTITY,
        REFUND,
        REFUND_BATCH,
        STATEMENT
    }
}
