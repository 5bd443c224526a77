package dev.tongfu.bank;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * A single debit under a signed contract.
 *
 * @param signNo the bank's number of the contract
 * @param signOrderNo the number under which it was signed; which of the two a debit names is a bank's profile
 */
public record BankDebit(
        String channelId,
        String bankOrderNo,
        String signNo,
        String signOrderNo,
        Money amount,
        String subject,
        Instant orderedAt)
        implements BankAct {
    @Override
    public String operation() {
        return "debit";
    }

    @Override
    public Bank.Capability needs() {
        return Bank.Capability.CONTRACT;
    }

    @Override
    public Future<BankCall> at(Bank bank, BankChannel channel) {
        return ((Mandates) bank).debit(channel, this);
    }
}
