package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.crypto.WebhookSigner;
import dev.tongfu.crypto.WebhookVerdict;
import dev.tongfu.crypto.WebhookVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The merchant's guide, block by block: what it shows is what happens. Its form: {@link IntegrationGuide}. */
class IntegrationGuideIT {
    private static final Path GUIDE = Path.of("docs", "integrate.md");
    private static final Path KEYS = Path.of("conf", "demo").toAbsolutePath();
    private static final String NODE = "node";
    private static final String JAVA = "java";

    @TempDir
    private static Path folder;

    private static IntegrationGuide guide;
    private static GuideTerminal terminal;
    private static Map<String, Receiver> receivers;

    /** A shop's program that listens, by what runs it. */
    private record Receiver(GuideTerminal.Running running, String url) {}

    @BeforeAll
    static void start() throws IOException {
        required("node", "--version", "nodejs, 18 or newer");
        required("openssl", "version", "openssl, 3 or newer");
        required("curl", "--version", "curl");
        guide = IntegrationGuide.read(GUIDE);
        Files.createDirectories(folder.resolve(GUIDE).getParent());
        Files.copy(GUIDE, folder.resolve(GUIDE));
        guide.writeFiles(folder);
        var demo = DemoFixture.shared();
        terminal = new GuideTerminal(
                folder,
                Map.of(
                        "TONGFU_URL", demo.gateway(),
                        "TONGFU_KEY", KEYS.resolve("merchant-ed25519.pem").toString(),
                        "TONGFU_SECRET", KEYS.resolve("webhook-secret").toString(),
                        "SIM_URL", demo.simulator(),
                        "LC_ALL", "C.UTF-8"));
        receivers = new HashMap<>();
        for (var session : guide.sessions("keep")) {
            keep(session);
        }
    }

    private static void required(String program, String version, String what) throws IOException {
        try {
            new ProcessBuilder(program, version)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException missing) {
            throw new IOException(
                    "The guide's snippets run with " + program + ". Install " + what + " (.ci/run does).", missing);
        }
    }

    private static void keep(IntegrationGuide.Session session) throws IOException {
        int port = freePort();
        var running = terminal.with("PORT", Integer.toString(port))
                .start(session.commands().text());
        receivers.put(program(session), new Receiver(running, "http://127.0.0.1:" + port));
    }

    private static String program(IntegrationGuide.Session session) {
        return session.commands().text().split(" ")[0];
    }

