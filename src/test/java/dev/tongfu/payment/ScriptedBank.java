package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
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
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands behind the bank verticle's addresses and says what a test told it to say. */
final class ScriptedBank {
    static final LocalDate BANK_DATE = LocalDate.of(2026, 11, 23);

    final ConcurrentLinkedQueue<BankOrder> orders = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<BankAct> acts = new ConcurrentLinkedQueue<>();
    final Map<String, BankReply> queries = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private volatile BankReply orderReply = new BankReply.Accepted(PayerForward.link("http://bank.example/pay"));
    private volatile Function<BankAct, BankReply> actReply = act -> new BankReply.Processing("0000");
    private volatile boolean silent;
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
                bus.serve(BankAddresses.ACT, asking -> {
                    acts.add(asking.act());
                    return silent
                            ? Promise.<BankAnswer>promise().future()
                            : Future.succeededFuture(new BankAnswer(actReply.apply(asking.act()), raw()));
                }),
                bus.serve(BankAddresses.READ, call -> Future.succeededFuture(notice)));
        if (consumers.size() != 4) {
            throw new IllegalStateException("four addresses");
        }
    }

    void answersOrdersWith(BankReply reply) {
        orderReply = reply;
    }

    /** What the bank says to every act from now on. */
    void answersActsWith(Function<BankAct, BankReply> reply) {
        actReply = reply;
    }

    /** Whether acts are heard and never answered. */
    void keepsSilent(boolean silence) {
        silent = silence;
    }

    /** The last act of a kind. */
    <A extends BankAct> A lastAct(Class<A> kind) {
        return acts.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
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

    static BankReply authorised(long minor, @Nullable String reference) {
        return new BankReply.Authorised(new BankReply.Receipt(null, Money.cny(minor), reference, BANK_DATE, null));
    }

    static BankReply paid(long minor, @Nullable String reference) {
        return new BankReply.Paid(new BankReply.Receipt(null, Money.cny(minor), reference, BANK_DATE, null));
    }
}
