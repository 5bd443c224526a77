package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;

/** Whole payments: ordered, taken to the cashier, paid at the simulated bank, succeeded, and the shop told of it. */
public final class FullLifeSimulation extends Simulation {
    private static final int P99_MS = 2_000;

    private final Target target = new Target();
    private final Life life = new Life(target);

    public FullLifeSimulation() {
        var whole = scenario("full life").exec(life.order(), life.pay(), life.succeeded(), told());
        setUp(whole.injectOpen(
                        rampUsersPerSec(0).to(target.rate).during(target.rampSeconds()),
                        constantUsersPerSec(target.rate).during(target.seconds)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }

    private ChainBuilder told() {
        String heard = target.simulator + "/shop/api/notifications?order_no=#{order}";
        var look = http("7 shop's post").get(heard).check(substring("payment.succeeded").count().saveAs("told"));
        var last = http("8 told").get(heard).check(substring("payment.succeeded"));
        return asLongAsDuring(session -> untold(session), Life.PATIENCE)
                .on(exec(look).doIf(FullLifeSimulation::untold).then(pause(Life.PAUSE)))
                .exec(last);
    }

    private static boolean untold(Session session) {
        return !session.contains("told") || session.getInt("told") == 0;
    }
}
