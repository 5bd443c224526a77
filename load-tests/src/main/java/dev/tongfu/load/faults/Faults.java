package dev.tongfu.load.faults;

import dev.tongfu.load.stand.Arguments;
import dev.tongfu.load.stand.Receiver;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bad days, one after the other, under load, on a stand of its own; after each the books are held against everything
 * that was promised.
 */
public final class Faults {
    private static final Set<String> NAMES = Set.of("only", "from", "rounds", "shoppers", "jar", "keys", "folder", "jvm");
    private static final int SHOPPERS = 6;
    private static final int ROUNDS = 100;

    /** Settings of production but for waits, which would make a run take hours. */
    private static final String SHORT_WAITS = """
            inquiry:
              {poll_ms: 100, sync_interval_ms: 100, lease_s: 3, schedules_s: {abc: [1, 2, 3, 4, 6, 8, 10, 15, 20]}}
            bank_operations: {send_retry_s: [1, 2, 3], schedules_s: {abc: [1, 2, 4, 8, 15, 20]}}
            merchant_batches: {chunk_lease_s: 3, send_retry_s: [1, 2, 3], schedules_s: {abc: [1, 2, 4, 8, 15, 20]}}
            notification: {poll_idle_ms: 50, sweep_ms: 200, lease_ms: 3000, total_timeout_ms: 2000}
            """;

    private Faults() {}

    /** Exit code 1 when something was lost, made up or done twice; 2 when the run itself could not go on. */
    public static void main(String[] arguments) throws InterruptedException {
        int code = 2;
        try {
            code = run(Arguments.read(arguments, NAMES)) ? 0 : 1;
        } catch (IOException | SQLException | IllegalArgumentException | IllegalStateException failure) {
            System.err.println(failure.getMessage());
        }
        System.exit(code);
    }

    private static boolean run(Map<String, String> told) throws IOException, SQLException, InterruptedException {
        var parent = Files.createDirectories(Path.of(told.getOrDefault("folder", "target")));
        var folder = Files.createTempDirectory(parent, "faults-").toAbsolutePath();
        var jvm = List.of(told.getOrDefault("jvm", "-Xmx160m -XX:MaxDirectMemorySize=64m -XX:ReservedCodeCacheSize=160m")
                .split(" +"));
        var jar = Path.of(told.getOrDefault("jar", "../target/tongfu.jar"));
        var keys = Path.of(told.getOrDefault("keys", "../conf/demo"));
        var bad = new ArrayList<String>();
        try (var stand = Stand.prepared(jar, keys, folder, jvm, false);
                var proxy = FaultProxy.to(stand.server().port());
                var bank = FaultProxy.to(URI.create(stand.simulatorUrl()).getPort());
                var receiver = Receiver.start()) {
            stand.startGateway(proxy.port(), "http://127.0.0.1:" + bank.port(), SHORT_WAITS);
            int count = Integer.parseInt(told.getOrDefault("shoppers", Integer.toString(SHOPPERS)));
            int rounds = Integer.parseInt(told.getOrDefault("rounds", Integer.toString(ROUNDS)));
            var days = new BadDays(stand, proxy, bank, receiver, folder, rounds).all();
            String only = told.getOrDefault("only", "");
            days = from(days, told.getOrDefault("from", ""));
            Say.line("%-44s %7s %7s %8s  %s", "bad day", "orders", "refunds", "seconds", "held against the books");
            for (var day : days) {
                if (day.name().contains(only)) {
                    bad.addAll(new Round(stand, receiver, count).of(day));
                }
            }
        } finally {
            remove(folder);
        }
        Say.line(bad.isEmpty() ? "nothing lost, nothing made up, nothing done twice" : "%d differences", bad.size());
        return bad.isEmpty();
    }

    /** Those from the first one whose name has the word. */
    private static List<BadDay> from(List<BadDay> days, String word) {
        int first = 0;
        while (first < days.size() && !days.get(first).name().contains(word)) {
            first++;
        }
        return days.subList(first, days.size());
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
