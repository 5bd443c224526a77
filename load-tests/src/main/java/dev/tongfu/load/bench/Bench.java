package dev.tongfu.load.bench;

import dev.tongfu.load.RequestSigner;
import dev.tongfu.load.stand.Auditor;
import dev.tongfu.load.stand.PostgresServer;
import dev.tongfu.load.stand.Receiver;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Sql;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures intake and whole lives against pgbench on the same server, in one run, and proves afterwards that every
 * acknowledged order is stored and every paid one is in the bank's books, in ours and known to its shop.
 */
public final class Bench {
    private static final Path FOLDERS = Path.of("target");
    /** The launcher's variable for flags laid before those of the command line. */
    private static final String JVM_OPTIONS = "JDK_JAVA_OPTIONS";

    private final BenchOptions options;
    private final Path folder;
    private final Promises promises = new Promises();

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
        Say.line("%d processors, load average before %s; %s", processors(), CpuTime.loadAverage(), options.jvmFlags());
        try (var stand = Stand.prepared(options.jar(), options.keys(), folder, options.jvmFlags(), options.statements() > 0);
                var receiver = Receiver.start()) {
            if (options.buffersMb() > 0) {
                stand.postgres().buffers(options.buffersMb());
            }
            stand.instances(options.instances());
            var keyIds = stand.takeOn(options.merchants());
            stand.startGateway(stand.server().port(), "");
            starts(stand);
            var yardstick = Yardstick.on(pgbench, stand.server(), options.clients(), options.yardstickSeconds());
            settings(stand.server());
            double before = measured(yardstick, "before");
            var rates = rates(stand, receiver, keyIds);
            double mean = (before + measured(yardstick, "after")) / 2;
            Say.line("yardstick       %8.0f /s, mean of both", mean);
            rates.forEach((what, rate) -> Say.line("RATIO           %8.2f  %s / yardstick", rate / mean, what));
            Say.line("load average    %s; peak memory: gateway %s, simulator %s", CpuTime.loadAverage(),
                    CpuTime.memory(stand.gatewayPid()), CpuTime.memory(stand.simulatorPid()));
            return proven(stand, receiver);
        }
    }

    private void dearest(Stand stand) throws IOException, SQLException {
        if (options.statements() > 0) {
            stand.postgres().dearestStatements(options.statements()).forEach(line -> Say.line("%s", line));
        }
    }

    private Map<String, Double> rates(Stand stand, Receiver receiver, List<String> keyIds)
            throws IOException, SQLException, InterruptedException {
        String authority = URI.create(stand.gatewayUrl()).getAuthority();
        var ed25519 = signer("demo-ed25519", authority);
        var rsa = new RequestSigner(Stand.RSA_KEY_ID, stand.rsa().getPrivate(), authority, Clock.systemUTC());
        var rates = new LinkedHashMap<String, Double>();
        var intake = new IntakeBench(stand, options, promises);
        if (options.orders() > 0) {
            rates.put("intake, Ed25519", intake.run("Ed25519", ed25519, options.warmUp()));
            rates.put("intake, RSA-2048", intake.run("RSA-2048", rsa, options.warmUp() / 4));
        }
        if (options.overloadSeconds() > 0) {
            new OverloadBench(stand, options, promises).run(ed25519, rates.get("intake, Ed25519"));
        }
        dearest(stand);
        if (options.lives() > 0) {
            var life = new LifeBench(stand, options, promises, receiver);
            life.warmUp(List.of(ed25519));
            rates.put("full life", life.run("one merchant", List.of(ed25519)));
            dearest(stand);
            if (!keyIds.isEmpty()) {
                var signers = keyIds.stream().map(keyId -> signer(keyId, authority)).toList();
                new MerchantsBench(stand, options, life, receiver).run(rates, signers);
            }
        }
        if (options.rows() > 0) {
            grown(stand, intake, ed25519);
        }
        return rates;
    }

    /**
     * From the command line to the first answer, the database being there, caches warm: as it is, then with the classes
     * archived by a run before, as the README's section on production says. That gateway goes on.
     */
    private void starts(Stand stand) throws IOException, InterruptedException {
        Path classes = folder.resolve("tongfu.jsa");
        stand.stopGateway();
        Say.line("start           %8.2f s to the first answered request", seconds(stand.restartGateway()));
        stand.stopGateway();
        stand.restartGateway(Map.of(JVM_OPTIONS, "-XX:ArchiveClassesAtExit=" + classes));
        stand.stopGateway();
        var archived = stand.restartGateway(Map.of(JVM_OPTIONS, "-XX:SharedArchiveFile=" + classes));
        Say.line("start           %8.2f s with the classes archived", seconds(archived));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /**
     * Intake with few rows and with many, one right after the other: with order numbers that rise, as most shops make
     * them, and in no order at all, where each is inserted into another page of the index. The first change of a page
     * after a checkpoint writes the whole page to the log; the warm-up takes the tables some way through that, as they
     * mostly are.
     */
    private void grown(Stand stand, IntakeBench intake, RequestSigner signer) throws IOException, SQLException {
        double fewRising = intake.rising("Ed25519", signer, 0);
        double fewAnyhow = intake.run("Ed25519", signer, 0);
        var tables = new BigTables(stand);
        tables.fill(options.rows());
        double manyRising = intake.rising("Ed25519", signer, options.warmUp());
        double manyAnyhow = intake.run("Ed25519", signer, options.warmUp());
        Say.line("RATIO           %8.2f  intake with %d payments in the tables / before, rising order numbers",
                manyRising / fewRising, options.rows());
        Say.line("RATIO           %8.2f  the same, order numbers in no order", manyAnyhow / fewAnyhow);
        tables.empty();
    }

    private static void settings(PostgresServer server) throws SQLException {
        try (var sql = Sql.connect(server, "tongfu")) {
            Say.line("PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s",
                    sql.text("show server_version"),
                    sql.text("show fsync"),
                    sql.text("show synchronous_commit"),
                    sql.text("show shared_buffers"));
        }
    }

    private double measured(Yardstick yardstick, String when) throws IOException, SQLException, InterruptedException {
        var result = yardstick.run(folder);
        Say.line("yardstick       %8.0f /s, mean %.2f ms (%s, %d clients, %d s)", result.perSecond(), result.milliseconds(),
                when, options.clients(), options.yardstickSeconds());
        Say.line("CPU per 1000    database %.3f s, pgbench %.3f s", result.databaseCpu(), result.clientCpu());
        return result.perSecond();
    }

    private RequestSigner signer(String keyId, String authority) {
        return new RequestSigner(
                keyId, options.keys().resolve("merchant-ed25519.pem"), authority, Clock.systemUTC());
    }

    private boolean proven(Stand stand, Receiver receiver) throws IOException, SQLException, InterruptedException {
        var differences = new Auditor(stand)
                .differences(promises.sent(), promises.acknowledged(), promises.paid(), receiver.told());
        differences.forEach(difference -> Say.line("DIFFERENCE      %s", difference));
        if (differences.isEmpty()) {
            Say.line("proven          %d acknowledged = stored; %d paid = charged = told; the ledger holds",
                    promises.acknowledged().size(), promises.paid().size());
        }
        return differences.isEmpty() && promises.noneRefused();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
