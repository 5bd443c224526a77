package dev.tongfu;

import dev.tongfu.db.Database;
import dev.tongfu.db.DurabilityCheck;
import dev.tongfu.db.Migrations;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: production, with the PostgreSQL and the banks of the configuration. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "The gateway, with PostgreSQL and banks from the configuration. 生产运行。")
final class RunCommand implements Callable<Integer> {
    private static final int START_S = 120;
    private static final int STOP_S = 60;

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Override
    public Integer call() {
        var loaded = GatewayConfig.loader(terminal.environment()).load(options.config());
        loaded.config().log().apply();
        terminal.out().println(loaded.effective());
        int applied = Migrations.gateway(loaded.config().database()).migrate();
        terminal.out().println("migrations applied: " + applied);
        Months.ahead(loaded.config(), terminal);
        return serve(loaded.config());
    }

    private Integer serve(GatewayConfig config) {
        var vertx = VertxFactory.create();
        try {
            requireDurable(vertx, config);
            var base = Foundation.lay(config, config.database(), terminal.clock());
            var node = Waiting.until(Node.start(vertx, base), START_S, "starting the gateway");
            terminal.out().printf("public port %d, operators' port %d%n", node.publicPort(), node.operatorPort());
            untilStopped(node);
            return 0;
        } finally {
            Waiting.until(vertx.close(), STOP_S, "stopping");
        }
    }

    private static void requireDurable(Vertx vertx, GatewayConfig config) {
        var pool = new Database(config.database().patient()).pool(vertx);
        boolean test = config.environment() == Environment.TEST;
        Waiting.until(
                new DurabilityCheck(test).require(pool).eventually(pool::close), START_S, "the look at PostgreSQL");
    }

    /** SIGTERM and Ctrl-C run the hook; the process ends when what was under way has ended. */
    private static void untilStopped(Node node) {
        var asked = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            asked.countDown();
            await(done);
        }));
        await(asked);
        try {
            Waiting.until(node.stop(), STOP_S, "stopping the gateway");
        } finally {
            done.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
