package dev.tongfu;

import dev.tongfu.db.Database;
import dev.tongfu.db.DatabaseConfig;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Configuration files for commands in processes of their own, with short waits. */
final class GatewayFiles {
    static final Path KEYS = Path.of("conf/demo");

    private static final String GATEWAY = """
            environment: test
            addresses: {payer_url: "http://127.0.0.1:%1$d", bank_url: "http://127.0.0.1:%1$d"}
            http: {host: 127.0.0.1, port: %2$d}
            request_signature: {authorities: ["127.0.0.1:%2$d"], authority_required: true}
            operators: {host: 127.0.0.1, port: %3$d}
            keys:
              secrets: {current: test, files: {test: "%5$s"}}
              archive: {current: test, files: {test: "%6$s"}}
            url_guard: {loopback_merchants: [m_demo]}
            inquiry:
              {poll_ms: 100, sync_interval_ms: 100, lease_s: 3, schedules_s: {abc: [1, 2, 3, 4, 6, 8, 10, 15, 20]}}
            notification: {poll_idle_ms: 50, sweep_ms: 200, lease_ms: 2000, total_timeout_ms: 1500}
            banks:
              enabled: [abc]
              abc:
                http: {base_url: "%4$s"}
                transaction_path: /abc/ebus/ReceiveMerchantTrxReqServlet
                bank_certificates: ["%7$s"]
                codes: {not_found: [SIM404]}
            """;
    private static final String DATABASE = """
            database:
              host: %s
              port: %d
              name: %s
              app_user: %s
              app_password: ${file:%s}
              owner_user: %s
              owner_password: ${file:%s}
              ssl_mode: disable
              pool_size: 4
            """;

    private final Path folder;
    private final DemoKeys keys;

    GatewayFiles(Path folder) throws IOException {
        this.folder = folder;
        this.keys = new DemoKeys(folder);
    }

    /** Where a gateway listens, and where its payers and banks reach one. */
    record Ports(int payers, int merchants, int operators) {
        String url() {
            return "http://127.0.0.1:" + merchants;
        }

        String operatorUrl() {
            return "http://127.0.0.1:" + operators;
        }

        String liveUrl() {
            return operatorUrl() + "/health/live";
        }

        String readyUrl() {
            return operatorUrl() + "/health/ready";
        }
    }

    /** Free a moment ago: chosen before the start, so that a restart finds the same. */
    static Ports freePorts() throws IOException {
        int merchants = free();
        return new Ports(merchants, merchants, free());
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path gateway(String name, DatabaseConfig database, Ports ports, String bankUrl) throws IOException {
        String text = GATEWAY.formatted(
                ports.payers(),
                ports.merchants(),
                ports.operators(),
                bankUrl,
                keys.file("secrets"),
                keys.file("archive"),
                KEYS.resolve("abc-bank.cer"));
        return Files.writeString(folder.resolve(name + ".yaml"), text + "log: {format: json}\n" + database(database));
    }

    /** The simulated banks, whose books are in a database that needs not be the gateway's. */
    CommandProcess simulator(DatabaseConfig books, DatabaseConfig asSimulator, Ports gateway) throws IOException {
        var yaml = Files.writeString(folder.resolve("simulator.yaml"), "environment: test\n" + database(books));
        var password = secret(asSimulator.appUser(), asSimulator.appPassword());
        return CommandProcess.start(
                folder.resolve("simulator.log"),
                "simulate",
                "--config=" + yaml,
                "--port=0",
                "--gateway=" + gateway.url(),
                "--user=" + asSimulator.appUser(),
                "--password-file=" + password);
    }

    static GatewayConfig read(Path yaml) {
        return GatewayConfig.loader(name -> "").load(yaml).config();
    }

    /** The demo's merchant, channel and operators, in a database that is migrated. */
    static void takeOn(Path yaml) throws IOException {
        var config = read(yaml);
        var base = Foundation.lay(config, config.database(), Clock.systemUTC());
        var vertx = VertxFactory.create();
        var pool = new Database(config.database().patient()).pool(vertx);
        var merchant = new DemoMerchant(base, pool, KEYS).takeOn();
        var operators = new DemoOperators(base, pool, KEYS).takeOn();
        Waiting.until(Future.all(merchant, operators).eventually(pool::close), 30, "taking on");
        Waiting.until(vertx.close(), 30, "stopping");
    }

    private String database(DatabaseConfig at) throws IOException {
        return DATABASE.formatted(
                at.host(),
                at.port(),
                at.name(),
                at.appUser(),
                secret(at.appUser(), at.appPassword()),
                at.ownerUser(),
                secret(at.ownerUser(), at.ownerPassword()));
    }

    private Path secret(String user, String password) throws IOException {
        return Files.writeString(Files.createTempFile(folder, user, ".password"), password);
    }
}
