package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;

/** Whole payments: ordered, taken to the cashier, paid at the simulated bank, succeeded, and the shop told of it. */
public final class FullLifeSimulation extends Simulation {
    private static final int P99_MS = 2_000;

    private final Target target = new Target();
    private final Life life = new Life(target);

    public FullLifeSimulation() {
        var whole = scenario("full life").exec(life.order(), life.pay(), life.succeeded(), life.told());
        setUp(whole.injectOpen(
                        rampUsersPerSec(0).to(target.rate).during(target.rampSeconds()),
                        constantUsersPerSec(target.rate).during(target.seconds)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }
}
