package dev.tongfu.notification;

import dev.tongfu.bus.Bus;
import dev.tongfu.bus.OutboxWritten;
import dev.tongfu.db.Database;
import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.net.TrustOptions;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends what merchants are to be told: one delivery loop with its own connections.
 *
 * <p>A stop takes nothing more, waits for what is under way with a limit, then ends it by closing the connections.
 */
public final class NotificationVerticle extends VerticleBase {
    private final Database database;
    private final Bus bus;
    private final NotificationConfig config;
    private final UrlGuard guard;
    private final MerchantWebhooks webhooks;
    private final RetrySchedule schedule;
    private final Clock clock;
    private final @Nullable TrustOptions trust;
    private final DeliveryObserver observer;
    private @Nullable Running running;

    /**
     * @param trust whom to believe in TLS; null: the JVM's certificate authorities
     */
    public NotificationVerticle(
            Database database,
            Bus bus,
            NotificationConfig config,
            UrlGuard guard,
            MerchantWebhooks webhooks,
            RetrySchedule schedule,
            Clock clock,
            @Nullable TrustOptions trust,
            DeliveryObserver observer) {
        this.observer = observer;
        this.database = database;
        this.bus = bus;
        this.config = config;
        this.guard = guard;
        this.webhooks = webhooks;
        this.schedule = schedule;
        this.clock = clock;
        this.trust = trust;
    }

    @Override
    public Future<?> start() {
        var pool = database.plannedOnce(vertx);
        var client = new WebhookClient(vertx, clock, config, trust);
        var delivery = new Delivery(guard, webhooks, client, schedule, clock);
        var settings = new DeliveryLoop.Settings(
                new Ids(clock).next("snd"),
                config,
                schedule.attemptsMax(),
                clock,
                RandomGenerator.getDefault(),
                observer);
        var loop = new DeliveryLoop(vertx, pool, new DeliveryStore(), delivery, bus, settings);
        var nudges = bus.listen(OutboxWritten.ADDRESS, written -> loop.nudge());
        running = new Running(nudges, loop, client, pool);
        loop.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return running == null ? Future.succeededFuture() : running.stop();
    }

    private record Running(MessageConsumer<OutboxWritten> nudges, DeliveryLoop loop, WebhookClient client, Pool pool) {
        Future<Void> stop() {
            return nudges.unregister()
                    .eventually(loop::stop)
                    .eventually(client::close)
                    .eventually(loop::close)
                    .eventually(pool::close);
        }
    }
}
