package dev.tongfu.load.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A command of the program in a process of its own, its output in a file. */
public final class JarProcess implements AutoCloseable {
    private static final int END_S = 45;
    private static final long LOOK_MS = 20;

    private final Process process;
    private final Path log;

    private JarProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static JarProcess start(Path jar, List<String> jvmFlags, Path log, List<String> arguments)
            throws IOException {
        return start(jar, jvmFlags, log, arguments, Map.of());
    }

    /** @param environment laid over the one there is */
    static JarProcess start(
            Path jar, List<String> jvmFlags, Path log, List<String> arguments, Map<String, String> environment)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        return new JarProcess(process, log);
    }

    public long pid() {
        return process.pid();
    }

    /** The first group of a pattern, once the output has it. */
    public String said(String pattern, Duration within) throws IOException {
        var wanted = Pattern.compile(pattern);
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            boolean over = !process.isAlive() || System.nanoTime() > end;
            var matcher = wanted.matcher(Files.readString(log));
            if (matcher.find()) {
                return matcher.group(1);
            }
            if (over) {
                throw new IOException("nothing like " + pattern + " in:\n" + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
    }

    /** Waits for its end; fails with its output unless the exit code is 0. */
    public void succeeded() throws IOException, InterruptedException {
        if (!process.waitFor(END_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("a command failed:\n" + Files.readString(log));
        }
    }

    /** STOP or CONT. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running " + END_S + " s after SIGTERM");
        }
        return process.exitValue();
    }

    /** SIGTERM, and SIGKILL for who does not listen. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
