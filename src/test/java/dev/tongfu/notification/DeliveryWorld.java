package dev.tongfu.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bus.Bus;
import dev.tongfu.bus.OutboxWritten;
import dev.tongfu.db.Database;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.sqlclient.Pool;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A database, a merchant's server, and as many senders as a test deploys. Every merchant may be on this machine. */
final class DeliveryWorld implements AutoCloseable {
    private static final int WAIT_SECONDS = 10;
    private static final Clock CLOCK = Clock.systemUTC();

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final TestDatabase database = TestDatabase.create();
    final Pool pool = database.appPool(vertx);
    private final Pool owner = database.ownerPool(vertx);
    private final List<String> deployments = new CopyOnWriteArrayList<>();
    final TestWebhooks webhooks = new TestWebhooks();
    final Receiver receiver;
    private @Nullable TrustOptions trust;
    DeliveryObserver observer = DeliveryObserver.NONE;
    private HostResolver resolver = this::resolve;

    DeliveryWorld() {
        receiver = done(new Receiver(vertx, new HttpServerOptions()).start());
    }

    void trust(@Nullable TrustOptions options) {
        trust = options;
    }

    void resolveBy(HostResolver names) {
        resolver = names;
    }

    /** Tries without pause, as often as said. */
    static List<Duration> atOnce(int attempts) {
        return Collections.nCopies(attempts, Duration.ZERO);
    }

    String deployAnother(NotificationConfig config, List<Duration> gaps) {
        var loopback = new UrlGuardConfig(List.of(443), LOOPBACK_MERCHANTS, 1_000, 64);
        var guard = new UrlGuard(new UrlRules(loopback), resolver);
        var schedule = new RetrySchedule(gaps, new Random(1));
        String deployment = done(vertx.deployVerticle(new NotificationVerticle(
                new Database(database.config()), bus, config, guard, webhooks, schedule, CLOCK, trust, observer)));
        deployments.add(deployment);
        return deployment;
    }

    void deploy(NotificationConfig config, List<Duration> gaps) {
        assertThat(deployAnother(config, gaps)).isNotEmpty();
    }

    /** Stops every sender and forgets everything, for the next test. */
    void clear() {
        deployments.forEach(deployment -> finish(vertx.undeploy(deployment).otherwiseEmpty()));
        deployments.clear();
        receiver.clear();
        webhooks.defaultUrls.clear();
        trust = null;
        observer = DeliveryObserver.NONE;
        resolver = this::resolve;
        finish(owner.query("truncate notification, notification_attempt, endpoint, endpoint_opened, alarm")
                .execute());
    }

    private Future<List<InetAddress>> resolve(String host) {
        return vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)));
    }

    private static final List<String> LOOPBACK_MERCHANTS = java.util.stream.Stream.concat(
                    java.util.stream.IntStream.range(0, 40).mapToObj(number -> "m_" + number),
                    java.util.stream.Stream.of("m_unsigned", "m_slow", "m_fast", "m_big", "m_small"))
            .toList();

    NotificationService service(NotificationConfig config) {
        return new NotificationService(vertx, pool, bus, config, webhooks, CLOCK);
    }

    static OutboxMessage message(String merchantId, String id, @Nullable String url) {
        return message(merchantId, id, url, CLOCK.instant());
    }

    static OutboxMessage message(String merchantId, String id, @Nullable String url, Instant at) {
        String body = "{\"type\":\"payment.succeeded\",\"data\":{\"id\":\"pay_" + id + "\",\"subject\":\"测试商品\"}}";
        return new OutboxMessage(id, merchantId, "payment.succeeded", "pay_" + id, 1, url, body, at);
    }

    void write(OutboxMessage... messages) {
        write(List.of(messages));
    }

    void write(List<OutboxMessage> messages) {
        finish(pool.withTransaction(transaction -> new OutboxStore().insert(transaction, messages)));
        bus.publish(OutboxWritten.ADDRESS, new OutboxWritten(messages.size()));
    }

    /** Kinds of the alarms about a notification. */
    List<String> alarms(String id) {
        return done(pool.preparedQuery("select kind from alarm where subject = $1::text order by at")
                .mapping(row -> row.getString("kind"))
                .execute(io.vertx.sqlclient.Tuple.of(id))
                .map(rows -> rows.stream().toList()));
    }

    void awaitOnly(String merchantId, String id, NotificationStatus status) {
        assertThat(await(merchantId, id, status).status()).isEqualTo(status);
    }

    NotificationView await(String merchantId, String id, NotificationStatus status) {
        return awaitThat(merchantId, id, view -> view.status() == status);
    }

    /** Looks again and again until the notification is as wished. */
    NotificationView awaitThat(String merchantId, String id, Predicate<NotificationView> wish) {
        Promise<NotificationView> seen = Promise.promise();
        look(service(TestConfigs.notification().build()), merchantId, id, wish, seen);
        return done(seen.future());
    }

    private void look(
            NotificationService service,
            String merchantId,
            String id,
            Predicate<NotificationView> wish,
            Promise<NotificationView> seen) {
        service.find(merchantId, id).onFailure(seen::tryFail).onSuccess(found -> {
            if (found.isPresent() && wish.test(found.get())) {
                seen.tryComplete(found.get());
            } else {
                vertx.setTimer(10, again -> look(service, merchantId, id, wish, seen));
            }
        });
    }

    static void finish(Future<?> future) {
        var unused = done(future);
    }

    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("not done in time", late);
        }
    }

    @Override
    public void close() {
        finish(vertx.close());
        database.close();
    }
}
