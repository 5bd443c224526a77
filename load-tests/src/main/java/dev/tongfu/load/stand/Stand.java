package dev.tongfu.load.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL, the simulated banks and one gateway, each in a process of its own, so that their processor time can be
 * told apart and each can be killed.
 *
 * <p>A demo prepares the data folder (server, roles, merchant, channels) and is killed; its PostgreSQL lives on, as it
 * is meant to, and the other processes use it.
 */
public final class Stand implements AutoCloseable {
    public static final String RSA_KEY_ID = "bench-rsa";
    private static final String WHY = "load tests";
    private static final int RSA_BITS = 2048;
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final String YAML = """
            environment: test
            addresses: {payer_url: "%1$s", bank_url: "%1$s"}
            http: {host: 127.0.0.1, port: %2$d, instances: %8$d}
            request_signature: {authorities: ["127.0.0.1:%2$d"], authority_required: true}
            operators: {host: 127.0.0.1, port: %3$d}
            database:
              {host: 127.0.0.1, port: %4$d, ssl_mode: disable, app_password: "${file:%5$s/tongfu_app.password}",
               owner_password: "${file:%5$s/tongfu_owner.password}"}
            keys:
              secrets: {current: demo, files: {demo: "%5$s/keys/secrets.key"}}
              archive: {current: demo, files: {demo: "%5$s/keys/archive.key"}}
            url_guard: {loopback_merchants: [m_demo, m_bench1, m_bench2, m_bench3, m_bench4, m_bench5, m_bench6, m_bench7]}
            calendars: {files: ["%6$s/../calendar/cn-2026.csv"]}
            banks:
              enabled: [abc, unionpay]
              abc:
                http: {base_url: "%7$s"}
                transaction_path: /abc/ebus/ReceiveMerchantTrxReqServlet
                bank_certificates: ["%6$s/abc-bank.cer"]
                codes: {not_found: [SIM404], wrong_code: [SIM005], mismatch: [SIM008], statement_not_ready: [SIM004]}
              unionpay:
                http: {base_url: "%7$s"}
                front_base_url: "%7$s"
                file_base_url: "%7$s"
                paths:
                  front: /unionpay/gateway/api/frontTransReq.do
                  back: /unionpay/gateway/api/backTransReq.do
                  query: /unionpay/gateway/api/queryTrans.do
                  file: /unionpay/file/
                trust:
                  root_certificates: ["%6$s/unionpay-root.cer"]
                  middle_certificates: ["%6$s/unionpay-middle.cer"]
            """;

    private final Path jar;
    private final Path keys;
    private final Path folder;
    private final List<String> jvmFlags;
    private final Postgres postgres;
    private final KeyPair rsa;
    private final Path config;
    private final Path direct;
    private final Path other;
    private final String gatewayUrl;
    private final String operatorsUrl;
    private JarProcess banks;
    private String simulatorUrl = "";
    private final int port;
    private final int operatorPort;
    private JarProcess gateway;
    private JarProcess second;
    private int instances = 2;

    private Stand(Path jar, Path keys, Path folder, List<String> jvmFlags) {
        this.jar = jar;
        this.keys = keys.toAbsolutePath().normalize();
        this.folder = folder;
        this.jvmFlags = jvmFlags;
        this.postgres = new Postgres(data());
        this.rsa = keyPair();
        this.port = free();
        this.operatorPort = free();
        this.gatewayUrl = "http://127.0.0.1:" + port;
        this.operatorsUrl = "http://127.0.0.1:" + operatorPort;
        this.config = folder.resolve("gateway.yaml");
        this.direct = folder.resolve("direct.yaml");
        this.other = folder.resolve("second.yaml");
    }

    /**
     * Everything is up but the gateway.
     *
     * @param jvmFlags of the gateway's process
     * @param countStatements whether the server counts what each statement costs
     */
    public static Stand prepared(Path jar, Path keys, Path folder, List<String> jvmFlags, boolean countStatements)
            throws IOException, InterruptedException, SQLException {
        var stand = new Stand(jar, keys, folder, jvmFlags);
        try {
            stand.begin(countStatements);
            return stand;
        } catch (IOException | InterruptedException | SQLException | RuntimeException failure) {
            stand.close();
            throw failure;
        }
    }

    private void begin(boolean countStatements) throws IOException, InterruptedException, SQLException {
        prepare();
        if (countStatements) {
            postgres.countStatements();
        }
        writeConfig(direct, server().port(), "http://127.0.0.1:1", "");
        banks = startBanks();
        simulatorUrl = banks.said("simulated banks at (\\S+)", UP_WITHIN);
        writeConfig(direct, server().port(), simulatorUrl, "");
        registerRsaKey();
    }

    /**
     * Starts the gateway for the first time.
     *
     * @param databasePort where it finds the database: the server's own or that of a proxy
     * @param extra YAML of further sections
     */
    public void startGateway(int databasePort, String extra) throws IOException {
        startGateway(databasePort, simulatorUrl, extra);
    }

    /** Event loops that serve merchants, payers and banks; before the gateway starts. */
    public void instances(int count) {
        instances = count;
    }

