package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway in a process of its own dies, or is asked to stop, under load; the simulated banks live on. */
class KillRoundIT {
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final int BUYERS = 4;
    private static final int SIGTERM_EXIT = 143;

    /** The order is placed, and the answer is long in not coming. */
    private static final JsonObject SLOW_BANK = new JsonObject()
            .put("bank", "abc")
            .put("operation", "pay")
            .put("fault", "timeout_after")
            .put("rate", 1.0)
            .put("delay_ms", 1_500);

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static CommandProcess simulator;
    private static String simulatorUrl;
    private static Path config;
    private static GatewayFiles.Ports ports;
    private static LoadClient client;

    private static Traffic traffic;

    private CommandProcess gateway;

    @BeforeAll
    static void startBanks() throws IOException {
        database = TestDatabase.create();
        client = new LoadClient();
        var files = new GatewayFiles(folder);
        ports = GatewayFiles.freePorts();
        simulator = files.simulator(database.config(), database.simulatorConfig(), ports);
        simulatorUrl = simulator.said("simulated banks at (\\S+)", UP_WITHIN).group(1);
        config = files.gateway("gateway", database.config(), ports, simulatorUrl);
        GatewayFiles.takeOn(config);
        traffic = new Traffic(client, List.of(ports.url()), simulatorUrl);
    }

    @AfterAll
    static void end() {
        traffic.close();
        simulator.close();
        database.close();
    }

    @BeforeEach
    void startGateway() throws IOException {
        gateway = start("before");
    }

    @AfterEach
    void stopGateway() throws Exception {
        traffic.end();
        gateway.kill();
    }

    @Test
    void aKilledGatewayLosesNothingAndChargesNobodyTwice() throws Exception {
        // Given
        traffic.begin(BUYERS);
        traffic.awaitMore(50, UP_WITHIN);
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(500)));

        // When
        gateway.kill();
        gateway = start("after");

        // Then
        traffic.awaitMore(50, UP_WITHIN);
        traffic.end();
        audit().holds(traffic);
    }

    @Test
    void aGatewayAskedToStopAnswersWhatIsUnderWayAndEndsInOrder() throws Exception {
        // Given
        String order = traffic.newOrder();
        assertThat(traffic.order(order)).isEqualTo(201);
        traffic.begin(BUYERS);
        traffic.awaitMore(50, UP_WITHIN);
        client.put(simulatorUrl + "/control/faults", SLOW_BANK);
        var payer = CompletableFuture.supplyAsync(() -> client.press(traffic.cashier(order), "bank=abc"));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));

        // When
        gateway.terminate();
        boolean told = Poll.until(Duration.ofSeconds(1), () -> client.status(ports.readyUrl()) == 503);
        int live = client.status(ports.liveUrl());
        client.delete(simulatorUrl + "/control/faults");

        // Then
        assertThat(live).as("draining is no reason to be killed").isEqualTo(200);
        assertThat(told)
                .as("who balances load is told while calls are finished")
                .isTrue();
        assertThat(payer.get(10, TimeUnit.SECONDS))
                .as("the payer is told that the bank is asked")
                .isEqualTo(409);
        assertThat(gateway.exitCode()).as(gateway.text()).isEqualTo(SIGTERM_EXIT);
        assertThat(gateway.text()).doesNotContain("did not stop in order").doesNotContain("ERROR");
        assertLogIsJsonWithoutTheKeyTo(traffic.cashier(order));
        gateway = start("again");
        traffic.end();
        audit().holds(traffic);
    }

    private static CommandProcess start(String name) throws IOException {
        var process = CommandProcess.start(folder.resolve(name + ".log"), "run", "--config=" + config);
        process.awaitLine("public port \\d+", UP_WITHIN);
        return process;
    }

    private static Audit audit() {
        return new Audit(client, ports, simulatorUrl, config);
    }

    /** The payer's link opens the payment; whoever reads the log must not have it. */
    private void assertLogIsJsonWithoutTheKeyTo(URI cashier) {
        String token = cashier.getPath().substring(cashier.getPath().lastIndexOf('/') + 1);
        assertThat(token).hasSizeGreaterThan(20);
        assertThat(gateway.text()).doesNotContain(token);
        assertThat(gateway.text().lines().filter(line -> line.startsWith("{")))
                .as(gateway.text())
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(new JsonObject(line).fieldNames()).contains("time", "level", "logger", "message"));
    }
}
