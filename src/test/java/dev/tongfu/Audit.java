package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares, from outside, what was promised, what the bank charged, what the gateway knows and what the shop heard. */
final class Audit {
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(15);

    private final LoadClient client;
    private final GatewayFiles.Ports ports;
    private final String simulator;
    private final Path config;

    Audit(LoadClient client, GatewayFiles.Ports ports, String simulator, Path config) {
        this.client = client;
        this.ports = ports;
        this.simulator = simulator;
        this.config = config;
    }

    /** Waits until the gateway has caught up, then holds everything against everything. */
    void holds(Traffic traffic) throws IOException {
        sendAgain(traffic);
        everyOrderIsThereOnce(traffic);
        payEverything();
        Poll.await(HEALED_WITHIN, () -> charged().equals(succeeded()));
        assertThat(succeeded()).as("payments against the bank's books").isEqualTo(charged());
        assertThat(succeeded())
                .as("every order could be paid")
                .hasSize(traffic.sent().size());
        Poll.await(HEALED_WITHIN, () -> told().containsAll(succeededNumbers()));
        assertThat(told()).as("what the shop heard of").containsAll(succeededNumbers());
        var proof = client.json(
                ports.operatorUrl() + "/admin/v1/ledger/proof", DemoOperators.token(GatewayFiles.KEYS, "checker"));
        assertThat(proof.getBoolean("holds")).as(proof.encodePrettily()).isTrue();
        assertThat(verifyLedger()).as("exit code of verify-ledger").isZero();
    }

    private void sendAgain(Traffic traffic) {
        traffic.sent().keySet().stream()
                .filter(orderNo -> !traffic.acknowledged().containsKey(orderNo))
                .forEach(orderNo ->
                        assertThat(traffic.order(orderNo)).as(orderNo).isIn(200, 201));
    }

    private void everyOrderIsThereOnce(Traffic traffic) throws IOException {
        var payments = payments("");
        assertThat(payments)
                .extracting(payment -> payment.getString("order_no"))
                .containsExactlyInAnyOrderElementsOf(traffic.sent().keySet());
        assertThat(payments)
                .extracting(payment -> payment.getString("id"))
                .containsAll(traffic.acknowledged().values().stream()
                        .map(payment -> payment.getString("id"))
                        .toList());
    }

    /** Stubborn payers: whoever is not through yet presses again. */
    private void payEverything() {
        Poll.await(HEALED_WITHIN, () -> {
            var open = unchecked(() -> payments("")).stream()
                    .filter(payment -> !payment.getString("status").equals("succeeded"))
                    .toList();
            open.forEach(payment -> unchecked(() -> client.pay(URI.create(payment.getString("cashier_url")))));
            return open.isEmpty();
        });
    }

    private List<Long> charged() {
        var charges = unchecked(() -> client.json(simulator + "/control/charges?bank=abc", ""));
        return charges.getJsonArray("data").stream()
                .map(charge -> ((JsonObject) charge).getLong("amount"))
                .sorted()
                .toList();
    }

    private List<Long> succeeded() {
        return unchecked(() -> payments("&status=succeeded")).stream()
                .map(payment -> payment.getLong("captured"))
                .sorted()
                .toList();
    }

    private Set<String> succeededNumbers() {
        return unchecked(() -> payments("&status=succeeded")).stream()
                .map(payment -> payment.getString("order_no"))
                .collect(Collectors.toSet());
    }

    private Set<String> told() {
        var told = new HashSet<String>();
        for (var one : unchecked(() -> client.json(simulator + "/shop/api/notifications", ""))
                .getJsonArray("data")) {
            var heard = (JsonObject) one;
            if (heard.getString("type").equals("payment.succeeded")
                    && heard.getString("verdict").equals("VALID")) {
                told.add(heard.getString("order_no"));
            }
        }
        return told;
    }

    private List<JsonObject> payments(String filter) throws IOException {
        var from = Instant.now(Clock.systemUTC()).minus(Duration.ofDays(1));
        var to = from.plus(Duration.ofDays(2));
        return client.all(ports.url(), "/v1/payments?limit=500" + filter + "&from=" + from + "&to=" + to);
    }

    private int verifyLedger() {
        var out = new PrintWriter(new StringWriter(), true);
        var terminal = new Terminal(out, out, Clock.systemUTC(), name -> "", "test");
        return Main.commandLine(terminal).execute("verify-ledger", "--config", config.toString());
    }

    private interface Call<T> {
        T call() throws IOException;
    }

    @CanIgnoreReturnValue
    private static <T> T unchecked(Call<T> call) {
        try {
            return call.call();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