    /** @param bankUrl where it finds the banks: the simulated ones' own address or that of a proxy */
    public void startGateway(int databasePort, String bankUrl, String extra) throws IOException {
        writeConfig(config, gatewayUrl, port, operatorPort, databasePort, bankUrl, extra);
        writeConfig(other, gatewayUrl, free(), free(), databasePort, bankUrl, extra);
        gateway = startGateway(config, "gateway.log", Map.of());
    }

    public String gatewayUrl() {
        return gatewayUrl;
    }

    public String operatorsUrl() {
        return operatorsUrl;
    }

    public String simulatorUrl() {
        return simulatorUrl;
    }

    public Path keys() {
        return keys;
    }

    public Postgres postgres() {
        return postgres;
    }

    public PostgresServer server() throws IOException {
        return postgres.server();
    }

    public long gatewayPid() {
        return gateway.pid();
    }

    public long simulatorPid() {
        return banks.pid();
    }

    public KeyPair rsa() {
        return rsa;
    }

    /** SIGKILL. */
    public void killGateway() throws InterruptedException {
        gateway.kill();
    }

    /** Waits until it listens; the time it took. */
    public Duration restartGateway() throws IOException {
        return restartGateway(Map.of());
    }

    /** @param environment laid over the one there is */
    public Duration restartGateway(Map<String, String> environment) throws IOException {
        long start = System.nanoTime();
        gateway = startGateway(config, "gateway.log", environment);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    public void freezeGateway() throws IOException, InterruptedException {
        gateway.signal("STOP");
    }

    public void resumeGateway() throws IOException, InterruptedException {
        gateway.signal("CONT");
    }

    /** Another node on the same database, on ports of its own. */
    public void startSecondNode() throws IOException {
        second = startGateway(other, "second.log", Map.of());
    }

    public void stopSecondNode() throws InterruptedException {
        second.stop();
    }

    /** SIGTERM, and waits for the end; its exit code. */
    public int stopGateway() throws InterruptedException {
        return gateway.stop();
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
        if (second != null) {
            second.close();
        }
        if (banks != null) {
            banks.close();
        }
        try {
            postgres.stop();
        } catch (IOException gone) {
            Say.line("PostgreSQL: %s", gone.getMessage());
        }
    }

    private void prepare() throws IOException, InterruptedException {
        try (var demo = DemoProcess.start(jar, keys, folder, List.of("-Xmx160m"))) {
            demo.kill();
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void writeConfig(Path file, int databasePort, String bankUrl, String extra) throws IOException {
        writeConfig(file, gatewayUrl, port, operatorPort, databasePort, bankUrl, extra);
    }

    private void writeConfig(
            Path file, String url, int publicPort, int ownPort, int databasePort, String bankUrl, String extra)
            throws IOException {
        Files.writeString(
                file, YAML.formatted(url, publicPort, ownPort, databasePort, data(), keys, bankUrl, instances) + extra);
    }

    private JarProcess startBanks() throws IOException {
        return JarProcess.start(
                jar,
                List.of("-Xmx256m"),
                folder.resolve("banks.log"),
                List.of(
                        "simulate", "--config", direct.toString(), "--keys", keys.toString(), "--port", "0",
                        "--gateway", gatewayUrl, "--password-file",
                        data().resolve("tongfu_simulator.password").toString()));
    }

    private JarProcess startGateway(Path file, String log, Map<String, String> environment) throws IOException {
        var process = JarProcess.start(
                jar, jvmFlags, folder.resolve(log), List.of("run", "--config", file.toString()), environment);
        process.said("(public port \\d+)", UP_WITHIN);
        return process;
    }

    /**
     * Takes on more merchants, as an operator does from a terminal; at most seven, before the gateway starts.
     *
     * @return the ids of their keys, which are the demo merchant's Ed25519 key
     */
    public List<String> takeOn(int count) throws IOException, InterruptedException {
        var keyIds = new ArrayList<String>();
        for (int number = 1; number <= count; number++) {
            String id = "m_bench" + number;
            String keyId = "bench-" + number;
            String publicKey = keys.resolve("merchant-ed25519.pub.pem").toString();
            command("merchant", "add", id, "--name", "压力测试商户" + number, "--why", WHY);
            command("merchant", "key-add", id, "--key-id", keyId, "--file", publicKey, "--why", WHY);
            command("merchant", "policy", id, "--requests-per-second", "10000", "--why", WHY);
            command("merchant", "webhook-secret", id, "--why", WHY);
            command("channel", "route", "abc-1", "--merchant", id, "--why", WHY);
            keyIds.add(keyId);
        }
        return keyIds;
    }

    private void registerRsaKey() throws IOException, InterruptedException {
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(rsa.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        var file = Files.writeString(folder.resolve("rsa.pub.pem"), pem);
        command("merchant", "key-add", "m_demo", "--key-id", RSA_KEY_ID, "--file", file.toString(), "--why", WHY);
    }

    /** One of the program's commands; fails with what it said. */
    public void command(String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", direct.toString()));
        try (var process = JarProcess.start(jar, List.of("-Xmx160m"), folder.resolve("command.log"), all)) {
            process.succeeded();
        }
    }

    private static KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
