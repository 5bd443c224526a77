package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.EmbeddedServer;
import dev.tongfu.db.EmbeddedServerConfig;
import dev.tongfu.db.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one PostgreSQL: they start at once on an empty database, and live through its restart. */
class DatabaseRestartIT {
    private static final Path PROGRAM = Path.of("target", "postgres");
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(15);

    @TempDir
    private static Path folder;

    private static EmbeddedServer server;
    private static TestDatabase bankBooks;
    private static CommandProcess simulator;
    private static CommandProcess first;
    private static CommandProcess second;
    private static GatewayFiles.Ports ports;
    private static Traffic traffic;
    private static Audit audit;
    private static LoadClient client;

    @BeforeAll
    static void startTwoAtOnceOnAnEmptyDatabase() throws IOException {
        server = startServer(0);
        bankBooks = TestDatabase.create();
        var database = server.database("tongfu", bankBooks.config());
        var files = new GatewayFiles(folder);
        ports = GatewayFiles.freePorts();
        simulator = files.simulator(bankBooks.config(), bankBooks.simulatorConfig(), ports);
        String bank = simulator.said("simulated banks at (\\S+)", UP_WITHIN).group(1);
        var others = GatewayFiles.freePorts();
        var config = files.gateway("first", database, ports, bank);
        first = run("first", config);
        second = run(
                "second",
                files.gateway(
                        "second",
                        database,
                        new GatewayFiles.Ports(ports.payers(), others.merchants(), others.operators()),
                        bank));
        first.awaitLine("public port \\d+", UP_WITHIN);
        second.awaitLine("public port \\d+", UP_WITHIN);
        GatewayFiles.takeOn(config);
        client = new LoadClient();
        traffic = new Traffic(client, List.of(ports.url(), others.url()), bank);
        traffic.awaitWelcome(UP_WITHIN);
        audit = new Audit(client, ports, bank, config);
    }

    @AfterAll
    static void end() throws Exception {
        traffic.close();
        for (var process : List.of(first, second, simulator)) {
            process.kill();
        }
        server.close();
        bankBooks.close();
    }

    @Test
    void nothingAcknowledgedIsLostAndServiceIsBackByItself() throws Exception {
        // Given
        traffic.begin(4);
        traffic.awaitMore(50, UP_WITHIN);

        // When
        terminateOneBackend();
        traffic.awaitMore(50, BACK_WITHIN);
        int port = server.superuser().port();
        server.close();
        awaitHealth(503);
        server = startServer(port);

        // Then
        awaitHealth(200);
        traffic.awaitMore(50, BACK_WITHIN);
        traffic.end();
        assertThat(traffic.answers().keySet())
                .as("stored, refused with nothing stored, or unknown: %s", traffic.answers())
                .isSubsetOf(200, 201, 503, 504);
        audit.holds(traffic);
        assertThat(migrationsOf(first) + migrationsOf(second))
                .as("each migration ran once")
                .isEqualTo(Math.max(migrationsOf(first), migrationsOf(second)));
    }

    /** Liveness never changes: nobody restarts a gateway because its database is away. */
    private static void awaitHealth(int ready) {
        assertThat(Poll.until(BACK_WITHIN, () -> client.status(ports.readyUrl()) == ready))
                .as("ready says %d", ready)
                .isTrue();
        assertThat(client.status(ports.liveUrl())).isEqualTo(200);
    }

    private static int migrationsOf(CommandProcess gateway) {
        return Integer.parseInt(
                gateway.said("migrations applied: (\\d+)", Duration.ZERO).group(1));
    }

    private static CommandProcess run(String name, Path config) throws IOException {
        return CommandProcess.start(folder.resolve(name + ".log"), "run", "--config=" + config);
    }

    private static EmbeddedServer startServer(int port) throws IOException {
        return EmbeddedServer.start(
                new EmbeddedServerConfig(folder.resolve("data"), PROGRAM, port, 100, 64, 60_000, 15_000));
    }

    private static void terminateOneBackend() throws SQLException {
        var superuser = server.superuser();
        var login = superuser.login();
        String url = "jdbc:postgresql://" + superuser.host() + ":" + superuser.port() + "/tongfu";
        try (var connection = DriverManager.getConnection(url, login.user(), login.password());
                var statement = connection.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = 'tongfu' and usename = 'tongfu_app' order by state_change desc limit 1
                    """);
        }
    }
}
