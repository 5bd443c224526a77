package dev.tongfu.bank;

import dev.tongfu.money.Money;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** What {@link BankContract} needs to know of a bank: how its side of the wire speaks. */
public interface BankWords {
    /** The bank under test at an address, with the contract's small limits. */
    Bank open(Vertx vertx, BankHttpConfig http, BreakerConfig breaker);

    BankChannel channel();

    /** False for a bank whose order is only a form for the payer's browser. */
    boolean ordersByCall();

    Buffer accepted(BankOrder order);

    Buffer refused();

    Buffer paid(String bankOrderNo, Money amount);

    Buffer notPaid(BankQuery query);

    Buffer failed(BankQuery query);

    Buffer pending(BankQuery query);

    Buffer unsigned(Buffer answer);

    Buffer badlySigned(Buffer answer);

    RawNotification notice(String bankOrderNo, Money amount);

    /** A genuine notice in which the amount was changed afterwards. */
    RawNotification altered(String bankOrderNo, Money amount);

    RawNotification badlySignedNotice(String bankOrderNo, Money amount);

    RawNotification unsignedNotice(String bankOrderNo, Money amount);

    /** A genuine notice with every field but the order number. */
    RawNotification namelessNotice(Money amount);

    RawNotification garbageNotice();

    RawNotification emptyNotice();
}
