package dev.tongfu.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The public listener on a free port, with an authenticator that believes the key id, and one merchant's quota. */
final class TestGateway implements AutoCloseable {
    static final JsonLimits JSON_LIMITS = new JsonLimits(32, 128, 4096, 40, 1000);
    static final String SIGNED = "sig1=(\"@method\");created=1;keyid=\"m1\"";

    final Vertx vertx;
    final Traffic traffic;
    /** Of the whole process, so that a busy machine does not count. */
    final long startCpuMs;

    /** What an observer hears, a line each. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    final String deploymentId;
    private final HttpVerticle verticle;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong requests = new AtomicLong();
    /** Calls that wait for the database. */
    final AtomicInteger waiting = new AtomicInteger();

    TestGateway(HttpConfig config, int perSecond, List<ApiRoutes> routes, List<PageRoutes> pages) throws Exception {
        this(Vertx.vertx(), config, perSecond, routes, pages, new BelievingAuthenticator());
    }

    TestGateway(
            Vertx vertx,
            HttpConfig config,
            int perSecond,
            List<ApiRoutes> routes,
            List<PageRoutes> pages,
            Authenticator authenticator)
            throws Exception {
        this.vertx = vertx;
        long begun = cpuMs();
        ApiContract contract = await(ApiContract.load(vertx));
        traffic = Traffic.of(
                config,
                new Backlog(config.apiWaitingMax(), waiting::get),
                new Quotas(merchant -> perSecond, Clock.systemUTC()),
                Clock.systemUTC(),
                new Hearing(heard));
        var problems = ProblemPages.load();
        var allPages = new java.util.ArrayList<>(pages);
        allPages.add(problems);
        var router = new ApiRouter(
                config,
                contract,
                authenticator,
                traffic,
                new Features(routes, allPages, TestGateway::meaning),
                Answers.of(problems, traffic),
                () -> "req_" + requests.incrementAndGet());
        var first = router.build(vertx);
        startCpuMs = cpuMs() - begun;
        verticle = new HttpVerticle(config, router, traffic, () -> "req_" + requests.incrementAndGet());
        deploymentId = await(vertx.deployVerticle(verticle, new DeploymentOptions()));
        assertThat(first.getRoutes()).isNotEmpty();
    }

    static HttpConfig config() {
        return new HttpConfig("127.0.0.1", 0, 1, 100, 2, 1_000, 500, 500, 4_096, 8_192, 65_536, 1_048_576, 4, 4, 4, 1);
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    static void finish(Future<?> future) throws Exception {
        assertThat(await(future.map("done"))).isEqualTo("done");
    }

    private static Optional<ProblemCode> meaning(Throwable cause) {
        return cause instanceof UnsupportedOperationException ? Optional.of(ProblemCode.OVERLOADED) : Optional.empty();
    }

    private static long cpuMs() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    int port() {
        return verticle.actualPort();
    }

    HttpRequest.Builder signed(String path) {
        return plain(path).header("Signature-Input", SIGNED);
    }

    HttpRequest.Builder plain(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(signed(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Socket socket() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    /** Writes these characters as they are and reads until the server closes. */
    String raw(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        try {
            finish(vertx.close());
        } catch (Exception e) {
            throw new IllegalStateException("the listener does not close", e);
        }
    }

    private record Hearing(List<String> heard) implements HttpObserver {
        @Override
        public void answered(String method, @Nullable String route, int status, long nanos) {
            heard.add(method + " " + route + " " + status);
        }

        @Override
        public void shed(Gate gate) {
            heard.add(gate.name());
        }
    }

    private static final class BelievingAuthenticator implements Authenticator {
        @Override
        public Outcome check(HttpServerRequest request, Buffer body) {
            String input = request.getHeader("Signature-Input");
            return input == null
                    ? new Outcome.Refused(Problem.of(ProblemCode.SIGNATURE_MISSING))
                    : new Outcome.Accepted("m1", "m1");
        }

        @Override
        public Optional<String> merchantOfKey(String keyId) {
            return Optional.of(keyId).filter("m1"::equals);
        }
    }

    /** Operations of a test by name. */
    static ApiRoutes operations(Map<String, ApiHandler> operations) {
        return () -> operations;
    }
}
