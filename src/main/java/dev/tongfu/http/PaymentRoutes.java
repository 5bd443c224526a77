package dev.tongfu.http;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.payment.CloseOutcome;
import dev.tongfu.payment.CreateOutcome;
import dev.tongfu.payment.NewPayment;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentJson;
import dev.tongfu.payment.PaymentKind;
import dev.tongfu.payment.PaymentService;
import dev.tongfu.payment.ResultMode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The merchant's calls about payments. */
public final class PaymentRoutes implements ApiRoutes {
    private static final String LIST = "payments";

    private final PaymentDesks desks;
    private final PaymentJson resource;
    private final StrictJson json;
    private final AddressChecks addresses;
    private final Clock clock;

    public PaymentRoutes(PaymentDesks desks, PaymentJson resource, StrictJson json, UrlRules urls, Clock clock) {
        this.desks = desks;
        this.resource = resource;
        this.json = json;
        this.addresses = new AddressChecks(urls);
        this.clock = clock;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "createPayment",
                ApiHandler.withBody(json, Bodies.PAYMENT_CREATE, this::create),
                "getPayment",
                this::get,
                "listPayments",
                this::list,
                "closePayment",
                ApiHandler.withoutBody(json, this::close));
    }

    private Future<ApiAnswer> create(ApiRequest request, Body body) {
        var payment = payment(request.merchantId(), body);
        var refused = addresses.refusal(request.merchantId(), body);
        if (refused.isPresent()) {
            return Future.succeededFuture(refused.get());
        }
        var created = payment.kind() == PaymentKind.KCODE
                ? desks.here().codes().create(payment, BodyCards.card(body.object("card")))
                : service().create(payment);
        return created.map(this::created);
    }

    private static NewPayment payment(String merchantId, Body body) {
        return new NewPayment(
                merchantId,
                body.text("order_no"),
                PaymentKind.of(body.text("kind")),
                new Money(body.number("amount"), CurrencyCode.valueOf(body.text("currency"))),
                body.text("subject"),
                body.optionalText("bank").orElse(null),
                ResultMode.of(body.text("result_mode")),
                body.optionalText("notify_url").orElse(null),
                body.optionalText("return_url").orElse(null),
                body.optionalText("expires_at")
                        .map(text -> ListQuery.instant(text).truncatedTo(ChronoUnit.MILLIS))
                        .orElse(null),
                BodyCards.metadata(body));
    }

    private ApiAnswer created(CreateOutcome outcome) {
        if (outcome instanceof CreateOutcome.Created created) {
            return ApiAnswer.created(written(created.payment()));
        }
        if (outcome instanceof CreateOutcome.Replayed replayed) {
            return ApiAnswer.replayed(written(replayed.payment()));
        }
        if (outcome instanceof CreateOutcome.Conflict conflict) {
            String detail = "this order_no was used with another value here";
            return ApiAnswer.refused(Problem.of(
                    ProblemCode.ORDER_CONFLICT, List.of(new FieldError(conflict.pointer(), "differs", detail))));
        }
        return refused(((CreateOutcome.Refused) outcome).reason());
    }

    private static ApiAnswer refused(CreateOutcome.Reason reason) {
        return switch (reason) {
            case EXPIRY_OUT_OF_RANGE ->
                ApiAnswer.refused(ProblemCode.EXPIRY_OUT_OF_RANGE, "expires_at must lie 1 minute to 24 hours ahead.");
            case BANK_NOT_OFFERED ->
                ApiAnswer.refused(ProblemCode.BANK_REQUIRED, "Your account is not routed to this bank.");
            case BANK_AMBIGUOUS ->
                ApiAnswer.refused(ProblemCode.BANK_REQUIRED, "Several banks offer this to you; name one of them.");
            case KIND_NOT_OFFERED ->
                ApiAnswer.refused(
                        ProblemCode.BANK_NOT_OFFERED, "No bank open to your account offers this kind of payment.");
            case MERCHANT_DISABLED -> ApiAnswer.refused(ProblemCode.MERCHANT_DISABLED);
        };
    }

    private Future<ApiAnswer> get(ApiRequest request) {
        return read(request.merchantId(), request.id(), request.flag("sync"))
                .map(found -> found.map(payment -> ApiAnswer.ok(written(payment)))
                        .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private Future<Optional<Payment>> read(String merchantId, String id, boolean sync) {
        return sync ? service().sync(merchantId, id) : service().find(merchantId, id);
    }

    private Future<ApiAnswer> list(ApiRequest request) {
        Body query = request.query();
        if (query.has("order_no")) {
            return byOrderNo(request);
        }
        if (request.flag("sync")) {
            return refusedParameter("?sync", "sync goes with order_no only");
        }
        var reading = ListQuery.read(query, LIST, 1, clock.instant());
        if (reading instanceof ListQuery.Reading.Faulty faulty) {
            return Future.succeededFuture(ApiAnswer.refused(faulty.problem()));
        }
        var window = ((ListQuery.Reading.Valid) reading).query();
        return desks.here()
                .transactions()
                .created(
                        request.merchantId(),
                        window.from(),
                        window.to(),
                        query.optionalText("status").orElse(null),
                        window.after() == null ? null : window.after().key().get(0),
                        window.limit() + 1)
                .map(payments -> ListAnswer.of(
                        payments, window.limit(), resource::write, PaymentRoutes::cursor, clock.instant()));
    }

    private Future<ApiAnswer> byOrderNo(ApiRequest request) {
        Body query = request.query();
        for (String other : List.of("from", "to", "status", "cursor")) {
            if (query.has(other)) {
                return refusedParameter("?" + other, other + " does not go with order_no");
            }
        }
        return service()
                .findByOrderNo(request.merchantId(), query.text("order_no"))
                .compose(found -> found.isPresent() && request.flag("sync")
                        ? service().sync(request.merchantId(), found.get().id())
                        : Future.succeededFuture(found))
                .map(found -> ListAnswer.of(
                        new JsonArray(found.stream().map(resource::write).toList()), null, clock.instant()));
    }

    private static Future<ApiAnswer> refusedParameter(String pointer, String detail) {
        return Future.succeededFuture(ApiAnswer.refused(
                Problem.of(ProblemCode.INVALID_PARAMETERS, List.of(new FieldError(pointer, "not-allowed", detail)))));
    }

    private Future<ApiAnswer> close(ApiRequest request) {
        return service().close(request.merchantId(), request.id()).map(this::closed);
    }

    private ApiAnswer closed(CloseOutcome outcome) {
        if (outcome instanceof CloseOutcome.Ended ended) {
            return ApiAnswer.ok(written(ended.payment()));
        }
        if (outcome instanceof CloseOutcome.Unclear unclear) {
            return ApiAnswer.accepted(written(unclear.payment()));
        }
        return outcome instanceof CloseOutcome.WrongState wrong
                ? ApiAnswer.refused(
                        ProblemCode.WRONG_STATE,
                        "The payment is " + wrong.payment().status().word() + ".")
                : ApiAnswer.refused(ProblemCode.NOT_FOUND);
    }

    private static Cursor cursor(Payment payment) {
        return new Cursor(LIST, List.of(payment.id()));
    }

    private Buffer written(Payment payment) {
        return resource.write(payment).toBuffer();
    }

    private PaymentService service() {
        return desks.here().service();
    }
}
