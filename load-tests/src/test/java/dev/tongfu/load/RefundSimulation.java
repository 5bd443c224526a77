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
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.nio.charset.StandardCharsets;

/** Payments that are paid and then refunded: reserved, sent to the simulated bank, booked. */
public final class RefundSimulation extends Simulation {
    private static final int P99_MS = 2_000;
    private static final byte[] NOTHING = new byte[0];

    private final Target target = new Target();
    private final Life life = new Life(target);

    public RefundSimulation() {
        var refunds = scenario("refunds")
                .exec(life.order(), life.pay(), life.succeeded(), refund("r1"), refund("r2"), refunded());
        setUp(refunds.injectOpen(
                        rampUsersPerSec(0).to(target.rate).during(target.rampSeconds()),
                        constantUsersPerSec(target.rate).during(target.seconds)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }

    /** A part of one minor unit; amounts start at two. */
    private ChainBuilder refund(String which) {
        var create = Life.signed(http("7 refund").post("/v1/refunds"))
                .header("Content-Type", "application/json")
                .header("Content-Digest", "#{Content-Digest}")
                .body(ByteArrayBody("#{body}"))
                .check(status().in(200, 201, 202), jmesPath("id").saveAs("refund"));
        return exec(session -> newRefund(session, which)).exec(create).exec(exitHereIfFailed());
    }

    private ChainBuilder refunded() {
        var look = Life.signed(http("8 read refund").get("/v1/refunds/#{refund}"))
                .check(status().is(200), jmesPath("status").saveAs("refunded"));
        var last = Life.signed(http("9 refunded").get("/v1/refunds/#{refund}"))
                .check(status().is(200), jmesPath("status").is("succeeded"));
        return asLongAsDuring(RefundSimulation::open, Life.PATIENCE)
                .on(exec(this::signRead).exec(look).doIf(RefundSimulation::open).then(pause(Life.PAUSE)))
                .exec(this::signRead)
                .exec(last);
    }

    private static boolean open(Session session) {
        return !"succeeded".equals(session.getString("refunded"));
    }

    private Session newRefund(Session session, String which) {
        byte[] body = "{\"refund_no\":\"%s-%s\",\"payment_id\":\"%s\",\"amount\":1}"
                .formatted(session.getString("order"), which, session.getString("id"))
                .getBytes(StandardCharsets.UTF_8);
        return session.setAll(life.headers("POST", "/v1/refunds", body)).set("body", body);
    }

    private Session signRead(Session session) {
        return session.setAll(life.headers("GET", "/v1/refunds/" + session.getString("refund"), NOTHING));
    }
}
