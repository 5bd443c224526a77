package dev.tongfu.http;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.payment.HoldAct;
import dev.tongfu.payment.HoldJson;
import dev.tongfu.payment.HoldOutcome;
import dev.tongfu.payment.HoldService;
import dev.tongfu.payment.PaymentDesks;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** The merchant's calls about pre-authorisations: 确认 and 取消. */
public final class HoldRoutes implements ApiRoutes {
    private final PaymentDesks desks;
    private final StrictJson json;

    public HoldRoutes(PaymentDesks desks, StrictJson json) {
        this.desks = desks;
        this.json = json;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "createCapture",
                ApiHandler.withBody(json, Bodies.CAPTURE_CREATE, this::capture),
                "createCancel",
                ApiHandler.withBody(json, Bodies.CANCEL_CREATE, this::cancel),
                "getCapture",
                request -> get(request, HoldAct.Kind.CAPTURE),
                "getCancel",
                request -> get(request, HoldAct.Kind.CANCEL));
    }

    private Future<ApiAnswer> capture(ApiRequest request, Body body) {
        var amount = new Money(body.number("amount"), CurrencyCode.CNY);
        return service()
                .capture(request.merchantId(), request.id(), body.text("capture_no"), amount)
                .map(HoldRoutes::answered);
    }

    private Future<ApiAnswer> cancel(ApiRequest request, Body body) {
        return service()
                .cancel(request.merchantId(), request.id(), body.text("cancel_no"))
                .map(HoldRoutes::answered);
    }

    private static ApiAnswer answered(HoldOutcome outcome) {
        if (outcome instanceof HoldOutcome.Created created) {
            return ApiAnswer.created(written(created.act()));
        }
        if (outcome instanceof HoldOutcome.Replayed replayed) {
            return ApiAnswer.replayed(written(replayed.act()));
        }
        if (outcome instanceof HoldOutcome.Conflict conflict) {
            String detail = "this number was used with another value here";
            return ApiAnswer.refused(Problem.of(
                    ProblemCode.ORDER_CONFLICT, List.of(new FieldError(conflict.pointer(), "differs", detail))));
        }
        if (outcome instanceof HoldOutcome.WrongState wrong) {
            return ApiAnswer.refused(
                    ProblemCode.WRONG_STATE,
                    "The payment is " + wrong.payment().status().word() + "; only an authorized one holds money.");
        }
        if (outcome instanceof HoldOutcome.Exceeds) {
            return ApiAnswer.refused(ProblemCode.AMOUNT_EXCEEDS_AUTHORIZED);
        }
        return outcome instanceof HoldOutcome.InFlight
                ? ApiAnswer.refused(ProblemCode.OPERATION_IN_FLIGHT)
                : ApiAnswer.refused(ProblemCode.NOT_FOUND);
    }

    private Future<ApiAnswer> get(ApiRequest request, HoldAct.Kind kind) {
        var found = request.flag("sync")
                ? service().sync(request.merchantId(), kind, request.id())
                : service().find(request.merchantId(), kind, request.id());
        return found.map(act -> act.map(there -> ApiAnswer.ok(written(there)))
                .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private static Buffer written(HoldAct act) {
        return HoldJson.write(act).toBuffer();
    }

    private HoldService service() {
        return desks.here().holds();
    }
}
