package dev.tongfu.http;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.payment.NewRefund;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.Refund;
import dev.tongfu.payment.RefundJson;
import dev.tongfu.payment.RefundOutcome;
import dev.tongfu.payment.RefundService;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The merchant's calls about refunds. */
public final class RefundRoutes implements ApiRoutes {
    private static final String LIST = "refunds";

    private final PaymentDesks desks;
    private final StrictJson json;
    private final Clock clock;

    public RefundRoutes(PaymentDesks desks, StrictJson json, Clock clock) {
        this.desks = desks;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "createRefund",
                ApiHandler.withBody(json, Bodies.REFUND_CREATE, this::create),
                "getRefund",
                this::get,
                "listRefunds",
                this::list);
    }

    private Future<ApiAnswer> create(ApiRequest request, Body body) {
        var refund = new NewRefund(
                request.merchantId(),
                body.text("refund_no"),
                body.optionalText("payment_id").orElse(null),
                body.optionalText("order_no").orElse(null),
                new Money(body.number("amount"), CurrencyCode.CNY),
                body.optionalText("reason").orElse(null));
        return service().create(refund).map(RefundRoutes::created);
    }

    private static ApiAnswer created(RefundOutcome outcome) {
        if (outcome instanceof RefundOutcome.Created created) {
            return ApiAnswer.created(written(created.refund()));
        }
        if (outcome instanceof RefundOutcome.Replayed replayed) {
            return ApiAnswer.replayed(written(replayed.refund()));
        }
        if (outcome instanceof RefundOutcome.Conflict conflict) {
            String detail = "this refund_no was used with another value here";
            return ApiAnswer.refused(Problem.of(
                    ProblemCode.ORDER_CONFLICT, List.of(new FieldError(conflict.pointer(), "differs", detail))));
        }
        return outcome instanceof RefundOutcome.Refused refused
                ? refused(refused)
                : ApiAnswer.refused(ProblemCode.NOT_FOUND, "You have no such payment.");
    }

    private static ApiAnswer refused(RefundOutcome.Refused refused) {
        var payment = refused.payment();
        long left = payment.captured() - payment.refunded() - payment.refundReserved();
        return switch (refused.reason()) {
            case WRONG_STATE ->
                ApiAnswer.refused(
                        ProblemCode.WRONG_STATE,
                        "The payment is " + payment.status().word()
                                + "; only a succeeded or captured one is refunded.");
            case FROZEN -> ApiAnswer.refused(ProblemCode.PAYMENT_FROZEN);
            case EXCEEDS ->
                ApiAnswer.refused(
                        ProblemCode.AMOUNT_EXCEEDS_REFUNDABLE,
                        "At most " + left + " minor units of this payment can go back now.");
            case INSUFFICIENT -> ApiAnswer.refused(ProblemCode.INSUFFICIENT_BALANCE);
            case BANK_NOT_OFFERED ->
                ApiAnswer.refused(ProblemCode.BANK_NOT_OFFERED, "The bank of this payment takes no refunds.");
            case MERCHANT_DISABLED -> ApiAnswer.refused(ProblemCode.MERCHANT_DISABLED);
        };
    }

    private Future<ApiAnswer> get(ApiRequest request) {
        return read(request.merchantId(), request.id(), request.flag("sync"))
                .map(found -> found.map(refund -> ApiAnswer.ok(written(refund)))
                        .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private Future<Optional<Refund>> read(String merchantId, String id, boolean sync) {
        return sync ? service().sync(merchantId, id) : service().find(merchantId, id);
    }

    private Future<ApiAnswer> list(ApiRequest request) {
        Body query = request.query();
        if (query.has("refund_no")) {
            return byNo(request);
        }
        if (request.flag("sync")) {
            return refusedParameter("?sync", "sync goes with refund_no only");
        }
        var reading = ListQuery.read(query, LIST, 1, clock.instant());
        if (reading instanceof ListQuery.Reading.Faulty faulty) {
            return Future.succeededFuture(ApiAnswer.refused(faulty.problem()));
        }
        var window = ((ListQuery.Reading.Valid) reading).query();
        var narrowed = new RefundService.Narrowed(
                query.optionalText("status").orElse(null),
                query.optionalText("payment_id").orElse(null));
        String before = window.after() == null ? null : window.after().key().get(0);
        return service()
                .list(request.merchantId(), window.from(), before, window.to(), narrowed, window.limit() + 1)
                .map(refunds -> ListAnswer.of(
                        refunds, window.limit(), RefundJson::write, RefundRoutes::cursor, clock.instant()));
    }

    private Future<ApiAnswer> byNo(ApiRequest request) {
        Body query = request.query();
        for (String other : List.of("from", "to", "status", "payment_id", "cursor")) {
            if (query.has(other)) {
                return refusedParameter("?" + other, other + " does not go with refund_no");
            }
        }
        return service()
                .findByNo(request.merchantId(), query.text("refund_no"))
                .map(found -> found.filter(refund -> refund.source() == Refund.Source.MERCHANT))
                .compose(found -> found.isPresent() && request.flag("sync")
                        ? service().sync(request.merchantId(), found.get().id())
                        : Future.succeededFuture(found))
                .map(found -> ListAnswer.of(
                        new JsonArray(found.stream().map(RefundJson::write).toList()), null, clock.instant()));
    }

    private static Future<ApiAnswer> refusedParameter(String pointer, String detail) {
        return Future.succeededFuture(ApiAnswer.refused(
                Problem.of(ProblemCode.INVALID_PARAMETERS, List.of(new FieldError(pointer, "not-allowed", detail)))));
    }

    private static Cursor cursor(Refund refund) {
        return new Cursor(LIST, List.of(refund.id()));
    }

    private static Buffer written(Refund refund) {
        return RefundJson.write(refund).toBuffer();
    }

    private RefundService service() {
        return desks.here().refunds();
    }
}
