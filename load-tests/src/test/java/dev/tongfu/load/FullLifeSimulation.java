package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.currentLocation;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.HashMap;

/** Whole payments: ordered, taken to the cashier, paid at the simulated bank, succeeded, and the shop told of it. */
public final class FullLifeSimulation extends Simulation {
    private static final int P99_MS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final byte[] NOTHING = new byte[0];

    private final Target target = new Target();
    private final RequestSigner signer = target.signer();
    private final Orders orders = target.orders();

    public FullLifeSimulation() {
        var life = scenario("full life").exec(order(), pay(), until(), told());
        setUp(life.injectOpen(
                        rampUsersPerSec(0).to(target.rate).during(target.rampSeconds()),
                        constantUsersPerSec(target.rate).during(target.seconds)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }

    private ChainBuilder order() {
        var create = signed(http("1 create").post("/v1/payments"))
                .header("Content-Type", "application/json")
                .header("Content-Digest", "#{Content-Digest}")
                .body(ByteArrayBody("#{body}"))
                .check(status().is(201))
                .check(jmesPath("id").saveAs("id"), jmesPath("cashier_url").saveAs("cashier"));
        return exec(this::newOrder).exec(create).exec(exitHereIfFailed());
    }

    private ChainBuilder pay() {
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
    private ChainBuilder until() {
        var look = signed(http("5 read").get("/v1/payments/#{id}"))
                .check(status().is(200), jmesPath("status").saveAs("status"));
        var last = signed(http("6 succeeded").get("/v1/payments/#{id}"))
                .check(status().is(200), jmesPath("status").is("succeeded"));
        return asLongAsDuring(session -> !"succeeded".equals(session.getString("status")), PATIENCE)
                .on(exec(this::signRead).exec(look).doIf(session -> !"succeeded".equals(session.getString("status")))
                        .then(pause(PAUSE)))
                .exec(this::signRead)
                .exec(last);
    }

    private ChainBuilder told() {
        String heard = target.simulator + "/shop/api/notifications?order_no=#{order}";
        var look = http("7 shop's post").get(heard).check(substring("payment.succeeded").count().saveAs("told"));
        var last = http("8 told").get(heard).check(substring("payment.succeeded"));
        return asLongAsDuring(session -> untold(session), PATIENCE)
                .on(exec(look).doIf(FullLifeSimulation::untold).then(pause(PAUSE)))
                .exec(last);
    }

    private static boolean untold(Session session) {
        return !session.contains("told") || session.getInt("told") == 0;
    }

    private Session newOrder(Session session) {
        var order = orders.next();
        var values = new HashMap<String, Object>(signer.headers("POST", "/v1/payments", order.body()));
        values.put("order", order.number());
        values.put("body", order.body());
        return session.setAll(values);
    }

    private Session signRead(Session session) {
        return session.setAll(new HashMap<String, Object>(
                signer.headers("GET", "/v1/payments/" + session.getString("id"), NOTHING)));
    }

    private static HttpRequestActionBuilder signed(HttpRequestActionBuilder request) {
        return request.header("Signature-Input", "#{Signature-Input}").header("Signature", "#{Signature}");
    }
}
