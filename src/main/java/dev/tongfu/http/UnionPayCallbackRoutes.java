package dev.tongfu.http;

import dev.tongfu.payment.NoticeOutcome;
import dev.tongfu.payment.PayerLinks;
import dev.tongfu.payment.PaymentDesks;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Where 银联 sends its results, by its server, and the payer's browser afterwards.
 *
 * <p>Its server reads nothing but the status: 200 only after commit, anything else makes it send again. The browser
 * goes on to the result page, whatever it brought along: that is a hint and no more.
 */
public final class UnionPayCallbackRoutes implements PageRoutes {
    private static final String BANK = "unionpay";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final PaymentDesks desks;
    private final PayerLinks links;

    public UnionPayCallbackRoutes(PaymentDesks desks, PayerLinks links) {
        this.desks = desks;
        this.links = links;
    }

    @Override
    public void mount(Router router) {
        router.post("/bank/unionpay/notify").handler(this::noticed);
        router.post("/bank/unionpay/return").handler(this::returned);
    }

    private void noticed(RoutingContext context) {
        take(context, false)
                .onSuccess(outcome -> acknowledge(context, outcome))
                .onFailure(cause -> BankCallbackRoutes.notTaken(context, BANK, cause));
    }

    private void returned(RoutingContext context) {
        take(context, true)
                .onSuccess(outcome -> goOn(context, outcome))
                .onFailure(cause -> BankCallbackRoutes.notTaken(context, BANK, cause));
    }

    private Future<NoticeOutcome> take(RoutingContext context, boolean front) {
        return desks.here().notices().take(BankCallbackRoutes.notification(context, BANK, front));
    }

    private static void acknowledge(RoutingContext context, NoticeOutcome outcome) {
        boolean stored = !(outcome instanceof NoticeOutcome.Rejected) && !(outcome instanceof NoticeOutcome.Empty);
        BankCallbackRoutes.send(context, stored ? 200 : 400, TEXT, stored ? "ok" : "not taken");
    }

    private void goOn(RoutingContext context, NoticeOutcome outcome) {
        if (outcome instanceof NoticeOutcome.Known known) {
            Future<Void> sent = context.response()
                    .setStatusCode(303)
                    .putHeader(HttpHeaders.LOCATION, links.result(known.merchantId(), known.paymentId()))
                    .putHeader("Referrer-Policy", "no-referrer")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end();
            sent.onFailure(context::fail);
        } else {
            boolean rejected = outcome instanceof NoticeOutcome.Rejected;
            BankCallbackRoutes.send(context, rejected ? 400 : 200, ProblemPages.HTML, BankCallbackRoutes.NEUTRAL);
        }
    }
}
