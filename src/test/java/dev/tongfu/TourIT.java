package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.HttpMessageSigner;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.simulator.frame.Fault;
import dev.tongfu.simulator.frame.Operation;
import dev.tongfu.simulator.tour.Tour;
import dev.tongfu.simulator.tour.TourRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour, as the command walks it, with shorter waits. */
class TourIT {
    private static final Path KEYS = Path.of("conf/demo");
    private static final String FASTER = """
            embedded: {program: target/postgres}
            inquiry: {poll_ms: 50, sync_interval_ms: 100, schedules_s: {abc: [1, 2, 3, 5, 8]}}
            notification: {poll_idle_ms: 50}
            """;

    @TempDir
    private static Path data;

    private static List<TourRow> rows = List.of();

    @BeforeAll
    static void walk() throws IOException {
        try (var world =
                DemoWorld.start(DemoWorld.Place.random(data, KEYS), new DemoSettings(FASTER), Clock.systemUTC())) {
            var addresses = new Tour.Addresses(
                    world.publicUrl(),
                    world.operatorUrl(),
                    world.simulatorUrl(),
                    DemoOperators.token(KEYS, "maker"),
                    DemoOperators.token(KEYS, "checker"));
            var providers = world.base().providers();
            var key = new PrivateKeys(providers).fromPem(Files.readString(KEYS.resolve("merchant-ed25519.pem")));
            var signer = new HttpMessageSigner(
                    DemoMerchant.KEY_ID, providers.signer(SignatureAlgorithm.ED25519, key), Clock.systemUTC());
            rows = new Tour(signer, addresses, "it", row -> {}).walk();
        }
    }

    @Test
    void everyStepFindsWhatItExpects() {
        assertThat(rows).isNotEmpty();
        assertThat(rows.stream().filter(row -> !row.got().equals(row.expected())))
                .isEmpty();
    }

    @Test
    void everyFaultOfEveryCallIsAmongTheSteps() {
        var faults = Stream.of(Operation.values())
                .filter(operation -> operation != Operation.ANY)
                .flatMap(operation -> Stream.of(Fault.values())
                        .filter(fault -> fault.fits(operation))
                        .map(fault -> operation.word() + " × " + fault.word()));

        assertThat(faults)
                .allSatisfy(fault -> assertThat(rows)
                        .anySatisfy(row -> assertThat(row.step()).matches(fault + "(, .*)?")));
    }
}
