package dev.tongfu.load.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A demo on random ports, its data in the given folder. */
final class DemoProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final int STOP_S = 45;
    private static final long LOOK_MS = 100;
    private static final Pattern BANKS_ARE_UP =
            Pattern.compile("^\\s+banks\\s.*?http://127\\.0\\.0\\.1:\\d+/control", Pattern.MULTILINE);

    private final Process process;
    private final Path log;

    private DemoProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static DemoProcess start(Path jar, Path keys, Path folder, List<String> jvmFlags)
            throws IOException {
        var log = folder.resolve("demo.log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-jar", jar.toString(), "demo"));
        command.addAll(List.of("--port", "0", "--operator-port", "0", "--simulator-port", "0"));
        command.addAll(List.of("--data", folder.resolve("data").toString(), "--keys", keys.toString()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var demo = new DemoProcess(process, log);
        try {
            demo.await();
            return demo;
        } catch (IOException | RuntimeException failure) {
            demo.close();
            throw failure;
        }
    }

    /** SIGKILL; its PostgreSQL lives on. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            String said = Files.readString(log);
            if (BANKS_ARE_UP.matcher(said).find()) {
                return;
            }
            if (!process.isAlive()) {
                throw new IOException("The demo did not start:\n" + said);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
        throw new IOException("The demo was not up after " + START.toSeconds() + " s:\n" + Files.readString(log));
    }
}
