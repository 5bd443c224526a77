package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.currentLocation;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The steps of a payment's life that simulations are made of; the session holds what the next step needs. */
final class Life {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration PAUSE = Duration.ofMillis(200);
    private static final byte[] NOTHING = new byte[0];

    private final RequestSigner signer;
    private final Orders orders;

    private final String simulator;

    Life(Target target) {
        this(target, target.simulator);
    }

    /** @param shop where the shops of these lives are told */
    Life(Target target, String shop) {
        this.signer = target.signer();
        this.orders = target.orders(shop);
        this.simulator = target.simulator;
    }

    /** Afterwards the session has {@code id}, {@code order} and {@code cashier}. */
    ChainBuilder order() {
        return orderOf("purchase", 0);
    }

    /** @param amount minor units; 0 for a random one */
    ChainBuilder orderOf(String kind, int amount) {
        var create = signed(http("1 create").post("/v1/payments"))
                .header("Content-Type", "application/json")
                .header("Content-Digest", "#{Content-Digest}")
                .body(ByteArrayBody("#{body}"))
                .check(status().is(201))
                .check(jmesPath("id").saveAs("id"), jmesPath("cashier_url").saveAs("cashier"));
        return exec(session -> newOrder(session, kind, amount)).exec(create).exec(exitHereIfFailed());
    }

    /** The payer's part, at the simulated 农行. */
    ChainBuilder pay() {
        var open = http("2 cashier").get("#{cashier}").check(status().is(200));
        var choose = http("3 choose the bank")
                .post("#{cashier}")
                .formParam("bank", "abc")
                .check(status().is(200), substring("name=\"outcome\""), currentLocation().saveAs("bank"));
        var press = http("4 pay at the bank")
                .post("#{bank}")
                .formParam("outcome", "pay")
                .check(status().is(200));
        return exec(open, choose, exitHereIfFailed(), press, exitHereIfFailed());
    }

    /** The result is there when the bank's notice was read; asked a few times, and the last answer counts. */
    ChainBuilder succeeded() {
        return reached("succeeded");
    }

    ChainBuilder reached(String wished) {
        var look = signed(http("5 read").get("/v1/payments/#{id}"))
                .check(status().is(200), jmesPath("status").saveAs("status"));
        var last = signed(http("6 " + wished).get("/v1/payments/#{id}"))
                .check(status().is(200), jmesPath("status").is(wished));
        return exec(session -> session.remove("status"))
                .asLongAsDuring(session -> !wished.equals(session.getString("status")), PATIENCE)
                .on(exec(this::signRead).exec(look).doIf(session -> !wished.equals(session.getString("status")))
                        .then(pause(PAUSE)))
                .exec(this::signRead)
                .exec(last);
    }

    /** The demo's shop has heard of it; asked a few times, and the last answer counts. */
    ChainBuilder told() {
        String heard = simulator + "/shop/api/notifications?order_no=#{order}";
        var look = http("7 shop's post").get(heard).check(substring("payment.succeeded").count().saveAs("told"));
        var last = http("8 told").get(heard).check(substring("payment.succeeded"));
        return asLongAsDuring(session -> untold(session), PATIENCE)
                .on(exec(look).doIf(Life::untold).then(pause(PAUSE)))
                .exec(last);
    }

    private static boolean untold(Session session) {
        return !session.contains("told") || session.getInt("told") == 0;
    }

    /** An order number that was never used. */
    String nextNumber() {
        return orders.next().number();
    }

    private Session newOrder(Session session, String kind, int amount) {
        var order = orders.next(kind, amount);
        var values = headers("POST", "/v1/payments", order.body());
        values.put("order", order.number());
        values.put("body", order.body());
        return session.setAll(values);
    }

    private Session signRead(Session session) {
        return session.setAll(headers("GET", "/v1/payments/" + session.getString("id"), NOTHING));
    }

    Map<String, Object> headers(String method, String path, byte[] body) {
        return new HashMap<String, Object>(signer.headers(method, path, body));
    }

    static HttpRequestActionBuilder signed(HttpRequestActionBuilder request) {
        return request.header("Signature-Input", "#{Signature-Input}").header("Signature", "#{Signature}");
    }
}
