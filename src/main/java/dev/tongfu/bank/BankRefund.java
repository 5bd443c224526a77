package dev.tongfu.bank;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * 退款: money of a settled order goes back to the payer, all of it or a part.
 *
 * @param bankOrderNo the refund's own number at the bank, its idempotency key there
 * @param way how the bank is asked; a void only where its {@link BankProfile} offers one
 * @param original what took the money
 * @param notifyUrl where the bank tells the result, where it does
 */
public record BankRefund(
        String channelId,
        String bankOrderNo,
        Way way,
        BankMovement original,
        Money amount,
        Instant orderedAt,
        String notifyUrl)
        implements BankAct {
    /** How the money goes back. */
    public enum Way {
        /** 退货: at any time, also in parts. */
        REFUND,
        /** 消费撤销: the whole of a payment within its clearing day. */
        VOID,
        /** 预授权完成撤销: the whole of a capture within its clearing day. */
        CAPTURE_VOID
    }

    @Override
    public String operation() {
        return "refund";
    }

    @Override
    public Bank.Capability needs() {
        return Bank.Capability.REFUND;
    }

    @Override
    public Future<BankCall> at(Bank bank, BankChannel channel) {
        return ((Refunds) bank).refund(channel, this);
    }
}
