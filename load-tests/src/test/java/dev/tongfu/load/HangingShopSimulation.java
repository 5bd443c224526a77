package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Half of all payments are of a shop that takes connections and never answers; the other half is told all the same. */
public final class HangingShopSimulation extends Simulation {
    private static final int P99_MS = 2_000;

    private final Target target = new Target();
    private final ServerSocket hanging = silent();
    private final Life life = new Life(target);
    private final Life unheard = new Life(target, "http://127.0.0.1:" + hanging.getLocalPort());

    public HangingShopSimulation() {
        var told = scenario("told").exec(life.order(), life.pay(), life.succeeded(), life.told());
        var untold = scenario("its shop hangs").exec(unheard.order(), unheard.pay(), unheard.succeeded());
        double half = target.rate / 2;
        setUp(
                        told.injectOpen(
                                rampUsersPerSec(0).to(half).during(target.rampSeconds()),
                                constantUsersPerSec(half).during(target.seconds)),
                        untold.injectOpen(
                                rampUsersPerSec(0).to(half).during(target.rampSeconds()),
                                constantUsersPerSec(half).during(target.seconds)))
                .protocols(http.baseUrl(target.gateway).shareConnections().disableCaching())
                .assertions(
                        global().successfulRequests().percent().is(100.0),
                        details("8 told").successfulRequests().percent().is(100.0),
                        global().responseTime().percentile(99.0).lt(target.p99(P99_MS)));
    }

    @Override
    public void after() {
        try {
            hanging.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The kernel takes its connections; nobody ever reads. */
    private static ServerSocket silent() {
        try {
            return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
