package dev.tongfu.cashier;

import dev.tongfu.cashier.PayerTokens.PaymentKey;
import dev.tongfu.cashier.PayerTokens.Purpose;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.NotificationStatus;
import dev.tongfu.notification.PageNotice;
import dev.tongfu.notification.PagePayload;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.ResultMode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /result/{token}}: the outcome, and the payer's way back to the merchant with the signed result.
 *
 * <p>The page changes no state. An open payment is asked after at the bank, at most as often as the rate limit lets.
 */
public final class ResultRoutes {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResultRoutes.class);
    private static final int CUSTOMER_URL_WAIT_MS = 3_000;
    private static final int REFRESH_S = 3;
    private static final int FORWARD_S = 1;

    private final PaymentDesks desks;
    private final NotificationService notifications;
    private final PayerTokens tokens;
    private final PayerPages pages = new PayerPages();
    private final PayerView view;
    private final Clock clock;

    public ResultRoutes(
            PaymentDesks desks,
            NotificationService notifications,
            MerchantDirectory merchants,
            PayerTokens tokens,
            Clock clock) {
        this.desks = desks;
        this.notifications = notifications;
        this.tokens = tokens;
        this.view = new PayerView(merchants);
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get("/result/:token").handler(context -> end(context, show(context)));
        router.post("/result/:token/notify").handler(context -> end(context, notifyAgain(context)));
    }

    /** What fails here failed for want of the database; the payer may look again and nothing was charged twice. */
    private void end(RoutingContext context, Future<Void> answer) {
        answer.recover(cause -> busy(context, cause)).onFailure(context::fail);
    }

    private Future<Void> busy(RoutingContext context, Throwable cause) {
        LOGGER.atWarn().setCause(cause).log("a payer's page could not be shown");
        return PayerAnswer.page(context, 503, pages.busy(PayerAnswer.language(context)));
    }

    private Future<Void> show(RoutingContext context) {
        var key = key(context);
        if (key.isEmpty()) {
            return notFound(context);
        }
        return desks.here()
                .service()
                .sync(key.get().merchantId(), key.get().paymentId())
                .compose(found -> found.isEmpty() ? notFound(context) : show(context, found.get()));
    }

    private Future<Void> show(RoutingContext context, Payment payment) {
        return notifications.latestFor(payment.merchantId(), payment.id()).compose(notice -> {
            if (notice.isEmpty()) {
                return page(context, payment, new Way(null, null, null));
            }
            return payment.resultMode() == ResultMode.SERVER
                    ? afterServer(context, payment, notice.get())
                    : withForm(context, payment, notice.get());
        });
    }

    /** Waits a moment for where the merchant's server wants the payer; else takes the notice there ourselves. */
    private Future<Void> afterServer(RoutingContext context, Payment payment, PageNotice notice) {
        return notifications
                .awaitCustomerUrl(payment.merchantId(), notice.id(), CUSTOMER_URL_WAIT_MS)
                .compose(url -> url.isPresent()
                        ? page(context, payment, new Way(url.get(), notice.id(), null))
                        : notifications
                                .latestFor(payment.merchantId(), payment.id())
                                .compose(now -> now.isPresent() && now.get().status() == NotificationStatus.DELIVERED
                                        ? page(context, payment, new Way(payment.returnUrl(), notice.id(), null))
                                        : withForm(context, payment, now.orElse(notice))));
    }

    private Future<Void> withForm(RoutingContext context, Payment payment, PageNotice notice) {
        return notifications
                .sign(notice)
                .compose(payload -> page(context, payment, new Way(null, notice.id(), payload.orElse(null))));
    }

    /** The button 通知商户支付成功: the result again, from our server and through the browser. */
    private Future<Void> notifyAgain(RoutingContext context) {
        var key = key(context);
        if (key.isEmpty()) {
            return notFound(context);
        }
        var merchantId = key.get().merchantId();
        return desks.here()
                .service()
                .sync(merchantId, key.get().paymentId())
                .compose(found -> notifications
                        .resendFor(merchantId, key.get().paymentId())
                        .compose(resent ->
                                notifications.latestFor(merchantId, key.get().paymentId()))
                        .compose(notice -> sendBrowser(context, key.get(), found, notice)));
    }

    private Future<Void> sendBrowser(
            RoutingContext context, PaymentKey key, Optional<Payment> payment, Optional<PageNotice> notice) {
        var returnUrl = payment.map(Payment::returnUrl);
        if (returnUrl.isEmpty() || notice.isEmpty()) {
            return PayerAnswer.seeOther(context, tokens.resultPath(key));
        }
        var language = PayerAnswer.language(context);
        return notifications
                .sign(notice.get())
                .compose(payload -> payload.isEmpty()
                        ? PayerAnswer.seeOther(context, tokens.resultPath(key))
                        : PayerAnswer.page(
                                context,
                                200,
                                pages.post(
                                        language,
                                        returnUrl.get(),
                                        fields(payload.get()),
                                        PayerPages.words(language, "back"))));
    }

    /** How the payer leaves the page: to an address, or with the signed result in a form; both null: not yet. */
    private record Way(
            @Nullable String forwardUrl,
            @Nullable String noticeId,
            @Nullable PagePayload payload) {}

    private Future<Void> page(RoutingContext context, Payment payment, Way way) {
        var language = PayerAnswer.language(context);
        var outcome = PayerView.outcome(payment, clock.instant());
        boolean open = payment.status().open();
        var values = new HashMap<String, Object>();
        values.put("order", view.order(payment));
        values.put("tone", outcome.tone());
        values.put("sign", outcome.sign());
        values.put("headline", PayerPages.words(language, outcome.key()));
        values.put("hint", open && payment.attempts() > 0 ? PayerPages.words(language, "state.open.hint") : "");
        values.put("forwardUrl", way.forwardUrl() == null ? "" : way.forwardUrl());
        values.put("refreshS", way.forwardUrl() != null ? FORWARD_S : open && payment.attempts() > 0 ? REFRESH_S : 0);
        values.put("returnUrl", payment.returnUrl() == null ? "" : payment.returnUrl());
        values.put("notice", notice(payment, way, outcome.good()));
        values.put(
                "cashierUrl",
                PayerView.payable(payment, clock.instant())
                        ? tokens.cashierPath(new PaymentKey(payment.merchantId(), payment.id()))
                        : "");
        return PayerAnswer.page(context, 200, pages.result(language, values));
    }

    private @Nullable Map<String, Object> notice(Payment payment, Way way, boolean good) {
        if (way.noticeId() == null || (!good && way.payload() == null)) {
            return null;
        }
        boolean form = way.payload() != null && payment.returnUrl() != null;
        return Map.of(
                "id",
                way.noticeId(),
                "action",
                form ? payment.returnUrl() : "",
                "auto",
                form,
                "paid",
                good,
                "fields",
                way.payload() == null ? Map.of() : fields(way.payload()),
                "notifyPath",
                tokens.resultPath(new PaymentKey(payment.merchantId(), payment.id())) + "/notify");
    }

    private static Map<String, String> fields(PagePayload payload) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("webhook_id", payload.webhookId());
        fields.put("webhook_timestamp", Long.toString(payload.webhookTimestamp()));
        fields.put("webhook_signature", payload.webhookSignature());
        fields.put("payload", payload.payload());
        return fields;
    }

    private Optional<PaymentKey> key(RoutingContext context) {
        return tokens.read(Purpose.RESULT, context.pathParam("token"));
    }

    private Future<Void> notFound(RoutingContext context) {
        return PayerAnswer.page(context, 404, pages.notFound(PayerAnswer.language(context)));
    }
}
