package dev.tongfu.notification;

import dev.tongfu.bus.Bus;
import dev.tongfu.db.MicroBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due, merchant by merchant in turn, and sees each message to a result. Used on one event loop.
 *
 * <p>It pauses a few milliseconds while there is work and up to half a second when there is none; a nudge ends the
 * pause. Everything it knows is in the rows: killed at any point, another goes on when the leases end.
 */
final class DeliveryLoop {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final double JITTER = 0.2;
    private static final int SWEEP_ROWS_MAX = 500;
    private static final int CLOSE_WAIT_MS = 1_000;
    /** A pause up to this many busy ones is kept, however many nudges come. */
    private static final int PAUSES_KEPT = 4;

    private final Vertx vertx;
    private final SqlClient client;
    private final DeliveryStore store;
    private final Delivery delivery;
    private final MicroBatch<AttemptResult, Boolean> results;
    private final InFlight inFlight;
    private final Bus bus;
    private final Settings settings;

    private final Promise<Void> drained = Promise.promise();
    private String cursor = "";
    private long timer = -1;
    private long sweptAt;
    private int pauseMs;
    private boolean running;
    private boolean claiming;
    private boolean nudged;

    DeliveryLoop(Vertx vertx, SqlClient client, DeliveryStore store, Delivery delivery, Bus bus, Settings settings) {
        this.vertx = vertx;
        this.client = client;
        this.store = store;
        this.delivery = delivery;
        this.results = new MicroBatch<>(
                vertx,
                settings.clock(),
                ResultWork.limits(settings.config()),
                new ResultWork(store, client),
                settings.observer().results());
        this.inFlight = new InFlight(settings.config(), settings.clock());
        this.bus = bus;
        this.settings = settings;
        this.pauseMs = settings.config().pollBusyMs();
    }

    /**
     * What does not change while it runs.
     *
     * @param owner names this process in the leases it takes
     */
    record Settings(
            String owner,
            NotificationConfig config,
            int attemptsMax,
            Clock clock,
            RandomGenerator random,
            DeliveryObserver observer) {}

    void start() {
        running = true;
        round();
    }

    /** There may be work: looks now, or right after the look that is under way. */
    void nudge() {
        nudged = true;
        if (running && !claiming && pauseMs > PAUSES_KEPT * settings.config().pollBusyMs()) {
            vertx.cancelTimer(timer);
            round();
        }
    }

    /** Takes nothing more and waits for what is under way, up to the limit. */
    Future<Void> stop() {
        running = false;
        vertx.cancelTimer(timer);
        completeWhenDrained();
        return drained(settings.config().stopWaitMs());
    }

    /** After the connections to merchants were closed: writes what has ended by that, and leaves the rest to leases. */
    Future<Void> close() {
        return drained(CLOSE_WAIT_MS)
                .eventually(() -> results.close().timeout(CLOSE_WAIT_MS, TimeUnit.MILLISECONDS))
                .otherwiseEmpty();
    }

