package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Contract;
import dev.tongfu.simulator.frame.IdentityCheck;
import dev.tongfu.simulator.frame.Pages;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The bank's pages on which the payer agrees to something that is no payment: a contract, an identity check.
 *
 * <p>The buttons are those of the payment page: {@code pay} agrees, {@code fail} makes it fail, {@code abandon} leaves.
 */
final class AbcConsentPages {
    private static final String SIGN = "sign";
    private static final String IDENTITY = "identity";

    private final AbcDesk desk;
    private final AbcNotice notice;
    private final AbcDelivery delivery;
    private final Pages pages;

    AbcConsentPages(AbcDesk desk, AbcNotice notice, AbcDelivery delivery) {
        this.desk = desk;
        this.notice = notice;
        this.delivery = delivery;
        this.pages = desk.frame().pages();
    }

    void mount(Router router) {
        var sign = "/" + desk.bank() + "/" + SIGN + "/:token";
        router.get(sign).handler(context -> withContract(context, this::look));
        router.post(sign).handler(context -> withContract(context, this::decide));
        router.post(sign + "/notify").handler(context -> withContract(context, this::tellAgain));
        var identity = "/" + desk.bank() + "/" + IDENTITY + "/:token";
        router.get(identity).handler(context -> withCheck(context, this::look));
        router.post(identity).handler(context -> withCheck(context, this::decide));
        router.post(identity + "/notify").handler(context -> withCheck(context, this::tellAgain));
    }

    private interface ContractStep {
        Future<Void> take(RoutingContext context, Contract contract);
    }

    private interface CheckStep {
        Future<Void> take(RoutingContext context, IdentityCheck check);
    }

    private void withContract(RoutingContext context, ContractStep step) {
        desk.books()
                .contracts()
                .byToken(desk.bank(), context.pathParam("token"))
                .compose(found -> found.isPresent() ? step.take(context, found.get()) : missing(context))
                .onFailure(context::fail);
    }

    private void withCheck(RoutingContext context, CheckStep step) {
        desk.books()
                .identityChecks()
                .byToken(desk.bank(), context.pathParam("token"))
                .compose(found -> found.isPresent() ? step.take(context, found.get()) : missing(context))
                .onFailure(context::fail);
    }

    private Future<Void> look(RoutingContext context, Contract contract) {
        return switch (contract.status()) {
            case OPEN -> ask(context, SIGN, contract.token(), contract.orderNo());
            case FAILED, TERMINATED -> result(context, SIGN, contract.token(), "failed", PayerNext.stay(), "");
            case SIGNED -> signed(context, contract, delivery.offer(notice.signing(contract)));
        };
    }

    private Future<Void> decide(RoutingContext context, Contract contract) {
        var contracts = desk.books().contracts();
        return switch (outcome(context)) {
            case "pay" ->
                contracts
                        .sign(desk.bank(), contract.token())
                        .compose(signed -> signed.isPresent()
                                ? delivery.tell(notice.signing(signed.get()))
                                        .compose(next -> signed(context, signed.get(), next))
                                : look(context, contract));
            case "fail" ->
                contracts
                        .fail(desk.bank(), contract.token())
                        .compose(failed -> contracts.byToken(desk.bank(), contract.token()))
                        .compose(now -> look(context, now.orElseThrow()));
            case "abandon" -> abandoned(context, SIGN, contract.token());
            default -> look(context, contract);
        };
    }

    private Future<Void> tellAgain(RoutingContext context, Contract contract) {
        return contract.status() == Contract.Status.SIGNED
                ? delivery.tellAgain(notice.signing(contract)).compose(next -> signed(context, contract, next))
                : look(context, contract);
    }

    private Future<Void> signed(RoutingContext context, Contract contract, PayerNext next) {
        var notifyUrl = AbcContract.of(contract).notifyUrl();
        return result(context, SIGN, contract.token(), "done", next, notifyUrl);
    }

    private Future<Void> look(RoutingContext context, IdentityCheck check) {
        return check.status() == IdentityCheck.Status.OPEN
                ? ask(context, IDENTITY, check.token(), "")
                : decided(context, check, delivery.offer(telling(check)));
    }

    private Future<Void> decide(RoutingContext context, IdentityCheck check) {
        var outcome = outcome(context);
        return switch (outcome) {
            case "pay", "fail" -> decide(context, check, outcome.equals("pay"));
            case "abandon" -> abandoned(context, IDENTITY, check.token());
            default -> look(context, check);
        };
    }

    private Future<Void> decide(RoutingContext context, IdentityCheck check, boolean agreed) {
        boolean matches = agreed && AbcIdentities.Detail.of(check).matches();
        var status = matches ? IdentityCheck.Status.MATCHED : IdentityCheck.Status.MISMATCHED;
        return desk.books()
                .identityChecks()
                .decide(desk.bank(), check.token(), status)
                .compose(now -> now.isPresent()
                        ? delivery.tell(telling(now.get())).compose(next -> decided(context, now.get(), next))
                        : look(context, check));
    }

    private Future<Void> tellAgain(RoutingContext context, IdentityCheck check) {
        return check.status() == IdentityCheck.Status.OPEN
                ? look(context, check)
                : delivery.tellAgain(telling(check)).compose(next -> decided(context, check, next));
    }

    private AbcTelling telling(IdentityCheck check) {
        return notice.identity(check, desk.settings().identityByServer());
    }

    private Future<Void> decided(RoutingContext context, IdentityCheck check, PayerNext next) {
        var outcome = check.status() == IdentityCheck.Status.MATCHED ? "done" : "mismatched";
        return result(
                context,
                IDENTITY,
                check.token(),
                outcome,
                next,
                AbcIdentities.Detail.of(check).notifyUrl());
    }

    private static String outcome(RoutingContext context) {
        return Objects.requireNonNullElse(context.request().getFormAttribute("outcome"), "");
    }

    private Future<Void> ask(RoutingContext context, String kind, String token, String orderNo) {
        return pages.send(context, 200, "abc-consent", Map.of("kind", kind, "token", token, "orderNo", orderNo));
    }

    private Future<Void> abandoned(RoutingContext context, String kind, String token) {
        return result(context, kind, token, "abandoned", PayerNext.stay(), "");
    }

    private Future<Void> missing(RoutingContext context) {
        return pages.send(context, 404, "abc-consented", values("", "", "missing", PayerNext.stay(), ""));
    }

    private Future<Void> result(
            RoutingContext context, String kind, String token, String outcome, PayerNext next, String notifyUrl) {
        return pages.send(context, 200, "abc-consented", values(kind, token, outcome, next, notifyUrl));
    }

    private Map<String, Object> values(String kind, String token, String outcome, PayerNext next, String notifyUrl) {
        var values = new HashMap<String, Object>();
        values.put("kind", kind);
        values.put("token", token);
        values.put("outcome", outcome);
        values.put("notifyUrl", notifyUrl);
        values.put("nextUrl", next.url());
        values.put("message", next.message());
        values.put("byItself", next.byItself());
        values.put("delayMs", next.delayMs());
        values.put("newWindow", desk.settings().newWindow());
        values.put("returnDelaySeconds", desk.settings().returnDelaySeconds());
        return values;
    }
}
