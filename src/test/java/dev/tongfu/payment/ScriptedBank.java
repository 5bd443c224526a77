package dev.tongfu.payment;

import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.bank.RawMessage;
import dev.tongfu.bus.Bus;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands behind the bank verticle's addresses and says what a test told it to say. */
final class ScriptedBank {
    static final LocalDate BANK_DATE = LocalDate.of(2026, 11, 23);

    final ConcurrentLinkedQueue<BankOrder> orders = new ConcurrentLinkedQueue<>();
    final Map<String, BankReply> queries = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private volatile BankReply orderReply = new BankReply.Accepted(PayerForward.link("http://bank.example/pay"));
    private volatile Notice notice = new Notice.Empty();

    ScriptedBank(Bus bus) {
        var consumers = java.util.List.of(
                bus.serve(BankAddresses.ORDER, order -> {
                    orders.add(order);
                    return Future.succeededFuture(new BankAnswer(orderReply, raw()));
                }),
                bus.serve(BankAddresses.QUERY, query -> {
                    asked.incrementAndGet();
                    var reply = queries.getOrDefault(query.bankOrderNo(), new BankReply.NotPaid("01"));
                    return Future.succeededFuture(new BankAnswer(reply, raw()));
                }),
                bus.serve(BankAddresses.READ, call -> Future.succeededFuture(notice)));
        if (consumers.size() != 3) {
            throw new IllegalStateException("three addresses");
        }
    }

    void answersOrdersWith(BankReply reply) {
        orderReply = reply;
    }

    void readsNoticesAs(Notice next) {
        notice = next;
    }

    BankOrder lastOrder() {
        return orders.stream().reduce((first, second) -> second).orElseThrow();
    }

    RawMessage raw() {
        int number = messages.incrementAndGet();
        return new RawMessage("sha-" + number, Buffer.buffer("sealed " + number), "test");
    }

    static BankReply paid(long minor, @Nullable String reference) {
        return new BankReply.Paid(new BankReply.Receipt(null, Money.cny(minor), reference, BANK_DATE, null));
    }
}
