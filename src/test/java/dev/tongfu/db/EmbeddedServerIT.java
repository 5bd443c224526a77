package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of a server the program brings along. All tests share one data folder, as starts of a program do. */
class EmbeddedServerIT {
    @TempDir
    private static Path temporary;

    private static EmbeddedServer start() throws IOException {
        return EmbeddedServer.start(
                new EmbeddedServerConfig(temporary.resolve("data"), TestServer.PROGRAM, 0, 20, 16, 60_000, 15_000));
    }

    private static String query(EmbeddedServer server, String sql) throws SQLException {
        try (var connection = server.superuser().connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (var connection = server.superuser().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void serverIsDurableAndListensOnLoopbackOnly() throws Exception {
        try (var server = start()) {
            assertThat(query(server, "show fsync")).isEqualTo("on");
            assertThat(query(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(query(server, "show full_page_writes")).isEqualTo("on");
            assertThat(query(server, "show data_checksums")).isEqualTo("on");
            assertThat(query(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(server, "show unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void passwordsAreAskedForAndKeptForThisUserOnly() throws Exception {
        try (var server = start()) {
            // Given
            var guess = new Superuser("127.0.0.1", server.superuser().port(), new Login("postgres", "guess"));

            // Then
            assertThatThrownBy(() -> guess.connect("postgres")).hasMessageContaining("password authentication failed");
            var data = temporary.resolve("data");
            assertThat(Files.getPosixFilePermissions(data.resolve("postgres.password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.readAllLines(data.resolve("pg18/pg_hba.conf")))
                    .noneMatch(line -> !line.startsWith("#") && line.contains("trust"));
            assertThat(server.superuser().toString())
                    .doesNotContain(server.superuser().login().password());
        }
    }

    @Test
    void rowsAreThereAfterARestart() throws Exception {
        // Given
        try (var server = start()) {
            execute(server, "create table yesterday as select 'a row' as note");
        }

        // When
        try (var server = start()) {
            // Then
            assertThat(query(server, "select note from yesterday")).isEqualTo("a row");
        }
    }

    @Test
    void secondStartOnTheFolderSaysSoAndLeavesTheFirstAlone() throws Exception {
        try (var first = start()) {
            // When
            assertThatThrownBy(EmbeddedServerIT::start)
                    .isInstanceOf(DatabaseRefused.class)
                    .hasMessageMatching("Another run already uses the data folder .*/data\\.");

            // Then
            assertThat(query(first, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void serverOfAKilledProgramIsEndedInOrderAndItsRowsSurvive() throws Exception {
        // Given
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedServerProcess.class.getName(),
                        temporary.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitReady(program);
        long orphan = serverPid();
        program.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        assertThat(ProcessHandle.of(orphan))
                .as("the server outlives the program")
                .isPresent();

        // When
        try (var server = start()) {
            // Then
            assertThat(serverPid()).isNotEqualTo(orphan);
            assertThat(query(server, "select note from kept")).isEqualTo("before the kill");
            assertThat(Files.readString(temporary.resolve("data/postgres.log.1")))
                    .as("ended in order")
                    .contains("database system is shut down");
        }
    }

    private static void awaitReady(Process program) throws IOException {
        var lines = program.inputReader(StandardCharsets.UTF_8);
        var line = lines.readLine();
        while (line != null && !line.equals("ready")) {
            line = lines.readLine();
        }
        assertThat(line).as("the program came up").isEqualTo("ready");
    }

    private static long serverPid() throws IOException {
        var lines = Files.readAllLines(temporary.resolve("data/pg18/postmaster.pid"));
        return Long.parseLong(lines.get(0));
    }

    @Test
    void pidFileOfAProcessThatIsGoneIsNoObstacle() throws Exception {
        // Given
        start().close();
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        var cluster = temporary.resolve("data/pg18").toRealPath();
        Files.writeString(cluster.resolve("postmaster.pid"), gone.pid() + "\n" + cluster + "\n1\n5432\n\n127.0.0.1\n");

        // When
        try (var server = start()) {
            // Then
            assertThat(query(server, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void failedStartQuotesTheServersLastWords() throws Exception {
        // Given
        var folder = temporary.resolve("refused");
        var cluster = Files.createDirectories(folder.resolve("pg18"));
        Files.writeString(cluster.resolve("PG_VERSION"), "18\n");
        Files.createFile(cluster.resolve("postgresql.conf"));
        Files.setPosixFilePermissions(cluster, PosixFilePermissions.fromString("rwxr-xr-x"));

        // Then
        assertThatThrownBy(() -> EmbeddedServer.start(
                        new EmbeddedServerConfig(folder, TestServer.PROGRAM, 0, 20, 16, 1_000, 15_000)))
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageContaining("FATAL:")
                .hasMessageContaining("invalid permissions");
    }

    @Test
    void rootWithoutUserNamespacesIsToldWhatToDo() throws Exception {
        assumeThat(RootProbe.isRoot()).isTrue();

        assertThatThrownBy(() -> new RootProbe("/nowhere/unshare").require())
                .isInstanceOf(DatabaseRefused.class)
                .hasMessageEndingWith("run as an ordinary user.");
    }
}
