package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.HttpMessageSigner;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.simulator.tour.DayPlan;
import dev.tongfu.simulator.tour.DayTour;
import dev.tongfu.simulator.tour.Tour;
import dev.tongfu.simulator.tour.TourRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small day as {@code tour --day} walks it: from the first payer to the last payout, with breaks of every kind.
 *
 * <p>Needs all of the admin API: statements read and matched, proposals, settlement, payouts, accounts, days.
 */
class DayTourIT {
    private static final Path KEYS = Path.of("conf/demo");
    private static final int EVENTS = 400;
    private static final int BREAKS = 2;
    private static final String FASTER = """
            embedded: {program: target/postgres}
            inquiry: {poll_ms: 50, sync_interval_ms: 100}
            notification: {poll_idle_ms: 50}
            bank_operations: {schedules_s: {abc: [1, 1, 2], unionpay: [1, 1, 2]}}
            merchant_batches: {items_per_second: 100}
            """;

    @TempDir
    private static Path data;

    private static final List<String> LINES = new ArrayList<>();
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
            rows = new Tour(signer, addresses, "dayit", row -> {})
                    .walkDay(
                            world.vertx(),
                            new DayPlan(EVENTS, BREAKS, 1),
                            new DayTour.Screen(LINES::add, progress -> {}));
        }
    }

    @Test
    void everyStepFindsWhatItExpects() {
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.got()).as(row.step()).isEqualTo(row.expected()));
    }

    @Test
    void allPlantedBreaksAreOnTheDiagonalAtBothBanks() {
        assertThat(rows)
                .filteredOn(row -> row.step().equals("planted × found"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.got()).startsWith("all on the diagonal, 10 kinds × " + BREAKS));
        assertThat(LINES).anySatisfy(line -> assertThat(line).contains("planted \\ found"));
    }

    @Test
    void theSumsOfTheDayAreEqualToTheFen() {
        assertThat(rows)
                .filteredOn(row -> row.expected().equals("equal to the fen"))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.got()).isEqualTo("equal to the fen"));
    }
}
