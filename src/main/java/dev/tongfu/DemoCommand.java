package dev.tongfu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: everything on one machine, until Ctrl-C. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Everything on one machine: gateway, console, simulated banks, a shop. Data stays in ./data. "
                + "在本机启动全部组件。")
final class DemoCommand implements Callable<Integer> {
    private static final long LINE_MS = 1_000;

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--data", defaultValue = "data", description = "data folder (default: ${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(names = "--keys", defaultValue = "conf/demo", description = "demo keys (default: ${DEFAULT-VALUE})")
    private Path keys = Path.of("conf/demo");

    @Option(names = "--port", defaultValue = "8080", description = "public port, 0 picks (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--operator-port", defaultValue = "8081", description = "default: ${DEFAULT-VALUE}")
    private int operatorPort;

    @Option(names = "--simulator-port", defaultValue = "8090", description = "default: ${DEFAULT-VALUE}")
    private int simulatorPort;

    @Override
    public Integer call() throws IOException {
        var place = new DemoWorld.Place(data, keys, port, operatorPort, simulatorPort);
        terminal.out().println("starting; the first start unpacks PostgreSQL … 正在启动 …");
        return serve(DemoWorld.start(place, new DemoSettings(config.text()), terminal.clock()));
    }

    private Integer serve(DemoWorld world) {
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            quietly(stopped);
        }));
        print(world);
        try (var closing = world) {
            var counts = new LiveLine(closing.vertx(), closing.base(), onTerminal());
            try (counts) {
                while (!stop.await(LINE_MS, TimeUnit.MILLISECONDS)) {
                    counts.print(terminal.out());
                }
            }
            terminal.out().println();
            terminal.out().println("stopping in order … 正在停止 …");
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            terminal.out().println("stopped. 已停止。");
            stopped.countDown();
        }
    }

    /** Whether standard output is a terminal, where one line may be written over and over. */
    private static boolean onTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).startsWith("/dev");
        } catch (IOException elsewhere) {
            return false;
        }
    }

    private static void quietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(DemoWorld world) {
        terminal.out()
                .printf(
                        """

                Tongfu 统付 is running. 已启动。

                  shop       商店       %s/shop
                  merchant   商户接口   %s/v1        (key demo-ed25519, conf/demo)
                  console    运营控制台 %s/console     (operators and their codes are on the log-in page)
                  ledger     总账       %s/admin/v1/ledger/proof   (tokens in conf/demo)
                  metrics    指标       %s/metrics
                  banks      模拟银行   %s/control

                Ctrl-C stops it; the next start finds the data again. 按 Ctrl-C 停止。

                """,
                        world.simulatorUrl(),
                        world.publicUrl(),
                        world.operatorUrl(),
                        world.operatorUrl(),
                        world.operatorUrl(),
                        world.simulatorUrl());
    }
}
