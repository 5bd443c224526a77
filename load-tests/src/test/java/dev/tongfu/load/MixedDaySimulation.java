package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A day as shops have it: of a hundred who come, 50 pay, 20 pay and are asked after, 15 pay and want a part back, 10
 * are held and captured, 5 are debited under a contract; and one shop sends a batch of 10,000 refunds meanwhile.
 */
public final class MixedDaySimulation extends Simulation {
    private static final int P99_MS = 2_000;
    private static final int BATCH_ITEMS = Integer.getInteger("batch", 10_000);
    private static final Duration BATCH_PATIENCE = Duration.ofSeconds(200);

    private final Target target = new Target();
    private final Life life = new Life(target);
    private final Acts acts = new Acts(life);

    public MixedDaySimulation() {
        setUp(
                        share(scenario("pay").exec(life.order(), life.pay(), life.succeeded()), 0.50),
                        share(scenario("pay and ask").exec(life.order(), life.pay(), life.succeeded(), asked()), 0.20),
                        share(
                                scenario("pay and refund")
                                        .exec(
                                                life.order(), life.pay(), life.succeeded(), acts.refund("r1"),
                                                acts.refunded()),
                                0.15),
                        share(scenario("hold and capture").exec(held(), captured()), 0.10),
                        share(scenario("debit").exec(debited(new Contract(target))), 0.05),
                        scenario("batch").exec(batch()).injectOpen(atOnceUsers(1)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }

    private PopulationBuilder share(ScenarioBuilder part, double share) {
        double rate = target.rate * share;
        return part.injectOpen(new OpenInjectionStep[] {
            rampUsersPerSec(0).to(rate).during(target.rampSeconds()), constantUsersPerSec(rate).during(target.seconds)
        });
    }

    private ChainBuilder asked() {
        var ask = Life.signed(http("ask by order number").get("#{target}")).check(status().is(200));
        return exec(session -> {
                    String path = "/v1/payments?order_no=" + session.getString("order");
                    return session.setAll(life.headers("GET", path, new byte[0])).set("target", path);
                })
                .exec(ask);
    }

    private ChainBuilder held() {
        return exec(life.orderOf("preauth", 0), life.pay(), life.reached("authorized"));
    }

    private ChainBuilder captured() {
        return exec(
                acts.make(
                        "capture",
                        session -> "/v1/payments/" + session.getString("id") + "/capture",
                        session -> "{\"capture_no\":\"%s-c\",\"amount\":1}".formatted(session.getString("order")),
                        "capture"),
                acts.reached("capture", session -> "/v1/captures/" + session.getString("capture"), "succeeded"));
    }

    private ChainBuilder debited(Contract contract) {
        return exec(session -> session.set("order", life.nextNumber()))
                .exec(acts.make(
                        "debit",
                        session -> "/v1/contracts/" + contract.id() + "/debits",
                        session -> "{\"order_no\":\"%s\",\"amount\":990,\"subject\":\"会员月费\"}"
                                .formatted(session.getString("order")),
                        "id"))
                .exec(life.succeeded());
    }

    /** Parts of one minor unit of one payment. */
    private ChainBuilder batch() {
        return exec(life.orderOf("purchase", BATCH_ITEMS), life.pay(), life.succeeded())
                .exec(acts.make("batch", session -> "/v1/refund-batches", MixedDaySimulation::items, "batch"))
                .exec(acts.reached(
                        "batch",
                        session -> "/v1/refund-batches/" + session.getString("batch"),
                        "completed",
                        BATCH_PATIENCE));
    }

    private static String items(Session session) {
        String items = IntStream.range(0, BATCH_ITEMS)
                .mapToObj(index -> "{\"refund_no\":\"%s-%d\",\"payment_id\":\"%s\",\"amount\":1}"
                        .formatted(session.getString("order"), index, session.getString("id")))
                .collect(Collectors.joining(","));
        return "{\"batch_no\":\"%s\",\"items\":[%s]}".formatted(session.getString("order"), items);
    }
}
