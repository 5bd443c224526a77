package dev.tongfu.console;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.Credentials;
import dev.tongfu.audit.Operator;
import dev.tongfu.audit.OperatorService;
import dev.tongfu.bus.Bus;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Totp;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.http.Answers;
import dev.tongfu.http.ProblemPages;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerProof;
import dev.tongfu.notification.MerchantWebhooks;
import dev.tongfu.notification.NotificationConfig;
import dev.tongfu.notification.NotificationService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The operators' listener with the console over a database of its own, and acts that are only written down. */
public final class ConsoleWorld implements AutoCloseable {
    /** A Thursday afternoon in Shanghai. */
    static final Instant START = Instant.parse("2026-11-26T07:20:00Z");

    private static final KeyRing RING = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
    static final ConsoleConfig LIMITS = new ConsoleConfig(10, 30, 2, 3, 2, 300, 24, 50, null);

    private static final NotificationConfig NOTIFICATIONS = new NotificationConfig(
            8, 4, 4, 16, 30_000, 1_000, 2_000, 2_048, 5, 50, 50, 50, 10, 100, 1_000, 1_000, 30, 100, 2);

    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Pool owner = database.ownerPool(vertx);
    static final int EVIDENCE_MAX = 20_000;
    final MovableClock clock = new MovableClock();
    final Pool pool = database.appPool(vertx);
    final RecordingActs acts = new RecordingActs();
    private final NotificationService notifications =
            new NotificationService(vertx, pool, new Bus(vertx), NOTIFICATIONS, new NoWebhooks(), clock);
    final WatchActs watchActs = new WatchActs(pool, clock, notifications);
    private final OperatorService operators =
            new OperatorService(pool, clock, new SecretBox(RING), new AuditLog(clock));
    private final OperatorVerticle listener;

    public ConsoleWorld() {
        this(DemoLogins.none());
    }

    /** @param demo whose credentials the log-in page shows */
    ConsoleWorld(DemoLogins demo) {
        for (var role : Operator.Role.values()) {
            hire(role.name().toLowerCase(java.util.Locale.ROOT), role);
        }
        var config = new OperatorConfig("127.0.0.1", 0, 60, 8_192, 65_536, 50, 2_000, 500, true, LIMITS);
        var factor = new SecondFactor(operators::acceptCode, pool, clock, LIMITS);
        var sessions = new ConsoleSessions(pool, clock, LIMITS, this::byToken, factor);
        var proof = new LedgerProof(new LedgerConfig(1_000, 31, 7, 60_000, 100), List.of());
        listener = new OperatorVerticle(
                config,
                Healthy.health(),
                () -> Future.succeededFuture(""),
                new OperatorAccess(this::byToken, new Answers(ProblemPages.load()), factor),
                List.of(
                        ConsoleWorld::mount,
                        new AdminListRoutes(pool, notifications, watchActs::redeliver, clock),
                        new ConsoleRoutes(new ConsoleRoutes.Parts(
                                pool,
                                clock,
                                config,
                                sessions,
                                factor,
                                acts,
                                () -> proof.prove(pool),
                                demo,
                                EVIDENCE_MAX))),
                () -> "req_test");
        done(vertx.deployVerticle(listener));
    }

    private static void mount(Router router, OperatorAccess access) {
        router.post("/admin/v1/approve").handler(access.approvals()).handler(context -> context.end("approved"));
    }

    private void hire(String name, Operator.Role role) {
        done(operators.add(
                "terminal:test", "test", new Operator(name, role), new Credentials(token(name), totp(name))));
    }

    /** The token of the operator with this name, who is also called by the name of his role. */
    public static String token(String name) {
        return "token-of-" + name + "-0123456789abcdef";
    }

    private static Totp totp(String name) {
        return new Totp(("secret of " + name + "..........").getBytes(StandardCharsets.UTF_8));
    }

    /** The operator's code of now. */
    public String code(String name) {
        return totp(name).codeAt(clock.instant());
    }

    /** The operator's next code, when the one of now was used. */
    public String freshCode(String name) {
        clock.advance(Duration.ofSeconds(30));
        return code(name);
    }

    private Optional<Operator> byToken(String token) {
        for (var role : Operator.Role.values()) {
            String name = role.name().toLowerCase(java.util.Locale.ROOT);
            if (token(name).equals(token)) {
                return Optional.of(new Operator(name, role));
            }
        }
        return Optional.empty();
    }

    void disable(String name) {
        done(operators.disable("terminal:test", "test", name));
    }

    public String url() {
        return "http://127.0.0.1:" + listener.actualPort();
    }

    /** Fills every page. */
    @CanIgnoreReturnValue
    public ConsoleWorld seeded() {
        new ConsoleSeed(this, clock.instant()).plant();
        return this;
    }

    void sql(String statement) {
        done(owner.query(statement).execute());
    }

    /** The first column of the first row, as text. */
    String one(String select) {
        var rows = done(owner.query(select).execute()).iterator();
        return rows.hasNext() ? String.valueOf(rows.next().getValue(0)) : "";
    }

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.TimeoutException failure) {
            throw new AssertionError("not done in time", failure);
        } catch (java.util.concurrent.ExecutionException failure) {
            throw new AssertionError("failed", failure);
        }
    }

    @Override
    public void close() {
        done(vertx.close());
        database.close();
    }

    private static final class NoWebhooks implements MerchantWebhooks {
        @Override
        public Future<Optional<String>> sign(String merchantId, String webhookId, long timestamp, byte[] body) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Optional<String> defaultUrl(String merchantId) {
            return Optional.empty();
        }
    }

    /** Stands still until the test moves it. */
    static final class MovableClock extends Clock {
        private volatile Instant now = START;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
