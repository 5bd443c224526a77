package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Books;
import dev.tongfu.simulator.frame.Pages;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The bank's pages for the payer: the order with its three outcomes, and what came of it. */
final class AbcPayerPages {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final String bank;
    private final Books books;
    private final AbcNotice notice;
    private final AbcDelivery delivery;
    private final AbcSettings settings;
    private final Pages pages;
    private final Clock clock;

    AbcPayerPages(AbcDesk desk, AbcNotice notice, AbcDelivery delivery) {
        this.bank = desk.bank();
        this.books = desk.books().books();
        this.notice = notice;
        this.delivery = delivery;
        this.settings = desk.settings();
        this.pages = desk.frame().pages();
        this.clock = desk.frame().clock();
    }

    void mount(Router router) {
        router.get("/" + bank + "/pay/:token").handler(context -> withOrder(context, this::look));
        router.post("/" + bank + "/pay/:token").handler(context -> withOrder(context, this::decide));
        router.post("/" + bank + "/pay/:token/notify").handler(context -> withOrder(context, this::tellAgain));
    }

    private interface Step {
        Future<Void> take(RoutingContext context, BankOrderRow order);
    }

    private void withOrder(RoutingContext context, Step step) {
        books.byToken(bank, context.pathParam("token"))
                .compose(order -> order.isPresent() ? step.take(context, order.get()) : missing(context))
                .onFailure(context::fail);
    }

    private Future<Void> missing(RoutingContext context) {
        return pages.send(context, 404, "abc-result", values("missing", Optional.empty(), PayerNext.stay()));
    }

    private Future<Void> look(RoutingContext context, BankOrderRow order) {
        return switch (order.status()) {
            case OPEN -> open(context, order);
            case FAILED -> result(context, "failed", order, PayerNext.stay());
            case PAID ->
                books.chargeOf(order)
                        .compose(charge -> result(
                                context, "paid", order, delivery.offer(notice.payment(order, charge.orElseThrow()))));
        };
    }

    private Future<Void> open(RoutingContext context, BankOrderRow order) {
        boolean inTime = clock.instant().isBefore(order.deadline());
        return pages.send(
                context,
                200,
                inTime ? "abc-pay" : "abc-result",
                values(inTime ? "open" : "expired", Optional.of(order), PayerNext.stay()));
    }

    private Future<Void> decide(RoutingContext context, BankOrderRow order) {
        var outcome = Objects.requireNonNullElse(context.request().getFormAttribute("outcome"), "");
        return switch (outcome) {
            case "pay" -> pay(context, order);
            case "fail" ->
                books.fail(bank, order.token())
                        .compose(failed -> books.byToken(bank, order.token()))
                        .compose(now -> look(context, now.orElseThrow()));
            case "abandon" ->
                order.status() == BankOrderRow.Status.OPEN
                        ? result(context, "abandoned", order, PayerNext.stay())
                        : look(context, order);
            default -> look(context, order);
        };
    }

    private Future<Void> pay(RoutingContext context, BankOrderRow order) {
        return books.charge(bank, order.token())
                .compose(charge -> charge.isPresent()
                        ? delivery.tell(notice.payment(order, charge.get()))
                                .compose(next -> result(context, "paid", order, next))
                        : books.byToken(bank, order.token()).compose(now -> look(context, now.orElseThrow())));
    }

    private Future<Void> tellAgain(RoutingContext context, BankOrderRow order) {
        return books.chargeOf(order)
                .compose(charge -> charge.isPresent()
                        ? delivery.tellAgain(notice.payment(order, charge.get()))
                                .compose(next -> result(context, "paid", order, next))
                        : look(context, order));
    }

    private Future<Void> result(RoutingContext context, String outcome, BankOrderRow order, PayerNext next) {
        return pages.send(context, 200, "abc-result", values(outcome, Optional.of(order), next));
    }

    private Map<String, Object> values(String outcome, Optional<BankOrderRow> order, PayerNext next) {
        var values = new HashMap<String, Object>();
        var detail = order.map(AbcOrder::of);
        values.put("outcome", outcome);
        values.put("merchantNo", order.map(BankOrderRow::merchantNo).orElse(""));
        values.put("orderNo", order.map(BankOrderRow::orderNo).orElse(""));
        values.put("amount", order.map(row -> row.amount().toDecimal()).orElse(""));
        values.put("token", order.map(BankOrderRow::token).orElse(""));
        values.put("subject", detail.map(AbcOrder::orderDesc).orElse(""));
        values.put(
                "deadline",
                order.map(row -> SHOWN.format(row.deadline().atZone(AbcOrderCheck.BANK_ZONE)))
                        .orElse(""));
        values.put(
                "merchantUrl",
                detail.map(AbcOrder::orderUrl)
                        .filter(url -> url.startsWith("http://") || url.startsWith("https://"))
                        .orElse(""));
        values.put("notifyUrl", detail.map(AbcOrder::notifyUrl).orElse(""));
        values.put("nextUrl", next.url());
        values.put("message", next.message());
        values.put("byItself", next.byItself());
        values.put("delayMs", next.delayMs());
        values.put("newWindow", settings.newWindow());
        values.put("returnDelaySeconds", settings.returnDelaySeconds());
        return values;
    }
}
