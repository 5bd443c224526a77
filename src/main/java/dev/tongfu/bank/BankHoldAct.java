package dev.tongfu.bank;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * 预授权确认 or 取消: takes what a pre-authorisation holds, or lets it go.
 *
 * @param hold the pre-authorisation
 * @param amount for a capture at most what is held; for a cancel all of it
 */
public record BankHoldAct(
        String channelId,
        String bankOrderNo,
        Kind kind,
        BankMovement hold,
        Money amount,
        Instant orderedAt,
        String notifyUrl)
        implements BankAct {
    /** What is done with the hold. */
    public enum Kind {
        CAPTURE,
        CANCEL
    }

    @Override
    public String operation() {
        return kind == Kind.CAPTURE ? "capture" : "cancel";
    }

    @Override
    public Bank.Capability needs() {
        return Bank.Capability.PREAUTH;
    }

    @Override
    public Future<BankCall> at(Bank bank, BankChannel channel) {
        return ((Holds) bank).act(channel, this);
    }
}
