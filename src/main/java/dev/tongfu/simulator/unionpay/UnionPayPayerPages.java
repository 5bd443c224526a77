package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Books;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.Pages;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The bank's pages for the payer: the order with its three outcomes, and what came of it.
 *
 * <p>From the last one the browser posts the signed result to the merchant's page, by itself after a payment; that is
 * for the payer to see and proves nothing, which is why the bank's server tells the merchant as well.
 */
final class UnionPayPayerPages {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int SEE_OTHER = 303;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final UnionPayBackActs.Desk desk;
    private final UnionPayDelivery delivery;
    private final UnionPayNotice notice;
    private final Pages pages;

    UnionPayPayerPages(UnionPayBackActs.Desk desk, UnionPayDelivery delivery, UnionPayNotice notice, Pages pages) {
        this.desk = desk;
        this.delivery = delivery;
        this.notice = notice;
        this.pages = pages;
    }

    void mount(Router router) {
        router.get(path(":token")).handler(context -> withOrder(context, this::look));
        router.post(path(":token")).handler(context -> withOrder(context, this::decide));
    }

    /** To the order's own address, where a reload does not place it again. */
    Future<Void> open(RoutingContext context, String token) {
        return context.response()
                .setStatusCode(SEE_OTHER)
                .putHeader(HttpHeaders.LOCATION, path(token))
                .end();
    }

    /** What the payer sees of an order that was not taken. */
    Future<Void> refuse(RoutingContext context, String code, String words) {
        return pages.send(context, OK, "unionpay-refused", Map.of("code", code, "words", words));
    }

    private String path(String token) {
        return "/" + desk.bank() + "/pay/" + token;
    }

    private Books books() {
        return desk.books();
    }

    private interface Step {
        Future<Void> take(RoutingContext context, BankOrderRow order);
    }

    private void withOrder(RoutingContext context, Step step) {
        books().byToken(desk.bank(), context.pathParam("token"))
                .compose(order -> order.isPresent() ? step.take(context, order.get()) : missing(context))
                .onFailure(context::fail);
    }

    private Future<Void> missing(RoutingContext context) {
        return pages.send(
                context,
                NOT_FOUND,
                "unionpay-refused",
                Map.of("code", UnionPayCode.NOT_FOUND, "words", UnionPayCode.words(UnionPayCode.NOT_FOUND)));
    }

    private Future<Void> look(RoutingContext context, BankOrderRow order) {
        return switch (order.status()) {
            case OPEN -> open(context, order);
            case FAILED -> failed(context, order);
            case PAID -> books().chargeOf(order).compose(charge -> paid(context, order, charge.orElseThrow(), false));
        };
    }

    private Future<Void> open(RoutingContext context, BankOrderRow order) {
        boolean inTime = desk.clock().instant().isBefore(order.deadline());
        return inTime
                ? pages.send(context, OK, "unionpay-pay", values("open", order))
                : result(context, "expired", order, Map.of(), false);
    }

    private Future<Void> decide(RoutingContext context, BankOrderRow order) {
        var outcome = Objects.requireNonNullElse(context.request().getFormAttribute("outcome"), "");
        return switch (outcome) {
            case "pay" -> pay(context, order);
            case "fail" ->
                books().fail(desk.bank(), order.token())
                        .compose(failed -> books().byToken(desk.bank(), order.token()))
                        .compose(now -> look(context, now.orElseThrow()));
            case "abandon" ->
                order.status() == BankOrderRow.Status.OPEN
                        ? result(context, "abandoned", order, Map.of(), false)
                        : look(context, order);
            default -> look(context, order);
        };
    }

    private Future<Void> pay(RoutingContext context, BankOrderRow order) {
        return books().charge(desk.bank(), order.token())
                .compose(charge -> charge.isPresent()
                        ? paid(context, order, charge.get(), delivery.paid(order, charge.get()))
                        : books().byToken(desk.bank(), order.token()).compose(now -> look(context, now.orElseThrow())));
    }

    private Future<Void> paid(RoutingContext context, BankOrderRow order, Charge charge, boolean byItself) {
        if (charge.mark() == Charge.Mark.PAID_UNHEARD) {
            return result(context, "paid", order, Map.of(), false);
        }
        var message = notice.write(
                order,
                UnionPayCode.SUCCESS,
                Optional.of(charge),
                UnionPayOrder.of(order).faultOfReturn());
        return result(context, "paid", order, message, byItself);
    }

    private Future<Void> failed(RoutingContext context, BankOrderRow order) {
        var code = desk.settings().failureCode();
        var message = notice.write(
                order, code, Optional.empty(), UnionPayOrder.of(order).faultOfReturn());
        return result(context, "failed", order, message, false);
    }

    private Future<Void> result(
            RoutingContext context, String outcome, BankOrderRow order, Map<String, String> message, boolean byItself) {
        var detail = UnionPayOrder.of(order);
        var values = values(outcome, order);
        boolean elsewhere = outcome.equals("failed") && !detail.frontFailUrl().isEmpty();
        values.put("returnUrl", elsewhere ? detail.frontFailUrl() : detail.frontUrl());
        values.put("message", message);
        values.put("byItself", byItself);
        values.put("delayMs", desk.settings().returnDelaySeconds() * 1_000L);
        return pages.send(context, OK, "unionpay-result", values);
    }

    private static Map<String, Object> values(String outcome, BankOrderRow order) {
        var values = new HashMap<String, Object>();
        values.put("outcome", outcome);
        values.put("held", order.kind() == ChargeKind.PREAUTH);
        values.put("merchantNo", order.merchantNo());
        values.put("orderNo", order.orderNo());
        values.put("amount", order.amount().toDecimal());
        values.put("token", order.token());
        values.put("subject", UnionPayOrder.of(order).orderDesc());
        values.put("deadline", SHOWN.format(order.deadline().atZone(UnionPayTimes.BANK_ZONE)));
        return values;
    }
}
