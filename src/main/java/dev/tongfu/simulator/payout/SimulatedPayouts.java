package dev.tongfu.simulator.payout;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bank that pays merchants: {@code POST /payouts/orders}, {@code GET /payouts/orders/{reference}}, and its
 * account's statement {@code GET /payouts/statement?date=}.
 *
 * <p>Its controls: {@code PUT /control/payout-faults} with a fault and how many orders it hits, {@code POST
 * /control/payouts/{reference}/return} for money that comes back later.
 */
public final class SimulatedPayouts {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MINOR = 100;

    private final Pool pool;
    private final Clock clock;
    private final PayoutBooksStore store = new PayoutBooksStore();
    private @Nullable PayoutFault fault;
    private int hits;

    public SimulatedPayouts(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.post("/payouts/orders").handler(this::order);
        router.get("/payouts/orders/:reference").handler(this::query);
        router.get("/payouts/statement").handler(this::statement);
        router.put("/control/payout-faults").handler(this::plan);
        router.post("/control/payouts/:reference/return").handler(this::giveBack);
    }

    private LocalDate today() {
        return clock.instant().atZone(ZONE).toLocalDate();
    }

    private void plan(RoutingContext context) {
        var body = Objects.requireNonNullElseGet(context.body().asJsonObject(), JsonObject::new);
        fault = PayoutFault.of(body.getString("fault", ""))
                .orElseThrow(() -> new IllegalArgumentException("unknown fault"));
        hits = body.getInteger("times", 1);
        context.json(body).onFailure(context::fail);
    }

    private Optional<PayoutFault> pick() {
        if (fault == null || hits < 1) {
            return Optional.empty();
        }
        hits--;
        return Optional.of(fault);
    }

    private void order(RoutingContext context) {
        var body = context.body().asJsonObject();
        String reference = Objects.requireNonNull(body.getString("reference"), "reference");
        store.find(pool, reference)
                .compose(there ->
                        there.isPresent() ? say(context, there.get()) : place(context, reference, body, pick()))
                .onFailure(context::fail);
    }

    private Future<Void> place(RoutingContext context, String reference, JsonObject body, Optional<PayoutFault> met) {
        if (met.isPresent() && met.get() == PayoutFault.TIMEOUT_BEFORE) {
            return context.request().connection().close();
        }
        var order = booked(reference, body.getLong("amount"), met);
        return store.place(
                        pool,
                        order,
                        Objects.requireNonNull(body.getString("account_no"), "account_no"),
                        Objects.requireNonNull(body.getString("holder"), "holder"),
                        clock.instant())
                .compose(placed -> met.map(hit -> answer(context, order, hit)).orElseGet(() -> say(context, order)));
    }

    /** What the books say of it in the end. */
    private PayoutOrder booked(String reference, long amount, Optional<PayoutFault> met) {
        var today = today();
        return switch (met.orElse(PayoutFault.GARBAGE)) {
            case REFUSE -> new PayoutOrder(reference, amount, PayoutOrder.Status.FAILED, null, null);
            case PROCESSING -> new PayoutOrder(reference, amount, PayoutOrder.Status.PROCESSING, null, null);
            case RETURN -> new PayoutOrder(reference, amount, PayoutOrder.Status.RETURNED, today, today);
            case TIMEOUT_BEFORE, TIMEOUT_AFTER, GARBAGE, FAILED_BUT_PAID ->
                new PayoutOrder(reference, amount, PayoutOrder.Status.PAID, today, null);
        };
    }

    private static Future<Void> answer(RoutingContext context, PayoutOrder order, PayoutFault met) {
        return switch (met) {
            case TIMEOUT_BEFORE, TIMEOUT_AFTER -> context.request().connection().close();
            case GARBAGE -> context.response().end("<html>busy</html>");
            case FAILED_BUT_PAID ->
                context.json(new JsonObject().put("status", "failed").put("message", "system busy"));
            case RETURN -> context.json(new JsonObject().put("status", "paid").put("message", "ok"));
            case REFUSE, PROCESSING -> say(context, order);
        };
    }

    private static Future<Void> say(RoutingContext context, PayoutOrder order) {
        return context.json(new JsonObject()
                .put("reference", order.reference())
                .put("status", order.status().word())
                .put("message", order.status() == PayoutOrder.Status.FAILED ? "account closed" : "ok"));
    }

    /** An order that is processing is executed by being asked after once. */
    private void query(RoutingContext context) {
        String reference = context.pathParam("reference");
        store.find(pool, reference)
                .compose(found -> found.map(order -> say(context, order)
                                .compose(said -> store.move(
                                        pool,
                                        reference,
                                        PayoutOrder.Status.PROCESSING,
                                        PayoutOrder.Status.PAID,
                                        today(),
                                        null))
                                .<Void>mapEmpty())
                        .orElseGet(() -> context.json(new JsonObject().put("status", "not_found"))))
                .onFailure(context::fail);
    }

    private void giveBack(RoutingContext context) {
        store.move(
                        pool,
                        context.pathParam("reference"),
                        PayoutOrder.Status.PAID,
                        PayoutOrder.Status.RETURNED,
                        null,
                        today())
                .compose(moved -> context.json(new JsonObject().put("returned", moved)))
                .onFailure(context::fail);
    }

    private void statement(RoutingContext context) {
        var day = LocalDate.parse(Objects.requireNonNullElse(context.request().getParam("date"), ""));
        store.ofDay(pool, day)
                .compose(orders -> context.response()
                        .putHeader("Content-Type", "text/csv; charset=utf-8")
                        .end(csv(orders, day)))
                .onFailure(context::fail);
    }

    private static String csv(List<PayoutOrder> orders, LocalDate day) {
        var text = new StringBuilder("line_id,date,direction,amount,reference\n");
        for (var order : orders) {
            if (day.equals(order.paidOn())) {
                line(text, "P" + order.reference(), day, "out", order);
            }
            if (day.equals(order.returnedOn())) {
                line(text, "R" + order.reference(), day, "in", order);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String id, LocalDate day, String direction, PayoutOrder order) {
        text.append(id).append(',').append(day).append(',').append(direction).append(',');
        text.append(order.amount() / MINOR).append('.');
        text.append(order.amount() % MINOR < 10 ? "0" : "").append(order.amount() % MINOR);
        text.append(',').append(order.reference()).append('\n');
    }
}
