package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawMessage;
import dev.tongfu.bus.Bus;
import dev.tongfu.bus.Request;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Reaches the banks over the bus; what does not answer there in time is {@code Unknown} like a bank that is silent. */
final class BankLine {
    private final Bus bus;
    private final int timeoutMs;

    BankLine(Bus bus, int timeoutMs) {
        this.bus = bus;
        this.timeoutMs = timeoutMs;
    }

    Future<BankAnswer> order(BankOrder order) {
        return request(BankAddresses.ORDER, order);
    }

    Future<BankAnswer> query(BankQuery query) {
        return request(BankAddresses.QUERY, query);
    }

    Future<BankAnswer> act(BankAct act) {
        return request(BankAddresses.ACT, new BankAddresses.Act(act));
    }

    private <Q extends Record> Future<BankAnswer> request(Request<Q, BankAnswer> address, Q question) {
        return bus.request(address, question, timeoutMs).recover(silence -> Future.succeededFuture(silent(silence)));
    }

    private static BankAnswer silent(Throwable cause) {
        String reason = "no answer inside the gateway: " + cause.getClass().getSimpleName();
        return new BankAnswer(new BankReply.Unknown(reason), new RawMessage("none", Buffer.buffer(), "none"));
    }
}
