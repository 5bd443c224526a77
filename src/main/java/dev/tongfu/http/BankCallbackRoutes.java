package dev.tongfu.http;

import dev.tongfu.bank.RawNotification;
import dev.tongfu.payment.NoticeOutcome;
import dev.tongfu.payment.PayerLinks;
import dev.tongfu.payment.PaymentDesks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where 农行 sends its results, by its server or by the payer's browser; answered after commit only.
 *
 * <p>The answer holds {@code <URL>…/result/{token}</URL>} for the bank's server, which sends the payer's browser
 * there, and forwards a browser that came itself (ABC result notification, NotifyType 0 and 1). After a contract or an
 * identity check the payer goes on to the merchant's own address in the same way.
 */
public final class BankCallbackRoutes implements PageRoutes {
    private static final Logger LOGGER = LoggerFactory.getLogger(BankCallbackRoutes.class);
    private static final String SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'";
    private static final String FORWARD = """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <!-- <URL>%1$s</URL> -->
            <meta http-equiv="refresh" content="1; url=%2$s">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>支付结果 Result</title>
            <link rel="stylesheet" href="/assets/payer.css">
            </head>
            <body>
            <main>
            <header><span class="brand">统付 Tongfu</span></header>
            <section class="card">
            <p>正在前往支付结果页面 <span lang="en">Taking you to the result</span></p>
            <p><a class="button" id="next" href="%2$s">查看支付结果 · See the result</a></p>
            </section>
            </main>
            <script src="/bank/forward.js"></script>
            </body>
            </html>
            """;
    /** What a browser sees that brought nothing of ours. */
    static final String NEUTRAL = """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>统付 Tongfu</title>
            <link rel="stylesheet" href="/assets/payer.css">
            </head>
            <body>
            <main>
            <header><span class="brand">统付 Tongfu</span></header>
            <section class="card">
            <p>没有可显示的内容，请返回商户页面查看订单。</p>
            <p lang="en">There is nothing to show. Please see your order at the shop.</p>
            </section>
            </main>
            </body>
            </html>
            """;

    private static final String SCRIPT = "location.replace(document.getElementById('next').href);\n";

    private final PaymentDesks desks;
    private final PayerLinks links;

    public BankCallbackRoutes(PaymentDesks desks, PayerLinks links) {
        this.desks = desks;
        this.links = links;
    }

    @Override
    public void mount(Router router) {
        router.get("/bank/forward.js").handler(context -> send(context, 200, "text/javascript; charset=utf-8", SCRIPT));
        router.get("/bank/abc/notify").handler(context -> take(context, "abc"));
        router.post("/bank/abc/notify").handler(context -> take(context, "abc"));
    }

    private void take(RoutingContext context, String bank) {
        desks.here()
                .notices()
                .take(notification(context, bank, false))
                .onSuccess(outcome -> answer(context, outcome))
                .onFailure(cause -> notTaken(context, bank, cause));
    }

    static RawNotification notification(RoutingContext context, String bank, boolean front) {
        var request = context.request();
        return new RawNotification(
                bank,
                request.method().name(),
                Optional.ofNullable(request.query()).orElse(""),
                Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse(""),
                Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer),
                front);
    }

    private void answer(RoutingContext context, NoticeOutcome outcome) {
        if (outcome instanceof NoticeOutcome.Known known) {
            forward(context, links.result(known.merchantId(), known.paymentId()));
        } else if (outcome instanceof NoticeOutcome.Onward onward) {
            forward(context, onward.url());
        } else {
            boolean rejected = outcome instanceof NoticeOutcome.Rejected;
            send(context, rejected ? 400 : 200, ProblemPages.HTML, NEUTRAL);
        }
    }

    private static void forward(RoutingContext context, String url) {
        send(context, 200, ProblemPages.HTML, FORWARD.formatted(url, ProblemPages.escaped(url)));
    }

    /** Not stored: the bank must not believe that we have it, and may try again. */
    static void notTaken(RoutingContext context, String bank, Throwable cause) {
        LOGGER.atError()
                .addKeyValue("requestId", Answers.requestId(context))
                .addKeyValue("bank", bank)
                .setCause(cause)
                .log("a notice of the bank was not stored");
        send(context, 503, ProblemPages.HTML, NEUTRAL);
    }

    static void send(RoutingContext context, int status, String type, String body) {
        Future<Void> sent = context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader("Content-Security-Policy", SECURITY_POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .end(body);
        sent.onFailure(context::fail);
    }
}
