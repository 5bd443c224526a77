package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A bash in the guide's folder, with the JDK of this test first on its path. */
final class GuideTerminal {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    private final Path folder;
    private final Map<String, String> environment;

    GuideTerminal(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    GuideTerminal with(String name, String value) {
        var more = new HashMap<>(environment);
        more.put(name, value);
        return new GuideTerminal(folder, more);
    }

    /** What the commands print, by both ways out. */
    String run(String commands) throws IOException, InterruptedException {
        try (var running = start(commands)) {
            if (!running.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + PATIENCE + ":\n" + commands + running.text());
            }
            return running.text();
        }
    }

    Running start(String commands) throws IOException {
        var output = Files.createTempFile(folder, "terminal-", ".log");
        var bash = new ProcessBuilder("bash", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().merge("PATH", JDK.toString(), (path, jdk) -> jdk + ":" + path);
        bash.environment().putAll(environment);
        return new Running(bash.start(), output);
    }

    record Running(Process process, Path output) implements AutoCloseable {
        String text() throws IOException {
            return Files.readString(output);
        }

        /** Waits until these lines are there, in this order, among others. */
        void awaitLines(List<String> lines) throws IOException {
            var wanted = Pattern.compile(
                    lines.stream().map(Running::pattern).collect(Collectors.joining("$.*^", "^", "$")),
                    Pattern.MULTILINE | Pattern.DOTALL);
            Poll.await(
                    PATIENCE,
                    () -> !process.isAlive() || wanted.matcher(textNow()).find());
            assertThat(text()).containsPattern(wanted);
        }

        private String textNow() {
            try {
                return text();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }

        private static String pattern(String line) {
            return Pattern.quote(line).replace("…", "\\E[^\n]*\\Q");
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Exactly these lines, each with {@code …} for anything. */
    static void assertPrinted(String output, List<String> lines) {
        var wanted = lines.stream().map(Running::pattern).collect(Collectors.joining("\n"));
        assertThat(output.strip()).matches(wanted);
    }
}
