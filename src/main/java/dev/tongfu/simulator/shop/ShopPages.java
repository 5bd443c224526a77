package dev.tongfu.simulator.shop;

import dev.tongfu.simulator.frame.Pages;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The shop as customers see it: goods, the order with its state, the list of orders. */
final class ShopPages {
    private static final int ORDERS_SHOWN = 50;
    private static final int BAD_GATEWAY = 502;
    private static final int NOT_FOUND = 404;
    private static final int SEE_OTHER = 303;

    private final ShopBooks books;
    private final ShopCounter counter;
    private final Pages pages;

    ShopPages(ShopBooks books, ShopCounter counter, Pages pages) {
        this.books = books;
        this.counter = counter;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get("/shop").handler(context -> end(context, goods(context)));
        router.get("/shop/orders").handler(context -> end(context, orders(context)));
        router.post("/shop/orders").handler(context -> end(context, buy(context)));
        router.get("/shop/orders/:number").handler(context -> end(context, order(context)));
        router.post("/shop/orders/:number/ask").handler(context -> end(context, ask(context)));
    }

    private static void end(RoutingContext context, Future<Void> answer) {
        answer.onFailure(context::fail);
    }

    private Future<Void> goods(RoutingContext context) {
        var goods = Arrays.stream(ShopGood.values())
                .map(good -> Map.of(
                        "word", good.word(),
                        "chinese", good.chinese(),
                        "english", good.english(),
                        "sign", good.sign(),
                        "price", good.price().toDecimal()))
                .toList();
        return pages.send(context, 200, "shop-goods", Map.of("goods", goods));
    }

    private Future<Void> orders(RoutingContext context) {
        var shown = books.orders().stream()
                .limit(ORDERS_SHOWN)
                .map(ShopPages::values)
                .toList();
        return pages.send(context, 200, "shop-orders", Map.of("orders", shown));
    }

    private Future<Void> buy(RoutingContext context) {
        var good = ShopGood.of(field(context, "good")).orElseThrow(() -> new IllegalArgumentException("unknown good"));
        var mode = field(context, "result_mode").equals("page") ? "page" : "server";
        var bank = List.of("abc", "unionpay").contains(field(context, "bank")) ? field(context, "bank") : "";
        return counter.buy(new ShopCounter.Wish("", good.chinese(), good.price(), mode, bank))
                .compose(bought -> bought.answer().success()
                        ? redirect(context, bought.order().cashierUrl())
                        : problem(context, bought.answer().body().getString("detail", "")))
                .recover(unreachable -> problem(context, String.valueOf(unreachable.getMessage())));
    }

    private Future<Void> order(RoutingContext context) {
        return books.order(context.pathParam("number"))
                .map(order -> pages.send(context, 200, "shop-order", values(order)))
                .orElseGet(() ->
                        pages.send(context, NOT_FOUND, "shop-problem", Map.of("detail", "没有这个订单 · no such order")));
    }

    private Future<Void> ask(RoutingContext context) {
        Optional<ShopOrder> order = books.order(context.pathParam("number"));
        return order.map(known -> counter.ask(known)
                        .compose(answered -> redirect(context, "/shop/orders/" + known.orderNo()))
                        .recover(unreachable -> problem(context, String.valueOf(unreachable.getMessage()))))
                .orElseGet(() -> redirect(context, "/shop/orders"));
    }

    private Future<Void> problem(RoutingContext context, String detail) {
        return pages.send(context, BAD_GATEWAY, "shop-problem", Map.of("detail", detail));
    }

    private static Future<Void> redirect(RoutingContext context, String url) {
        return context.response()
                .setStatusCode(SEE_OTHER)
                .putHeader("Location", url)
                .end();
    }

    private static String field(RoutingContext context, String name) {
        return Objects.requireNonNullElse(context.request().getFormAttribute(name), "");
    }

    private static Map<String, Object> values(ShopOrder order) {
        var values = new HashMap<String, Object>();
        values.put("orderNo", order.orderNo());
        values.put("subject", order.subject());
        values.put("amount", order.amount().toDecimal());
        values.put("status", order.status());
        values.put("shown", order.shown());
        values.put("waiting", order.waiting());
        values.put("paid", order.good());
        values.put("mode", order.resultMode());
        values.put("road", order.road());
        values.put("cashierUrl", order.cashierUrl());
        return values;
    }
}
