package dev.tongfu.simulator.tour;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The payers of a day: each orders, chooses the bank and presses a button there, by as few calls as the protocol has.
 *
 * <p>That the money was taken is told by the bank's server, as is the merchant's shop by ours.
 */
final class DayPayers {
    private static final int AMOUNT_MIN = 1_000;
    private static final int AMOUNT_RANGE = 50_000;
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final String BANK_FORM = "frontTransReq.do";

    private final DayClient client;
    private final String shopUrl;
    private final String run;
    private final Random random;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ConcurrentLinkedQueue<Paid> purchases = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Paid> holds = new ConcurrentLinkedQueue<>();

    DayPayers(DayClient client, String shopUrl, String run, long seed) {
        this.client = client;
        this.shopUrl = shopUrl;
        this.run = run;
        this.random = new Random(seed);
    }

    /** A payment at whose bank the payer pressed "pay". */
    record Paid(String id, String bank, long amount) {}

    List<Paid> purchases() {
        return List.copyOf(purchases);
    }

    List<Paid> holds() {
        return List.copyOf(holds);
    }

    String nextNumber() {
        return "day-" + run + "-" + numbers.incrementAndGet();
    }

    Future<Void> visit(DayPlan.Visit visit) {
        long amount = (long) AMOUNT_MIN + random.nextInt(AMOUNT_RANGE);
        boolean hold = visit.act() == DayPlan.Act.HOLD;
        return client.post("/v1/payments", order(visit.bank(), amount, hold))
                .compose(reply -> reply.that(CREATED))
                .compose(reply -> pay(reply.json(), visit))
                .onSuccess(payment -> note(visit, new Paid(payment.getString("id"), visit.bank(), amount)))
                .mapEmpty();
    }

    private void note(DayPlan.Visit visit, Paid paid) {
        if (visit.act() == DayPlan.Act.PURCHASE) {
            purchases.add(paid);
        } else if (visit.act() == DayPlan.Act.HOLD) {
            holds.add(paid);
        }
    }

    private JsonObject order(String bank, long amount, boolean hold) {
        String number = nextNumber();
        var order = new JsonObject()
                .put("order_no", number)
                .put("amount", amount)
                .put("currency", "CNY")
                .put("subject", "全天商品")
                .put("bank", bank)
                .put("result_mode", "server")
                .put("notify_url", shopUrl + "/hooks")
                .put("return_url", shopUrl + "/return?order_no=" + number);
        return hold ? order.put("kind", "preauth") : order;
    }

    private Future<JsonObject> pay(JsonObject payment, DayPlan.Visit visit) {
        String outcome = switch (visit.act()) {
            case PURCHASE, HOLD -> "pay";
            case FAIL -> "fail";
            case ABANDON -> "abandon";
        };
        return client.submit(payment.getString("cashier_url"), Map.of("bank", visit.bank()))
                .compose(this::atBank)
                .compose(page -> client.submit(page, Map.of("outcome", outcome)))
                .compose(reply -> reply.that(OK))
                .map(payment);
    }

    /** The payer's page at the bank: where the cashier sends the browser, or where the bank does that took its form. */
    private Future<String> atBank(DayClient.Reply cashier) {
        if (cashier.status() == SEE_OTHER) {
            return Future.succeededFuture(cashier.location());
        }
        var form = HtmlForm.find(cashier.body().toString(), BANK_FORM);
        return form.isEmpty()
                ? Future.failedFuture(new DayClient.UnexpectedReply(cashier))
                : client.submit(form.get().action(), form.get().fields())
                        .compose(reply -> reply.that(SEE_OTHER))
                        .map(reply -> URI.create(reply.url())
                                .resolve(reply.location())
                                .toString());
    }
}
