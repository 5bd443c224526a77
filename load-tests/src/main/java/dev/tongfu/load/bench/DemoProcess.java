package dev.tongfu.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A demo of the bench's own: random ports, its data in a folder that goes with it. */
final class DemoProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final int STOP_S = 45;
    private static final long LOOK_MS = 100;
    private static final Pattern PORT_LINE = Pattern.compile("\\d{2,5}");

    private final Process process;
    private final Path folder;
    private final Path log;
    private String gateway = "";
    private String operators = "";
    private String simulator = "";

    private DemoProcess(Process process, Path folder, Path log) {
        this.process = process;
        this.folder = folder;
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
        var demo = new DemoProcess(process, folder, log);
        try {
            demo.await();
            return demo;
        } catch (IOException | RuntimeException failure) {
            demo.close();
            throw failure;
        }
    }

    String gateway() {
        return gateway;
    }

    String operators() {
        return operators;
    }

    String simulator() {
        return simulator;
    }

    long pid() {
        return process.pid();
    }

    /** The database server's process and port, as it wrote them itself. */
    Server server() throws IOException {
        var lines = Files.readAllLines(folder.resolve("data/pg18/postmaster.pid"));
        if (lines.size() < 4 || !PORT_LINE.matcher(lines.get(3).strip()).matches()) {
            throw new IOException("postmaster.pid of the demo's server is not as expected");
        }
        String password = Files.readString(folder.resolve("data/postgres.password")).strip();
        return new Server(Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip()), password);
    }

    /** Where the demo's database is; the superuser's password never reaches a text. */
    record Server(long pid, int port, String password) {
        @Override
        public String toString() {
            return "server on port " + port;
        }
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
            gateway = address(said, "merchant", "/v1");
            operators = address(said, "metrics", "/metrics");
            simulator = address(said, "banks", "/control");
            if (!simulator.isEmpty()) {
                return;
            }
            if (!process.isAlive()) {
                throw new IOException("The demo did not start:\n" + said);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
        throw new IOException("The demo was not up after " + START.toSeconds() + " s:\n" + Files.readString(log));
    }

    private static String address(String said, String line, String path) {
        var matcher = Pattern.compile("^\\s+" + line + "\\s.*?(http://127\\.0\\.0\\.1:\\d+)" + path, Pattern.MULTILINE)
                .matcher(said);
        return matcher.find() ? matcher.group(1) : "";
    }
}
