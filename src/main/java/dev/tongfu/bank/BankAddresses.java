package dev.tongfu.bank;

import dev.tongfu.bus.Request;

/** Where the bank verticle listens. */
public final class BankAddresses {
    public static final Request<BankOrder, BankAnswer> ORDER = new Request<>("bank.order");
    public static final Request<BankQuery, BankAnswer> QUERY = new Request<>("bank.query");
    public static final Request<Act, BankAnswer> ACT = new Request<>("bank.act");
    public static final Request<StatementRequest, StatementReply> STATEMENT = new Request<>("bank.statement");
    public static final Request<RawNotification, Notice> READ = new Request<>("bank.read");

    /** Carries an act over the bus, where messages are records. */
    public record Act(BankAct act) {}

    private BankAddresses() {}
}
