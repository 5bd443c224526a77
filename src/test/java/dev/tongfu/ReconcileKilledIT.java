package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.payment.MovedWorld;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code reconcile} command as a process of its own, killed in each step of a run. It is sure to be in the step
 * because a lock on the table that the step writes next keeps it there.
 */
class ReconcileKilledIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the run has reached, and what it writes next. */
    private enum Step {
        STAGED("movement"),
        MATCHED("evidence"),
        CLASSIFIED("run_posting"),
        POSTED("notification");

        private final String table;

        Step(String table) {
            this.table = table;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @TempDir
    private static Path folder;

    private static Vertx vertx;
    private static GatewayFiles files;
    private static GatewayFiles.Ports ports;
    private static TestDatabase disturbed;
    private static TestDatabase undisturbed;

    /** The same payments, the same statement and the same start, twice. */
    @BeforeAll
    static void write() throws Exception {
        vertx = Vertx.vertx();
        files = new GatewayFiles(folder);
        ports = GatewayFiles.freePorts();
        try (var world = new MovedWorld()) {
            new AbcDay(DAY).fill(world);
            disturbed = world.database().copy();
            undisturbed = world.database().copy();
        }
    }

    @AfterAll
    static void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        disturbed.close();
        undisturbed.close();
    }

    @Test
    void aRunKilledInEachOfItsStepsEndsAsOneThatWasNot() throws Exception {
        // Given
        var books = new Books(vertx, disturbed);
        int name = 0;
        for (var step : Step.values()) {
            try (var held = books.hold(step.table);
                    var process = reconcile(disturbed.config(), "killed-" + ++name)) {
                Poll.await(PATIENCE, () -> held.waitedFor() || !process.alive());
                assertThat(held.waitedFor()).as(process.text()).isTrue();
                process.kill();
            }
            assertThat(books.rows("select status from reconciliation_run")).containsExactly(step.word());
        }

        // When
        int afterwards = exitCode(disturbed.config(), "afterwards");

        // Then
        assertThat(afterwards).isEqualTo(exitCode(undisturbed.config(), "undisturbed"));
        assertThat(afterwards).isZero();
        var expected = books(new Books(vertx, undisturbed));
        assertThat(expected).contains("proven 1").anyMatch(row -> row.startsWith("brk_"));
        assertThat(books(books)).isEqualTo(expected);
    }

    private static CommandProcess reconcile(DatabaseConfig database, String name) throws Exception {
        var yaml = files.gateway(name, database, ports, "http://127.0.0.1:" + ports.merchants());
        return CommandProcess.start(
                folder.resolve(name + ".log"), "reconcile", "--config=" + yaml, "--bank=abc", "--date=" + DAY);
    }

    private static int exitCode(DatabaseConfig database, String name) throws Exception {
        try (var process = reconcile(database, name)) {
            int code = process.exitCode();
            assertThat(process.text()).contains("proven. 已平。");
            return code;
        }
    }

    /** All that a run leaves, without the names that differ from run to run. */
    private static List<String> books(Books books) {
        var all = new ArrayList<String>();
        for (String select : List.of(
                "select status || ' ' || number from reconciliation_run",
                "select proof::text from reconciliation_run",
                "select id || ' ' || code || ' ' || status || ' ' || version || ' ' || suspense from break order by id",
                "select line_id || ' ' || rule from statement_match order by line_id",
                "select bank_date || ' ' || logical_key || ' ' || template || ' ' || debit || ' ' || credit || ' '"
                        + " || amount from run_posting order by 1",
                "select template || ' ' || debit || ' ' || credit || ' ' || kind || ' ' || amount from transfer"
                        + " order by 1",
                "select type || ' ' || resource_id || ' ' || sequence from notification order by 1")) {
            all.addAll(books.rows(select));
        }
        return all;
    }
}
