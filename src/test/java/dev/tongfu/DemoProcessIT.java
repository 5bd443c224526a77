package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process: a second one beside it, its death, and its stop in order. */
class DemoProcessIT {
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final String UP = "Tongfu 统付 is running";

    @TempDir
    private static Path folder;

    private int starts;

    @AfterEach
    void endServerLeftBehind() throws Exception {
        var pidFile = folder.resolve("data/pg18/postmaster.pid");
        if (Files.exists(pidFile)) {
            var left =
                    ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).get(0)));
            left.ifPresent(ProcessHandle::destroy);
            if (left.isPresent()) {
                left.get().onExit().get(15, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aSecondOneSaysSoAndAKilledOneIsBackInSeconds() throws Exception {
        try (var first = demo()) {
            // Given
            first.awaitLine(UP, UP_WITHIN);

            // When
            try (var second = demo()) {
                // Then
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(lines(second))
                        .filteredOn(line -> !line.startsWith("starting"))
                        .singleElement()
                        .asString()
                        .matches("tongfu: Another run already uses the data folder .*/data\\.");
                assertThat(first.alive()).isTrue();
            }

            // When
            first.kill();
            long killed = System.nanoTime();
            try (var next = demo()) {
                next.awaitLine(UP, UP_WITHIN);

                // Then
                assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(30));
                next.terminate();
                assertThat(next.exitCode()).isEqualTo(143);
                assertThat(next.text()).contains("stopped.").doesNotContain("did not stop in order");
                assertThat(folder.resolve("data/pg18/postmaster.pid")).doesNotExist();
            }
        }
    }

    private static List<String> lines(CommandProcess process) {
        return process.text().lines().filter(line -> !line.isBlank()).toList();
    }

    private CommandProcess demo() throws IOException {
        starts++;
        var config = Files.writeString(folder.resolve("faster.yaml"), "embedded: {program: target/postgres}\n");
        return CommandProcess.start(
                folder.resolve("demo-" + starts + ".log"),
                "demo",
                "--config=" + config,
                "--data=" + folder.resolve("data"),
                "--port=0",
                "--operator-port=0",
                "--simulator-port=0");
    }
}
