package dev.tongfu;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.db.Database;
import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.db.EmbeddedServer;
import dev.tongfu.db.Migrations;
import dev.tongfu.simulator.SimulatedWorld;
import dev.tongfu.simulator.SimulatorConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything on one machine: the embedded server, the gateway, the simulated banks, the shop.
 *
 * <p>Started and stopped by a command's own thread, which may wait.
 */
final class DemoWorld implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DemoWorld.class);
    private static final String DATABASE = "tongfu";
    private static final int START_S = 60;
    private static final int STOP_S = 30;

    private final EmbeddedServer server;
    private final Vertx vertx;
    private final SimulatedWorld simulated;
    private final Node node;
    private final Foundation base;

    private DemoWorld(EmbeddedServer server, Vertx vertx, SimulatedWorld simulated, Node node, Foundation base) {
        this.server = server;
        this.vertx = vertx;
        this.simulated = simulated;
        this.node = node;
        this.base = base;
    }

    /**
     * Where it keeps its data and listens.
     *
     * @param keys the folder {@code conf/demo}
     * @param publicPort 0 picks a free one, as for the others
     */
    record Place(Path data, Path keys, int publicPort, int operatorPort, int simulatorPort) {
        static Place random(Path data, Path keys) {
            return new Place(data, keys, 0, 0, 0);
        }

        Place withPorts() throws IOException {
            return new Place(data, keys, free(publicPort), free(operatorPort), free(simulatorPort));
        }

        private static int free(int port) throws IOException {
            if (port != 0) {
                return port;
            }
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    static DemoWorld start(Place wanted, DemoSettings settings, Clock clock) throws IOException {
        var place = wanted.withPorts();
        var config = settings.config(place);
        var server = EmbeddedServer.start(config.embedded());
        var vertx = VertxFactory.create();
        try {
            var base = foundation(server, config, clock);
            var simulated = simulated(vertx, server, base, place);
            takeOn(vertx, base, place);
            var node = Waiting.until(Node.assemble(vertx, base).start(), START_S, "starting the gateway");
            return new DemoWorld(server, vertx, simulated, node, base);
        } catch (IOException | RuntimeException failure) {
            quietly("vertx", () -> Waiting.until(vertx.close(), STOP_S, "stopping"));
            quietly("server", server::close);
            throw failure;
        }
    }

    String publicUrl() {
        return base.config().addresses().payerUrl();
    }

    String operatorUrl() {
        return "http://127.0.0.1:" + node.operatorPort();
    }

    String simulatorUrl() {
        return simulated.url();
    }

    Foundation base() {
        return base;
    }

    Vertx vertx() {
        return vertx;
    }

    /** The gateway first, so that nothing is lost; the database last. */
    @Override
    public void close() {
        quietly("gateway", () -> Waiting.until(node.stop(), STOP_S, "stopping the gateway"));
        quietly("simulator", () -> Waiting.until(simulated.stop(), STOP_S, "stopping the simulated banks"));
        quietly("vertx", () -> Waiting.until(vertx.close(), STOP_S, "stopping"));
        quietly("server", server::close);
    }

    private static void takeOn(Vertx vertx, Foundation base, Place place) throws IOException {
        var pool = new Database(base.database().patient()).pool(vertx);
        var merchant = new DemoMerchant(base, pool, place.keys()).takeOn();
        var operators = new DemoOperators(base, pool, place.keys()).takeOn();
        Waiting.until(
                Future.all(merchant, operators).eventually(pool::close), START_S, "taking on the demo's merchant");
    }

    private static Foundation foundation(EmbeddedServer server, GatewayConfig config, Clock clock) throws IOException {
        DatabaseConfig database = server.database(DATABASE, config.database());
        int gateway = Migrations.gateway(database).migrate();
        int simulator =
                Migrations.simulator(database, server.logins().simulator()).migrate();
        LOGGER.atDebug()
                .addKeyValue("gateway", gateway)
                .addKeyValue("simulator", simulator)
                .log("schemas migrated");
        return Foundation.lay(config, database, clock);
    }

    private static SimulatedWorld simulated(Vertx vertx, EmbeddedServer server, Foundation base, Place place) {
        var config = SimulatorConfig.demo(
                place.keys(), place.simulatorPort(), base.config().addresses().payerUrl());
        var pool = new Database(base.database().as(server.logins().simulator()).patient()).plannedOnce(vertx);
        var parts = new SimulatedWorld.Parts(
                vertx, config, pool, base.clock(), RandomGenerator.getDefault(), CryptoProviders.load());
        return Waiting.until(SimulatedWorld.start(parts), START_S, "starting the simulated banks");
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void quietly(String what, Step step) {
        try {
            step.run();
        } catch (IOException | CommandFailure failure) {
            LOGGER.atWarn().addKeyValue("part", what).setCause(failure).log("a part did not stop in order");
        }
    }
}
