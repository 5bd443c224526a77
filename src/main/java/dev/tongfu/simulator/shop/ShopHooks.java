package dev.tongfu.simulator.shop;

import dev.tongfu.crypto.WebhookVerdict;
import dev.tongfu.crypto.WebhookVerifier;
import dev.tongfu.simulator.frame.PublicAddress;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * Receives results: from the gateway's server at {@code /shop/hooks}, through the payer's browser at
 * {@code /shop/return}.
 *
 * <p>A signature is checked before anything is read, and a notification that comes again changes nothing and is
 * answered like the first.
 */
final class ShopHooks {
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final int UNAUTHORIZED = 401;

    private final ShopBooks books;
    private final WebhookVerifier verifier;
    private final PublicAddress address;
    private final Clock clock;
    private final ShopMood mood;

    ShopHooks(ShopBooks books, WebhookVerifier verifier, PublicAddress address, Clock clock, ShopMood mood) {
        this.books = books;
        this.verifier = verifier;
        this.address = address;
        this.clock = clock;
        this.mood = mood;
    }

    void mount(Router router) {
        router.post("/shop/hooks").handler(this::fromServer);
        router.post("/shop/return").handler(this::fromBrowser);
        router.get("/shop/return").handler(this::browserAlone);
    }

    private void fromServer(RoutingContext context) {
        int refusal = mood.refusal();
        if (refusal != OK) {
            end(context, refusal, new JsonObject().put("error", "the shop was told to refuse"));
            return;
        }
        var request = context.request();
        var received = receive(
                "server",
                header(request.getHeader("webhook-id")),
                header(request.getHeader("webhook-timestamp")),
                header(request.getHeader("webhook-signature")),
                context.body().buffer().toString(StandardCharsets.UTF_8));
        if (!received.verdict().equals(WebhookVerdict.VALID.name())) {
            end(context, UNAUTHORIZED, new JsonObject().put("error", received.verdict()));
            return;
        }
        var answer = new JsonObject();
        books.order(received.orderNo())
                .ifPresent(order -> answer.put("customer_url", address.url() + "/shop/orders/" + order.orderNo()));
        end(context, OK, answer);
    }

    private void fromBrowser(RoutingContext context) {
        var request = context.request();
        var received = receive(
                "page",
                header(request.getFormAttribute("webhook_id")),
                header(request.getFormAttribute("webhook_timestamp")),
                header(request.getFormAttribute("webhook_signature")),
                header(request.getFormAttribute("payload")));
        var orderNo = received.orderNo().isEmpty() ? header(request.getParam("order_no")) : received.orderNo();
        toOrder(context, orderNo);
    }

    private void browserAlone(RoutingContext context) {
        toOrder(context, header(context.request().getParam("order_no")));
    }

    private ShopNotification receive(String road, String id, String timestamp, String signature, String payload) {
        var verdict = verifier.verify(id, timestamp, signature, payload.getBytes(StandardCharsets.UTF_8));
        var event = verdict.isValid() ? read(payload) : Optional.<JsonObject>empty();
        var data = event.map(read -> read.getJsonObject("data")).orElseGet(JsonObject::new);
        boolean again = verdict.isValid() && books.seen(id);
        var notification = new ShopNotification(
                id,
                road,
                event.map(read -> read.getString("type", "")).orElse(""),
                data.getString("order_no", ""),
                verdict.name(),
                again,
                clock.instant(),
                payload);
        books.record(notification);
        if (verdict.isValid() && !again && notification.type().startsWith("payment.")) {
            books.apply(notification.orderNo(), data, road);
        }
        return notification;
    }

    private static Optional<JsonObject> read(String payload) {
        try {
            var event = new JsonObject(payload);
            return event.getValue("data") instanceof JsonObject ? Optional.of(event) : Optional.empty();
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    private static void toOrder(RoutingContext context, String orderNo) {
        var path = orderNo.matches("[A-Za-z0-9_-]{1,64}") ? "/shop/orders/" + orderNo : "/shop/orders";
        context.response()
                .setStatusCode(SEE_OTHER)
                .putHeader("Location", path)
                .end()
                .onFailure(gone -> context.response().reset());
    }

    private static String header(String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private static void end(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer())
                .onFailure(gone -> context.response().reset());
    }
}
