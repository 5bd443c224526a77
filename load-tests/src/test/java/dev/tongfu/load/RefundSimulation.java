package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;

/** Payments that are paid and then refunded: reserved, sent to the simulated bank, booked. */
public final class RefundSimulation extends Simulation {
    private static final int P99_MS = 2_000;

    private final Target target = new Target();
    private final Life life = new Life(target);
    private final Acts acts = new Acts(life);

    public RefundSimulation() {
        var refunds = scenario("refunds")
                .exec(
                        life.order(), life.pay(), life.succeeded(), acts.refund("r1"), acts.refund("r2"),
                        acts.refunded());
        setUp(refunds.injectOpen(
                        rampUsersPerSec(0).to(target.rate).during(target.rampSeconds()),
                        constantUsersPerSec(target.rate).during(target.seconds)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }
}
