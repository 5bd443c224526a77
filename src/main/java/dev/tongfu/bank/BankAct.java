package dev.tongfu.bank;

import io.vertx.core.Future;

/**
 * One call at a bank beside placing an order and asking after one: a refund, a capture, a code, a contract, a batch, an
 * identity check.
 *
 * <p>It knows which small interface of the wall it needs; a bank that offers the capability implements that interface.
 */
public interface BankAct {
    String channelId();

    /** Our number for this call at the bank, 20 to 32 characters {@code A-Z0-9}, committed before it. */
    String bankOrderNo();

    /** The word in logs and in the simulator's faults, such as {@code refund}. */
    String operation();

    Bank.Capability needs();

    /** Makes the call; the bank has the capability that {@link #needs} names. */
    Future<BankCall> at(Bank bank, BankChannel channel);
}
