package dev.tongfu.bank;

import dev.tongfu.bus.Request;

/** Where the bank verticle listens. */
public final class BankAddresses {
    public static final Request<BankOrder, BankAnswer> ORDER = new Request<>("bank.order");
    public static final Request<BankQuery, BankAnswer> QUERY = new Request<>("bank.query");
    public static final Request<RawNotification, Notice> READ = new Request<>("bank.read");

    private BankAddresses() {}
}
