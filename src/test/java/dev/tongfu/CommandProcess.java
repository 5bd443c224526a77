package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A command of the program in a process of its own, its output in a file. */
final class CommandProcess implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;

    private CommandProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static CommandProcess start(Path output, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                // the program's own, not that of the tests beside it
                "-Dlogback.configurationFile=logback.xml",
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new CommandProcess(process, output);
    }

    /** Waits for a line of the output and returns what matched. */
    MatchResult said(String pattern, Duration patience) {
        var wanted = Pattern.compile(pattern);
        Poll.await(patience, () -> !process.isAlive() || wanted.matcher(text()).find());
        var matcher = wanted.matcher(text());
        if (!matcher.find()) {
            throw new AssertionError("nothing like " + pattern + " in:\n" + text());
        }
        return matcher.toMatchResult();
    }

    void awaitLine(String pattern, Duration patience) {
        assertThat(said(pattern, patience).group()).isNotEmpty();
    }

    String text() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(exitCode()).isNotZero();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + END + ":\n" + text());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