    private Future<Void> drained(long maxMs) {
        return drained.future().timeout(maxMs, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    private void round() {
        claiming = true;
        nudged = false;
        sweep().compose(swept -> claim()).onComplete(claimed -> {
            claiming = false;
            if (claimed.failed()) {
                LOGGER.atWarn().setCause(claimed.cause()).log("Claiming notifications failed; trying again");
            }
            pauseThenRound(claimed.succeeded() ? claimed.result() : Found.NOTHING);
            completeWhenDrained();
        });
    }

    private void pauseThenRound(Found found) {
        var config = settings.config();
        int doubled = Math.min(config.pollIdleMs(), pauseMs * 2);
        pauseMs = switch (found) {
            case WORK -> config.pollBusyMs();
            case MORE_TO_LOOK_AT -> Math.min(config.pollIdleMs(), PAUSES_KEPT * config.pollBusyMs());
            case NOTHING -> nudged ? config.pollBusyMs() : doubled;
        };
        if (running) {
            double factor = 1 - JITTER * settings.random().nextDouble();
            timer = vertx.setTimer(Math.max(1, Math.round(pauseMs * factor)), fired -> round());
        }
    }

    /** What one look at the queue came to. */
    private enum Found {
        WORK,
        MORE_TO_LOOK_AT,
        NOTHING
    }

    private Future<Integer> sweep() {
        long now = settings.clock().millis();
        if (now - sweptAt < settings.config().sweepMs()) {
            return Future.succeededFuture(0);
        }
        sweptAt = now;
        return store.sweep(client, SWEEP_ROWS_MAX, settings.attemptsMax()).onSuccess(freed -> {
            if (freed > 0) {
                LOGGER.atWarn().addKeyValue("rows", freed).log("Leases of silent senders ended");
            }
        });
    }

    private Future<Found> claim() {
        var config = settings.config();
        if (!running || inFlight.total() >= config.inFlightMax()) {
            return Future.succeededFuture(Found.NOTHING);
        }
        return store.dueMerchants(client, cursor, config.claimMerchantsMax()).compose(this::claimFor);
    }

    private Future<Found> claimFor(List<DueMerchant> page) {
        var due = page.stream()
                .filter(DueMerchant::due)
                .map(DueMerchant::merchantId)
                .toList();
        var quotas = inFlight.deal(due);
        var rest = moveCursor(page, quotas) ? Found.MORE_TO_LOOK_AT : Found.NOTHING;
        if (quotas.isEmpty() || !running) {
            return Future.succeededFuture(rest);
        }
        var config = settings.config();
        return store.claim(client, settings.owner(), config.leaseMs(), quotas).map(claims -> {
            claims.forEach(this::dispatch);
            return claims.isEmpty() ? rest : Found.WORK;
        });
    }

    /**
     * When places run out the next look begins behind the last merchant served, so that everyone has a turn.
     *
     * @return whether there are merchants this look did not reach
     */
    private boolean moveCursor(List<DueMerchant> page, List<Quota> quotas) {
        boolean begunLater = !cursor.isEmpty();
        int dealt = quotas.stream().mapToInt(Quota::messagesMax).sum();
        if (dealt > 0 && inFlight.total() + dealt >= settings.config().inFlightMax()) {
            cursor = quotas.get(quotas.size() - 1).merchantId();
            return true;
        }
        boolean pageFull = page.size() == settings.config().claimMerchantsMax();
        cursor = pageFull ? page.get(page.size() - 1).merchantId() : "";
        return pageFull || begunLater;
    }

    private void dispatch(Claim claim) {
        String host = host(claim.url());
        if (!inFlight.begin(claim.merchantId(), host)) {
            var pause = Duration.ofMillis(settings.config().hostBusyMs());
            results.submit(AttemptResult.postponed(claim, pause)).onFailure(cause -> warn(claim, cause));
            return;
        }
        long claimedAt = settings.clock().millis();
        delivery.attempt(claim)
                .compose(result -> results.submit(result).onSuccess(counted -> told(result, counted, claimedAt)))
                .onFailure(cause -> warn(claim, cause))
                .onComplete(ended -> {
                    inFlight.end(claim.merchantId(), host);
                    completeWhenDrained();
                    nudge();
                });
    }

    private void completeWhenDrained() {
        if (!running && !claiming && inFlight.total() == 0) {
            drained.tryComplete();
        }
    }

    private void told(AttemptResult result, boolean counted, long claimedAt) {
        var claim = result.claim();
        if (!counted) {
            LOGGER.atWarn().addKeyValue("notificationId", claim.id()).log("A result came after its lease; refused");
            return;
        }
        settings.observer().attempted(result.event());
        switch (result.event()) {
            case ACCEPTED -> {
                settings.observer()
                        .delivered(claim.overdueMs() + settings.clock().millis() - claimedAt);
                bus.publish(NotificationDelivered.ADDRESS, new NotificationDelivered(claim.id(), result.customerUrl()));
            }
            case EXHAUSTED -> log(result, "The merchant did not take a notification in all its attempts");
            case REFUSED ->
                log(result, "Notifications to this address are suspended, unless it was opened again meanwhile");
            default ->
                LOGGER.atDebug().addKeyValue("notificationId", claim.id()).log("Will be tried again");
        }
    }

    private static void log(AttemptResult result, String message) {
        LOGGER.atError()
                .addKeyValue("notificationId", result.claim().id())
                .addKeyValue("merchantId", result.claim().merchantId())
                .addKeyValue("httpStatus", result.httpStatus())
                .addKeyValue("error", result.error())
                .log(message);
    }

    private static void warn(Claim claim, Throwable cause) {
        LOGGER.atWarn()
                .addKeyValue("notificationId", claim.id())
                .setCause(cause)
                .log("A result was not written; the lease will end by itself");
    }

    /** Counted together: the same host and port, whoever the merchant is. */
    private static String host(@Nullable String url) {
        if (url == null || UrlRules.refusalOfShape(url).isPresent()) {
            return "";
        }
        var uri = URI.create(url);
        return uri.getHost() + ":" + UrlRules.port(uri);
    }
}