    private static Receiver receiver(String program) {
        return Objects.requireNonNull(receivers.get(program), program);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterAll
    static void stop() {
        if (receivers != null) {
            receivers.values().forEach(receiver -> receiver.running().close());
        }
    }

    @Test
    void everyBlockIsRunOrWritten() {
        assertThat(guide.blocks())
                .allMatch(block -> block.printed()
                        || block.is("http")
                        || block.is("run")
                        || block.is("keep")
                        || !block.fileName().isEmpty());
        var typed = Stream.of("run", "keep")
                .flatMap(word -> guide.sessions(word).stream())
                .toList();
        assertThat(guide.blocks()
                        .map(IntegrationGuide.Block::fileName)
                        .filter(name -> name.matches(".*\\.(sh|mjs|java)")))
                .isNotEmpty()
                .allMatch(name -> typed.stream()
                        .anyMatch(session -> session.commands().text().contains(name)));
    }

    @TestFactory
    Stream<DynamicTest> theGuideSaysWhatHappens() throws IOException {
        for (var receiver : receivers.values()) {
            receiver.running().awaitLines(List.of("listening"));
        }
        var typed = guide.sessions("run").stream()
                .map(session -> DynamicTest.dynamicTest(session.name(), () -> type(session)));
        var kept = guide.sessions("keep").stream()
                .map(session -> DynamicTest.dynamicTest(session.name(), () -> heard(session)));
        return Stream.concat(typed, kept);
    }

    private static void type(IntegrationGuide.Session session) throws Exception {
        String shop = receiver(session.commands().is(JAVA) ? JAVA : NODE).url();
        String output = terminal.with("SHOP_URL", shop).run(session.commands().text());
        GuideTerminal.assertPrinted(output, session.printed());
    }

    private static void heard(IntegrationGuide.Session session) throws IOException {
        receiver(program(session)).running().awaitLines(session.printed());
    }

    @ParameterizedTest
    @ValueSource(strings = {NODE, JAVA})
    void aReceiverTakesAMessageOnceAndNoneThatIsNotGenuine(String language) throws Exception {
        // Given
        receiver(language).running().awaitLines(List.of("listening"));
        var message = new SignedMessage("ntf_" + language, Instant.now(), "T-" + language);
        String changed = message.body().replace("500", "501");

        // When
        var answers = List.of(
                post(language, message, message.body()),
                post(language, message, message.body()),
                post(language, message, changed),
                post(language, message.at(Instant.now().minusSeconds(310)), message.body()),
                post(language, message.at(Instant.now().plusSeconds(310)), message.body()));

        // Then
        assertThat(answers).containsExactly(200, 200, 401, 401, 401);
        receiver(language)
                .running()
                .awaitLines(List.of(
                        "verified payment.succeeded T-" + language + " 500 by server",
                        "again payment.succeeded T-" + language + " 500 by server",
                        "refused by server",
                        "refused by server",
                        "refused by server"));
    }

    /** Signed as the gateway signs. */
    private record SignedMessage(String id, Instant at, String orderNo) {
        String body() {
            return "{\"type\":\"payment.succeeded\",\"data\":{\"order_no\":\"" + orderNo + "\",\"amount\":500}}";
        }

        SignedMessage at(Instant other) {
            return new SignedMessage(id, other, orderNo);
        }

        String signature() throws IOException {
            var secret = WebhookSecret.parse(
                    Files.readString(KEYS.resolve("webhook-secret")).strip());
            return new WebhookSigner(List.of(secret), List.of()).sign(id, at, body().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int post(String language, SignedMessage message, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(receiver(language).url() + "/hooks"))
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(message.at().getEpochSecond()))
                .header("webhook-signature", message.signature())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash tongfu.sh", "node tongfu.mjs", "java Tongfu.java"})
    void aClientSendsTheSameAgainAfterAnUnknownOutcome(String client) throws Exception {
        // Given
        var taken = new ConcurrentLinkedQueue<String>();
        var gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> answerAtTheSecondTry(exchange, taken));
        gateway.start();

        // When
        String url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        String output = terminal.with("TONGFU_URL", url).run(client + " POST /v1/payments '{\"order_no\":\"T-1\"}'");

        // Then
        gateway.stop(0);
        assertThat(output.strip()).isEqualTo("201 {}");
        assertThat(taken).containsExactly("{\"order_no\":\"T-1\"}", "{\"order_no\":\"T-1\"}");
    }

    private static void answerAtTheSecondTry(HttpExchange exchange, Queue<String> taken) throws IOException {
        try (exchange) {
            taken.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(taken.size() == 1 ? 504 : 201, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Test
    void theWorkedExampleOfEachSchemeIsOurs() {
        // Given
        var providers = CryptoProviders.load();
        var keys = new PublicKeys(providers);
        var secret = WebhookSecret.parse(guide.file("example-secret").strip());
        var ed25519 = providers.verifier(SignatureAlgorithm.ED25519, keys.fromPem(guide.file("v1a.pub.pem")));
        var sm2 = providers.verifier(SignatureAlgorithm.SM2_SM3, keys.fromPem(guide.file("v1sm2.pub.pem")));
        var clock = Clock.fixed(Instant.ofEpochSecond(1795584005), ZoneOffset.UTC);
        byte[] body = guide.file("message.json").strip().getBytes(StandardCharsets.UTF_8);
        var verifiers = Map.of(
                "v1", new WebhookVerifier(List.of(secret), List.of(), clock, 0),
                "v1a", new WebhookVerifier(List.of(), List.of(ed25519), clock, 0),
                "v1sm2", new WebhookVerifier(List.of(), List.of(sm2), clock, 0));

        // When
        var verdicts = new HashMap<String, WebhookVerdict>();
        for (String entry : guide.file("signatures.txt").strip().split(" ")) {
            String scheme = entry.substring(0, entry.indexOf(','));
            var verifier = Objects.requireNonNull(verifiers.get(scheme), scheme);
            verdicts.put(scheme, verifier.verify("ntf_01KAQ5V0Z3T8M6W2", "1795584005", entry, body));
        }

        // Then
        assertThat(verdicts).containsOnlyKeys("v1", "v1a", "v1sm2").values().containsOnly(WebhookVerdict.VALID);
    }
}
