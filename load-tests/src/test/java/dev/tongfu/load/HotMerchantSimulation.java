package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;

/** All that one merchant can do at once, on one balance: orders in masses, payments, and refunds of them. */
public final class HotMerchantSimulation extends Simulation {
    private static final int P99_MS = 2_000;
    private static final int ORDERS_PER_PAYMENT = 10;

    private final Target target = new Target();
    private final Life life = new Life(target);
    private final Acts acts = new Acts(life);

    public HotMerchantSimulation() {
        var orders = scenario("orders").exec(life.order());
        var paid = scenario("paid").exec(life.order(), life.pay(), life.succeeded());
        var refunds = scenario("refunds")
                .exec(
                        life.order(), life.pay(), life.succeeded(), acts.refund("r1"), acts.refund("r2"),
                        acts.refunded());
        setUp(
                        arriving(orders, target.rate * ORDERS_PER_PAYMENT),
                        arriving(paid, target.rate / 2),
                        arriving(refunds, target.rate / 2))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }

    private PopulationBuilder arriving(ScenarioBuilder who, double rate) {
        return who.injectOpen(
                rampUsersPerSec(0).to(rate).during(target.rampSeconds()),
                constantUsersPerSec(rate).during(target.seconds));
    }
}
