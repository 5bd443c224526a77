package dev.tongfu;

import dev.tongfu.db.Database;
import dev.tongfu.db.DurabilityCheck;
import dev.tongfu.db.Migrations;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: production, with the PostgreSQL and the banks of the configuration. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "The gateway, with PostgreSQL and banks from the configuration. 生产运行。")
final class RunCommand implements Callable<Integer> {
    private static final int START_S = 120;
    private static final int MIGRATE_H = 24;
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
        return serve(loaded.config());
    }

    /** The tables are brought up to date while keys are read and parts are put together; nothing is asked before. */
    private Integer serve(GatewayConfig config) {
        var vertx = VertxFactory.create();
        try {
            var worker = vertx.createSharedWorkerExecutor("migrate", 1, MIGRATE_H, TimeUnit.HOURS);
            var assembled = assembled(vertx, config, worker.executeBlocking(() -> migrated(config)));
            Waiting.until(worker.close(), STOP_S, "ending the migration's thread");
            requireDurable(vertx, config);
            var node = Waiting.until(assembled.start(), START_S, "starting the gateway");
            terminal.out().printf("public port %d, operators' port %d%n", node.publicPort(), node.operatorPort());
            untilStopped(node);
            return 0;
        } finally {
            Waiting.until(vertx.close(), STOP_S, "stopping");
        }
    }

    /** Waits for the migration also where a key can't be read: the process ends when the tables are whole. */
    private Node assembled(Vertx vertx, GatewayConfig config, Future<Integer> migrating) {
        try {
            return Node.assemble(vertx, Foundation.lay(config, config.database(), terminal.clock()));
        } finally {
            Waiting.until(migrating, Math.toIntExact(TimeUnit.HOURS.toSeconds(MIGRATE_H)), "the migration");
        }
    }

    private int migrated(GatewayConfig config) {
        int applied = Migrations.gateway(config.database()).migrate();
        terminal.out().println("migrations applied: " + applied);
        Months.ahead(config, terminal);
        return applied;
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
