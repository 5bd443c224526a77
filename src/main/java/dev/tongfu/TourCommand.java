package dev.tongfu;

import dev.tongfu.crypto.HttpMessageSigner;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.simulator.tour.DayPlan;
import dev.tongfu.simulator.tour.DayTour;
import dev.tongfu.simulator.tour.Tour;
import dev.tongfu.simulator.tour.TourRow;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tour}: one of everything on random ports and a temporary database; exit code 1 if any row differs. */
@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        description = "One of everything through the simulated banks, one row per step; exit code 1 if any differs. "
                + "全流程演练。")
final class TourCommand implements Callable<Integer> {
    private final Terminal terminal;

    TourCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--keys", defaultValue = "conf/demo", description = "demo keys (default: ${DEFAULT-VALUE})")
    private Path keys = Path.of("conf/demo");

    @Option(names = "--day", description = "a whole day of many payments with planted breaks, until all is settled")
    private boolean day;

    @Option(
            names = "--payments",
            defaultValue = "100000",
            description = "payments, refunds, captures and debits of the day (default: ${DEFAULT-VALUE})")
    private int payments;

    @Option(
            names = "--breaks",
            defaultValue = "20",
            description = "breaks of each kind in each bank's statement of the day (default: ${DEFAULT-VALUE})")
    private int breaks;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "decides order and amounts of the day (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws IOException {
        var data = Files.createTempDirectory("tongfu-tour");
        terminal.out().println("starting … 正在启动 …");
        long start = System.nanoTime();
        try (var world = DemoWorld.start(
                DemoWorld.Place.random(data, keys), new DemoSettings(config.text()), terminal.clock())) {
            terminal.out().printf("up after %d ms%n%n", (System.nanoTime() - start) / 1_000_000);
            return walk(world);
        } finally {
            delete(data);
        }
    }

    private int walk(DemoWorld world) throws IOException {
        terminal.out().printf("   %-46s %-8s %-62s %6s%n", "step", "bank", "got", "ms");
        var addresses = new Tour.Addresses(
                world.publicUrl(),
                world.operatorUrl(),
                world.simulatorUrl(),
                DemoOperators.token(keys, "maker"),
                DemoOperators.token(keys, "checker"));
        var privateKey = new PrivateKeys(world.base().providers())
                .fromPem(Files.readString(keys.resolve("merchant-ed25519.pem")));
        var signer = new HttpMessageSigner(
                DemoMerchant.KEY_ID,
                world.base().providers().signer(SignatureAlgorithm.ED25519, privateKey),
                terminal.clock());
        var tour = new Tour(signer, addresses, Long.toString(System.nanoTime(), 36), this::print);
        if (day) {
            var screen = new DayTour.Screen(line -> terminal.out().println(line), this::overwrite);
            return report(tour.walkDay(world.vertx(), new DayPlan(payments, breaks, seed), screen));
        }
        return report(tour.walk());
    }

    private void overwrite(String progress) {
        terminal.out().printf("   %-90s\r", progress);
        terminal.out().flush();
    }

    private void print(TourRow row) {
        terminal.out()
                .printf(
                        "%s  %-46s %-8s %-62s %6d%n",
                        row.right() ? "✓" : "✗", row.step(), row.bank(), row.got(), row.ms());
        if (!row.right()) {
            terminal.out().printf("   %-46s %-8s %s%n", "", "", "expected: " + row.expected());
        }
    }

    private int report(List<TourRow> rows) {
        long wrong = rows.stream().filter(row -> !row.right()).count();
        terminal.out().printf("%n%d steps, %d differ. %s%n", rows.size(), wrong, wrong == 0 ? "全部一致。" : "有差异。");
        return wrong == 0 ? 0 : 1;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
