package dev.tongfu.http;

import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.payment.IdentityCheck;
import dev.tongfu.payment.IdentityCheckJson;
import dev.tongfu.payment.IdentityCheckOutcome;
import dev.tongfu.payment.IdentityCheckStatus;
import dev.tongfu.payment.NewIdentityCheck;
import dev.tongfu.payment.PaymentDesks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The merchant's calls about identity checks. */
public final class IdentityRoutes implements ApiRoutes {
    private final PaymentDesks desks;
    private final StrictJson json;
    private final AddressChecks addresses;

    public IdentityRoutes(PaymentDesks desks, StrictJson json, UrlRules urls) {
        this.desks = desks;
        this.json = json;
        this.addresses = new AddressChecks(urls);
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "createIdentityCheck",
                ApiHandler.withBody(json, Bodies.IDENTITY_CHECK_CREATE, this::create),
                "getIdentityCheck",
                this::get);
    }

    private Future<ApiAnswer> create(ApiRequest request, Body body) {
        var refused = addresses.refusal(request.merchantId(), body);
        if (refused.isPresent()) {
            return Future.succeededFuture(refused.get());
        }
        var check = new NewIdentityCheck(
                request.merchantId(),
                body.text("check_no"),
                BankIdentityCheck.Mode.valueOf(body.text("mode").toUpperCase(Locale.ROOT)),
                body.text("bank"),
                BankIdentityCheck.CustomerType.valueOf(
                        body.text("customer_type").toUpperCase(Locale.ROOT)),
                body.optionalText("notify_url").orElse(null),
                body.optionalText("return_url").orElse(null));
        return desks.here().identityChecks().create(check, BodyCards.card(body)).map(IdentityRoutes::answered);
    }

    private static ApiAnswer answered(IdentityCheckOutcome outcome) {
        if (outcome instanceof IdentityCheckOutcome.Created created) {
            var status = created.check().status();
            boolean untold = status == IdentityCheckStatus.UNKNOWN || status == IdentityCheckStatus.CREATED;
            return untold ? ApiAnswer.accepted(written(created.check())) : ApiAnswer.created(written(created.check()));
        }
        if (outcome instanceof IdentityCheckOutcome.Replayed replayed) {
            return ApiAnswer.replayed(written(replayed.check()));
        }
        if (outcome instanceof IdentityCheckOutcome.Conflict conflict) {
            String detail = "this check_no was used with another value here";
            return ApiAnswer.refused(Problem.of(
                    ProblemCode.ORDER_CONFLICT, List.of(new FieldError(conflict.pointer(), "differs", detail))));
        }
        return refused(((IdentityCheckOutcome.Refused) outcome).reason());
    }

    private static ApiAnswer refused(IdentityCheckOutcome.Reason reason) {
        return switch (reason) {
            case MERCHANT_DISABLED -> ApiAnswer.refused(ProblemCode.MERCHANT_DISABLED);
            case NOT_ROUTED -> ApiAnswer.refused(ProblemCode.BANK_REQUIRED, "Your account is not routed to this bank.");
            case BANK_NOT_OFFERED ->
                ApiAnswer.refused(ProblemCode.BANK_NOT_OFFERED, "The bank offers no identity checks.");
        };
    }

    /** The bank answers no question about a check, so {@code sync} has nothing to ask. */
    private Future<ApiAnswer> get(ApiRequest request) {
        return desks.here()
                .identityChecks()
                .find(request.merchantId(), request.id())
                .map(found -> found.map(check -> ApiAnswer.ok(written(check)))
                        .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private static Buffer written(IdentityCheck check) {
        return IdentityCheckJson.write(check).toBuffer();
    }
}
