package dev.tongfu;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a command is given: its output, its clock, its environment and who gives it.
 *
 * @param environment environment variables by name
 * @param user the operating system's name of the person
 */
record Terminal(
        PrintWriter out, PrintWriter err, Clock clock, Function<String, @Nullable String> environment, String user) {

    static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Clock.systemUTC(),
                System::getenv,
                System.getProperty("user.name", "unknown"));
    }
}
