package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** New payments at a steady rate, each stored before it is answered; signed before the run starts. */
public final class IntakeSimulation extends Simulation {
    private static final int P99_MS = 500;

    private final Target target = new Target();

    public IntakeSimulation() {
        var create = http("create")
                .post("/v1/payments")
                .header("Content-Type", "application/json")
                .header("Content-Digest", "#{Content-Digest}")
                .header("Signature-Input", "#{Signature-Input}")
                .header("Signature", "#{Signature}")
                .body(ByteArrayBody("#{body}"))
                .check(status().is(201), jmesPath("status").is("created"));
        var intake = scenario("intake").feed(listFeeder(signed()).queue()).exec(create);
        setUp(intake.injectOpen(
                        rampUsersPerSec(0).to(target.rate).during(target.rampSeconds()),
                        constantUsersPerSec(target.rate).during(target.seconds)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }

    private List<Map<String, Object>> signed() {
        var signer = target.signer();
        var orders = target.orders();
        int count = target.payments();
        var requests = new ArrayList<Map<String, Object>>(count);
        for (int made = 0; made < count; made++) {
            byte[] body = orders.next().body();
            var request = new java.util.HashMap<String, Object>(signer.headers("POST", "/v1/payments", body));
            request.put("body", body);
            requests.add(request);
        }
        return requests;
    }
}
