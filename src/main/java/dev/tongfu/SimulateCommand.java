package dev.tongfu;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.db.Database;
import dev.tongfu.db.Login;
import dev.tongfu.db.Migrations;
import dev.tongfu.simulator.SimulatedWorld;
import dev.tongfu.simulator.SimulatorConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulate}: the simulated banks in a process of their own, with their books in a schema of their own. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "The simulated banks and the demo shop in a process of their own. 单独运行模拟银行。")
final class SimulateCommand implements Callable<Integer> {
    private static final int START_S = 60;
    private static final int STOP_S = 30;

    private final Terminal terminal;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Option(names = "--keys", defaultValue = "conf/demo", description = "demo keys (default: ${DEFAULT-VALUE})")
    private Path keys = Path.of("conf/demo");

    @Option(names = "--port", defaultValue = "8090", description = "port, 0 picks (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--gateway", defaultValue = "http://127.0.0.1:8080", description = "default: ${DEFAULT-VALUE}")
    private String gateway = "";

    @Option(names = "--user", defaultValue = "tongfu_simulator", description = "database role (${DEFAULT-VALUE})")
    private String user = "";

    @Option(names = "--password-file", required = true, description = "file with the database role's password")
    private Path passwordFile = Path.of("");

    @Override
    public Integer call() throws IOException {
        var loaded = new CommandRun(terminal).config(options.config());
        if (loaded.environment() == Environment.PRODUCTION) {
            throw new CommandFailure("simulated banks are refused where environment is production");
        }
        var login = new Login(user, Files.readString(passwordFile).strip());
        int applied = Migrations.simulator(loaded.database(), login).migrate();
        terminal.out().println("migrations applied: " + applied);
        return serve(loaded, login);
    }

    private Integer serve(GatewayConfig loaded, Login login) {
        var vertx = VertxFactory.create();
        var pool = new Database(loaded.database().as(login).patient()).plannedOnce(vertx);
        var parts = new SimulatedWorld.Parts(
                vertx,
                SimulatorConfig.demo(keys, port, gateway),
                pool,
                terminal.clock(),
                RandomGenerator.getDefault(),
                CryptoProviders.load());
        var world = Waiting.until(SimulatedWorld.start(parts), START_S, "starting the simulated banks");
        terminal.out().println("simulated banks at " + world.url());
        var asked = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(asked::countDown));
        try {
            asked.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Waiting.until(world.stop().eventually(pool::close), STOP_S, "stopping the simulated banks");
        Waiting.until(vertx.close(), STOP_S, "stopping");
        return 0;
    }
}
