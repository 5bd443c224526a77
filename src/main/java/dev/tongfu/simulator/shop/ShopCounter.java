package dev.tongfu.simulator.shop;

import dev.tongfu.db.Ids;
import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.PublicAddress;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/** Takes orders and asks the gateway for their payments. */
final class ShopCounter {
    private final GatewayClient gateway;
    private final ShopBooks books;
    private final PublicAddress address;
    private final Clock clock;
    private final Ids ids;

    ShopCounter(GatewayClient gateway, ShopBooks books, PublicAddress address, Clock clock) {
        this.gateway = gateway;
        this.books = books;
        this.address = address;
        this.clock = clock;
        this.ids = new Ids(clock);
    }

    /**
     * What the customer wants.
     *
     * @param orderNo empty for one the shop makes
     * @param bank empty to let the payer choose
     */
    record Wish(String orderNo, String subject, Money amount, String resultMode, String bank) {}

    /** The gateway's answer with the shop's order beside it. */
    record Bought(ShopOrder order, GatewayClient.Answer answer) {}

    Future<Bought> buy(Wish wish) {
        var orderNo = wish.orderNo().isEmpty() ? "SHOP-" + ids.next() : wish.orderNo();
        var order = ShopOrder.placed(orderNo, wish.subject(), wish.amount(), wish.resultMode(), clock.instant());
        books.put(order);
        return gateway.post("/v1/payments", payment(orderNo, wish)).map(answer -> {
            var known = answer.success() ? order.answered(answer.body(), "") : order;
            books.put(known);
            return new Bought(known, answer);
        });
    }

    /** "What about my payment?": the gateway asks the bank first. */
    Future<ShopOrder> ask(ShopOrder order) {
        return order.paymentId().isEmpty()
                ? Future.succeededFuture(order)
                : gateway.get("/v1/payments/" + order.paymentId() + "?sync=true")
                        .map(answer -> {
                            var newest = books.order(order.orderNo()).orElse(order);
                            var known = answer.success() ? newest.answered(answer.body(), "asked") : newest;
                            books.put(known);
                            return known;
                        });
    }

    private JsonObject payment(String orderNo, Wish wish) {
        var body = new JsonObject()
                .put("order_no", orderNo)
                .put("amount", wish.amount().minor())
                .put("currency", wish.amount().currency().name())
                .put("subject", wish.subject())
                .put("result_mode", wish.resultMode())
                .put("return_url", address.url() + "/shop/return?order_no=" + orderNo);
        if (!wish.bank().isEmpty()) {
            body.put("bank", wish.bank());
        }
        if (wish.resultMode().equals("server")) {
            body.put("notify_url", address.url() + "/shop/hooks");
        }
        return body;
    }
}
