package dev.tongfu.load.bench;

import dev.tongfu.load.Orders;
import dev.tongfu.load.RequestSigner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Measures intake against pgbench on the same server, in one run, and proves afterwards that every acknowledged order
 * is stored.
 */
public final class Bench {
    private static final Path FOLDERS = Path.of("target");

    private final BenchOptions options;
    private final Path folder;
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private long refused;

    private Bench(BenchOptions options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /** Exit code 1 when a rule does not hold or a request was not answered 201; 2 when the bench could not run. */
    public static void main(String[] arguments) throws InterruptedException {
        int code = 2;
        try {
            var options = BenchOptions.of(arguments);
            var folder = Files.createTempDirectory(Files.createDirectories(FOLDERS), "bench-")
                    .toAbsolutePath();
            try {
                code = new Bench(options, folder).run() ? 0 : 1;
            } finally {
                remove(folder);
            }
        } catch (IOException | SQLException | IllegalArgumentException failure) {
            System.err.println(failure.getMessage());
        }
        System.exit(code);
    }

    private boolean run() throws IOException, SQLException, InterruptedException {
        var pgbench = Yardstick.program();
        if (!Files.isReadable(options.jar())) {
            throw new IOException("There is no " + options.jar() + ": build it with mvn -q -DskipTests package.");
        }
        say("%d processors, load average before %s; %s", processors(), CpuTime.loadAverage(), options.jvmFlags());
        try (var demo = DemoProcess.start(options.jar(), options.keys(), folder, options.jvmFlags())) {
            var yardstick = Yardstick.on(pgbench, demo.server(), options.clients(), options.yardstickSeconds());
            settings(demo.server());
            double before = measured(yardstick, "before");
            double saturation = intake(demo);
            double after = measured(yardstick, "after");
            say("yardstick       %8.0f /s, mean of both", (before + after) / 2);
            say("RATIO           %8.2f  intake / yardstick (Ed25519)", 2 * saturation / (before + after));
            say("load average    %s; peak memory of gateway and simulator %s", CpuTime.loadAverage(),
                    CpuTime.memory(demo.pid()));
            return proven(demo);
        }
    }

    private static void settings(DemoProcess.Server server) throws SQLException {
        try (var sql = Sql.connect(server, "tongfu")) {
            say("PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s",
                    sql.text("show server_version"),
                    sql.text("show fsync"),
                    sql.text("show synchronous_commit"),
                    sql.text("show shared_buffers"));
        }
    }

    private double measured(Yardstick yardstick, String when) throws IOException, SQLException, InterruptedException {
        var result = yardstick.run(folder);
        say("yardstick       %8.0f /s, mean %.2f ms (%s, %d clients, %d s)", result.perSecond(), result.milliseconds(),
                when, options.clients(), options.yardstickSeconds());
        say("CPU per 1000    database %.3f s, pgbench %.3f s", result.databaseCpu(), result.clientCpu());
        return result.perSecond();
    }

    private double intake(DemoProcess demo) throws IOException {
        var address = URI.create(demo.gateway());
        var generator = new Generator(
                new InetSocketAddress(address.getHost(), address.getPort()), options.connections());
        var orders = new Orders(demo.simulator(), new SecureRandom());
        var signer = new RequestSigner("demo-ed25519", options.keys().resolve("merchant-ed25519.pem"),
                address.getAuthority(), Clock.systemUTC());
        var warmUp = send(generator, Lot.of(options.warmUp(), orders, signer, address.getAuthority()), 0);
        say("warm-up         %8.0f /s", warmUp.perSecond());
        var lot = Lot.of(options.orders(), orders, signer, address.getAuthority());
        double gateway = CpuTime.ofProcess(demo.pid());
        double database = CpuTime.ofFamily(demo.server().pid());
        var full = send(generator, lot, 0);
        gateway = CpuTime.ofProcess(demo.pid()) - gateway;
        database = CpuTime.ofFamily(demo.server().pid()) - database;
        say("intake          %8.0f /s, p50 %.1f ms, p99 %.1f ms (saturation, %d orders, %d connections)",
                full.perSecond(), full.milliseconds(0.5), full.milliseconds(0.99), options.orders(),
                options.connections());
        double thousands = options.orders() / 1000.0;
        say("CPU per 1000    gateway and idle simulator %.3f s, database %.3f s, generator %.3f s",
                gateway / thousands, database / thousands, full.cpuSeconds() / thousands);
        half(generator, orders, signer, full.perSecond() / 2, address.getAuthority());
        return full.perSecond();
    }

    private void half(Generator generator, Orders orders, RequestSigner signer, double rate, String authority)
            throws IOException {
        int count = (int) (rate * options.halfSeconds());
        if (count > 0) {
            var result = send(generator, Lot.of(count, orders, signer, authority), rate);
            say("half of it      %8.0f /s, p50 %.1f ms, p99 %.1f ms (open model, %d s)", result.perSecond(),
                    result.milliseconds(0.5), result.milliseconds(0.99), options.halfSeconds());
        }
    }

    private Generator.Result send(Generator generator, Lot lot, double rate) throws IOException {
        lot.addTo(sent);
        var result = generator.run(lot.requests(), rate);
        lot.addTo(acknowledged, result.acknowledged());
        refused += result.others();
        if (result.others() > 0) {
            say("%d answers were not 201; the first: %s", result.others(), result.firstOther());
        }
        return result;
    }

    private boolean proven(DemoProcess demo) throws IOException, SQLException, InterruptedException {
        var differences = new Auditor(demo, options.keys()).differences(sent, acknowledged);
        differences.forEach(difference -> say("DIFFERENCE      %s", difference));
        if (differences.isEmpty()) {
            say("proven          %d acknowledged = stored; the ledger holds", acknowledged.size());
        }
        return differences.isEmpty() && refused == 0;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
