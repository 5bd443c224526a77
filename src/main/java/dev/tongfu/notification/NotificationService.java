package dev.tongfu.notification;

import dev.tongfu.bus.Bus;
import dev.tongfu.bus.OutboxWritten;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What merchants, operators and the payer's pages may ask of notifications: the log, sending again, the signed result.
 *
 * <p>Nothing here sends; it changes rows and nudges whoever does.
 */
public final class NotificationService {
    private static final int PAGE_MAX = 500;
    private static final int ATTEMPTS_SHOWN_MAX = 24;

    private final Pool pool;
    private final Bus bus;
    private final NotificationConfig config;
    private final MerchantWebhooks webhooks;
    private final Clock clock;
    private final CustomerUrlWaiters waiters;
    private final NotificationStore store = new NotificationStore();
    private final RedeliveryStore redeliveries = new RedeliveryStore();

    public NotificationService(
            Vertx vertx, Pool pool, Bus bus, NotificationConfig config, MerchantWebhooks webhooks, Clock clock) {
        this.pool = pool;
        this.bus = bus;
        this.config = config;
        this.webhooks = webhooks;
        this.clock = clock;
        this.waiters = new CustomerUrlWaiters(vertx, bus, config.customerUrlWaitersMax());
    }

    /** The newest first; at most 500 at once. */
    public Future<NotificationPage> list(NotificationFilter filter, NotificationCursor after, int limit) {
        int rowsMax = Math.max(1, Math.min(limit, PAGE_MAX));
        return store.list(pool, filter, after, rowsMax + 1).compose(found -> {
            boolean more = found.size() > rowsMax;
            var page = more ? found.subList(0, rowsMax) : found;
            var next = more ? page.get(rowsMax - 1).cursor() : null;
            return withAttempts(page).map(views -> new NotificationPage(views, next));
        });
    }

    public Future<Optional<NotificationView>> find(String merchantId, String id) {
        return store.find(pool, merchantId, id)
                .compose(found -> withAttempts(found.stream().toList()))
                .map(views -> views.stream().findFirst());
    }

    private Future<List<NotificationView>> withAttempts(List<NotificationView> views) {
        if (views.isEmpty()) {
            return Future.succeededFuture(views);
        }
        return store.attempts(pool, views, ATTEMPTS_SHOWN_MAX)
                .map(attempts -> views.stream()
                        .map(view -> view.with(attempts.getOrDefault(view.id(), List.of())))
                        .toList());
    }

    /** Sends one again, for the merchant or an operator; re-enables its address. */
    public Future<Redelivery> redeliver(String merchantId, String id) {
        var url = defaultUrl(merchantId);
        int days = config.redeliverDaysMax();
        return redeliveries
                .redeliver(pool, merchantId, id, url, days)
                .compose(again -> again
                        ? accepted()
                        : redeliveries.reason(
                                pool,
                                new RedeliveryStore.NotificationKey(merchantId, id),
                                url,
                                days,
                                Redelivery.NOT_IN_STATE));
    }

    /** Sends all of a window again, whatever is delivered, dead or suspended, up to the limit. */
    public Future<ReplayCount> replay(String merchantId, ReplayWindow window) {
        return redeliveries
                .replay(pool, merchantId, window, defaultUrl(merchantId), config.redeliverDaysMax(), config.replayMax())
                .map(count -> {
                    nudge(count);
                    return new ReplayCount(count, count == config.replayMax());
                });
    }

    /** The payer's button: sends the latest message about the resource again, or sooner. */
    public Future<Redelivery> resendFor(String merchantId, String resourceId) {
        return latestFor(merchantId, resourceId)
                .compose(notice -> notice.map(this::resend).orElse(Future.succeededFuture(Redelivery.NOT_FOUND)));
    }

    private Future<Redelivery> resend(PageNotice notice) {
        var url = defaultUrl(notice.merchantId());
        int days = config.redeliverDaysMax();
        var key = new RedeliveryStore.NotificationKey(notice.merchantId(), notice.id());
        return redeliveries
                .resend(pool, notice, url, days, config.payerResendGapMs())
                .compose(again -> again ? accepted() : redeliveries.reason(pool, key, url, days, Redelivery.TOO_SOON));
    }

    /** Sends to an address again that was disabled, from the next message on. */
    public Future<Void> enableEndpoint(String merchantId, String url) {
        return redeliveries.enable(pool, merchantId, url);
    }

    public Future<Optional<PageNotice>> latestFor(String merchantId, String resourceId) {
        return store.latest(pool, merchantId, resourceId);
    }

    /** The form for the payer's browser, signed now; empty while the merchant has no secret. */
    public Future<Optional<PagePayload>> sign(PageNotice notice) {
        long timestamp = clock.instant().getEpochSecond();
        var body = Buffer.buffer(notice.body()).getBytes();
        return webhooks.sign(notice.merchantId(), notice.id(), timestamp, body)
                .map(signed ->
                        signed.map(signature -> new PagePayload(notice.id(), timestamp, signature, notice.body())));
    }

    /** Where the merchant sends the payer next; empty when it has not said so within the time, or never will. */
    public Future<Optional<String>> awaitCustomerUrl(String merchantId, String id, long maxMs) {
        var waiter = waiters.join(id);
        return store.notice(pool, merchantId, id)
                .compose(notice -> mayStillAnswer(notice) ? waiter.within(maxMs) : customerUrl(notice))
                .compose(url -> url.isPresent()
                        ? Future.succeededFuture(url)
                        : store.notice(pool, merchantId, id).compose(NotificationService::customerUrl))
                .onComplete(ended -> waiters.leave(id, waiter));
    }

    /** Hears of no more deliveries; pages that wait end by their time. */
    public Future<Void> close() {
        return waiters.close();
    }

    private static boolean mayStillAnswer(Optional<PageNotice> notice) {
        return notice.map(PageNotice::status)
                .filter(status -> status == NotificationStatus.PENDING || status == NotificationStatus.SENDING)
                .isPresent();
    }

    private static Future<Optional<String>> customerUrl(Optional<PageNotice> notice) {
        return Future.succeededFuture(notice.map(PageNotice::customerUrl));
    }

    private Future<Redelivery> accepted() {
        nudge(1);
        return Future.succeededFuture(Redelivery.ACCEPTED);
    }

    private void nudge(int messages) {
        bus.publish(OutboxWritten.ADDRESS, new OutboxWritten(messages));
    }

    private @Nullable String defaultUrl(String merchantId) {
        return webhooks.defaultUrl(merchantId).orElse(null);
    }
}
