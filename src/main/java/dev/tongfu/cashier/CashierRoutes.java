package dev.tongfu.cashier;

import dev.tongfu.cashier.PayerTokens.PaymentKey;
import dev.tongfu.cashier.PayerTokens.Purpose;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.payment.CheckoutOutcome;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentStatus;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /cashier/{token}} shows the order and the banks; {@code POST} makes the order at the chosen bank and
 * sends the browser there. A GET never calls a bank.
 */
public final class CashierRoutes {
    private static final Logger LOGGER = LoggerFactory.getLogger(CashierRoutes.class);

    private final PaymentDesks desks;
    private final MerchantDirectory merchants;
    private final PayerTokens tokens;
    private final PayerPages pages = new PayerPages();
    private final PayerView view;
    private final Clock clock;

    public CashierRoutes(PaymentDesks desks, MerchantDirectory merchants, PayerTokens tokens, Clock clock) {
        this.desks = desks;
        this.merchants = merchants;
        this.tokens = tokens;
        this.view = new PayerView(merchants);
        this.clock = clock;
    }

    public void mount(Router router) {
        router.get("/cashier/:token").handler(context -> end(context, show(context)));
        router.post("/cashier/:token").handler(context -> end(context, pay(context)));
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
        return find(context)
                .compose(found -> found.isEmpty()
                        ? notFound(context)
                        : page(context, found.get(), 200, null, PayerAnswer.language(context)));
    }

    private Future<Void> pay(RoutingContext context) {
        var language = PayerAnswer.language(context);
        String bank = context.request().getFormAttribute("bank");
        return find(context).compose(found -> {
            if (found.isEmpty()) {
                return notFound(context);
            }
            var payment = found.get();
            if (bank == null) {
                return page(context, payment, 400, PayerPages.words(language, "choose"), language);
            }
            return heardOf(payment)
                    .compose(heard -> atBank(context, heard.orElse(payment), bank))
                    .compose(outcome -> answer(context, payment, outcome, language));
        });
    }

    /** A payer who comes back may have failed at the bank, whose page of that order is a dead end by then. */
    private Future<Optional<Payment>> heardOf(Payment payment) {
        return payment.attempts() == 0
                ? Future.succeededFuture(Optional.of(payment))
                : desks.here().service().sync(payment.merchantId(), payment.id());
    }

    private Future<CheckoutOutcome> atBank(RoutingContext context, Payment payment, String bank) {
        var address = context.request().remoteAddress();
        return desks.here().checkout().pay(payment, bank, address == null ? null : address.hostAddress());
    }

    private Future<Void> answer(RoutingContext context, Payment payment, CheckoutOutcome outcome, Language language) {
        if (outcome instanceof CheckoutOutcome.Forward to) {
            var forward = to.forward();
            return forward.fields().isEmpty()
                    ? PayerAnswer.seeOther(context, forward.url())
                    : PayerAnswer.page(
                            context,
                            200,
                            pages.post(
                                    language,
                                    forward.url(),
                                    forward.fields(),
                                    PayerPages.words(language, "continue", "")));
        }
        if (outcome instanceof CheckoutOutcome.NotPayable) {
            return find(context).compose(now -> page(context, now.orElse(payment), 409, null, language));
        }
        return page(context, payment, 409, message(outcome, language), language);
    }

    private static String message(CheckoutOutcome outcome, Language language) {
        if (outcome instanceof CheckoutOutcome.Refused refused) {
            return PayerPages.words(language, "error.refused", refused.message());
        }
        if (outcome instanceof CheckoutOutcome.BankUnavailable) {
            return PayerPages.words(language, "error.unavailable");
        }
        if (outcome instanceof CheckoutOutcome.BankNotOffered) {
            return PayerPages.words(language, "error.not_offered");
        }
        return outcome instanceof CheckoutOutcome.TooManyAttempts
                ? PayerPages.words(language, "error.attempts")
                : PayerPages.words(language, "error.checking");
    }

    private Future<Void> page(
            RoutingContext context, Payment payment, int status, @Nullable String message, Language language) {
        var now = clock.instant();
        boolean payable = PayerView.payable(payment, now);
        var banks = banks(payment, language);
        var outcome = PayerView.outcome(payment, now);
        var values = new HashMap<String, Object>();
        values.put("order", view.order(payment));
        values.put("payable", payable && !banks.isEmpty());
        values.put("fixed", payment.requestedBank() != null && banks.size() == 1);
        values.put("auto", message == null && payment.status() == PaymentStatus.CREATED);
        values.put(
                "leftS", Math.max(0, Duration.between(now, payment.expiresAt()).toSeconds() + 1));
        values.put("banks", banks);
        values.put("tone", outcome.tone());
        values.put("message", message != null ? message : payable ? "" : PayerPages.words(language, outcome.key()));
        values.put("resultUrl", tokens.resultPath(new PaymentKey(payment.merchantId(), payment.id())));
        return PayerAnswer.page(context, status, pages.cashier(language, values));
    }

    private List<Map<String, String>> banks(Payment payment, Language language) {
        return merchants.routes(payment.merchantId()).stream()
                .map(Channel::bank)
                .distinct()
                .filter(bank -> payment.requestedBank() == null
                        || payment.requestedBank().equals(bank))
                .map(bank -> {
                    String key = "bank." + bank;
                    String title = language.words().containsKey(key) ? PayerPages.words(language, key) : bank;
                    return Map.of("name", bank, "title", title, "goTo", PayerPages.words(language, "continue", title));
                })
                .toList();
    }

    private Future<Optional<Payment>> find(RoutingContext context) {
        return tokens.read(Purpose.CASHIER, context.pathParam("token"))
                .map(key -> desks.here().service().find(key.merchantId(), key.paymentId()))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Void> notFound(RoutingContext context) {
        return PayerAnswer.page(context, 404, pages.notFound(PayerAnswer.language(context)));
    }
}
