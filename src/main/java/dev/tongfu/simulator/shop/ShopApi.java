package dev.tongfu.simulator.shop;

import dev.tongfu.money.Money;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** The shop for programs: buy, look at orders, read what notifications came, make the shop refuse some. */
final class ShopApi {
    private static final int NOT_FOUND = 404;

    private final ShopBooks books;
    private final ShopCounter counter;
    private final ShopMood mood;

    ShopApi(ShopBooks books, ShopCounter counter, ShopMood mood) {
        this.books = books;
        this.counter = counter;
        this.mood = mood;
    }

    void mount(Router router) {
        router.get("/shop/api/notifications").handler(this::notifications);
        router.get("/shop/api/orders").handler(this::orders);
        router.post("/shop/api/orders").handler(this::buy);
        router.get("/shop/api/orders/:number").handler(this::order);
        router.put("/shop/api/mood").handler(this::setMood);
    }

    private void notifications(RoutingContext context) {
        var orderNo = Objects.requireNonNullElse(context.request().getParam("order_no"), "");
        var data = new JsonArray();
        books.notifications().stream()
                .filter(one -> orderNo.isEmpty() || one.orderNo().equals(orderNo))
                .forEach(one -> data.add(one.json()));
        answer(context, new JsonObject().put("data", data));
    }

    private void orders(RoutingContext context) {
        var data = new JsonArray();
        books.orders().forEach(order -> data.add(order.json()));
        answer(context, new JsonObject().put("data", data));
    }

    private void order(RoutingContext context) {
        books.order(context.pathParam("number"))
                .ifPresentOrElse(order -> answer(context, order.json()), () -> context.fail(NOT_FOUND));
    }

    /** Takes {@code good}, or {@code subject} and {@code amount}; passes the gateway's status and problem on. */
    private void buy(RoutingContext context) {
        counter.buy(wish(body(context)))
                .onSuccess(bought -> {
                    var answer = bought.answer();
                    context.response().setStatusCode(answer.status());
                    answer(context, answer.success() ? bought.order().json() : answer.body());
                })
                .onFailure(context::fail);
    }

    private static ShopCounter.Wish wish(JsonObject body) {
        var good = ShopGood.of(body.getString("good", "tea"))
                .orElseThrow(() -> new IllegalArgumentException("unknown good"));
        return new ShopCounter.Wish(
                body.getString("order_no", ""),
                body.getString("subject", good.chinese()),
                Money.cny(body.getLong("amount", good.price().minor())),
                body.getString("result_mode", "server"),
                body.getString("bank", ""));
    }

    private void setMood(RoutingContext context) {
        var body = body(context);
        mood.refuse(body.getInteger("status", 200), body.getInteger("times", 0));
        answer(context, body);
    }

    private static JsonObject body(RoutingContext context) {
        return Objects.requireNonNullElseGet(context.body().asJsonObject(), JsonObject::new);
    }

    private static void answer(RoutingContext context, JsonObject body) {
        context.json(body).onFailure(context::fail);
    }
}
