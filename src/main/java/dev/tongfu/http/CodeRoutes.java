package dev.tongfu.http;

import dev.tongfu.payment.CodeOutcome;
import dev.tongfu.payment.CodeService;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentJson;
import dev.tongfu.payment.PaymentStatus;
import io.vertx.core.Future;
import java.util.Map;

/** The merchant's calls about the codes of K码 payments. */
public final class CodeRoutes implements ApiRoutes {
    private final PaymentDesks desks;
    private final PaymentJson resource;
    private final StrictJson json;

    public CodeRoutes(PaymentDesks desks, PaymentJson resource, StrictJson json) {
        this.desks = desks;
        this.resource = resource;
        this.json = json;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "confirmPayment",
                ApiHandler.withBody(json, Bodies.PAYMENT_CONFIRM, this::confirm),
                "resendPaymentCode",
                ApiHandler.withoutBody(json, this::resend));
    }

    private Future<ApiAnswer> confirm(ApiRequest request, Body body) {
        var card = BodyCards.card(body.object("card"));
        return service()
                .confirm(request.merchantId(), request.id(), body.text("code"), card)
                .map(this::confirmed);
    }

    private Future<ApiAnswer> resend(ApiRequest request) {
        return service().resend(request.merchantId(), request.id()).map(this::resent);
    }

    /** 202 where the bank has not told the end. */
    private ApiAnswer confirmed(CodeOutcome outcome) {
        if (outcome instanceof CodeOutcome.Done done) {
            var payment = done.payment();
            boolean open = payment.status() == PaymentStatus.SUBMITTED || payment.status() == PaymentStatus.UNKNOWN;
            var written = resource.write(payment).toBuffer();
            return open ? ApiAnswer.accepted(written) : ApiAnswer.ok(written);
        }
        return refused(outcome);
    }

    private ApiAnswer resent(CodeOutcome outcome) {
        return outcome instanceof CodeOutcome.Done done
                ? ApiAnswer.ok(resource.write(done.payment()).toBuffer())
                : refused(outcome);
    }

    private static ApiAnswer refused(CodeOutcome outcome) {
        if (outcome instanceof CodeOutcome.WrongState wrong) {
            return ApiAnswer.refused(ProblemCode.WRONG_STATE, waitsForNone(wrong.payment()));
        }
        if (outcome instanceof CodeOutcome.TriesUsedUp) {
            return ApiAnswer.refused(ProblemCode.CODE_TRIES_USED_UP);
        }
        return outcome instanceof CodeOutcome.CardDataGone
                ? ApiAnswer.refused(ProblemCode.CARD_DATA_GONE)
                : ApiAnswer.refused(ProblemCode.NOT_FOUND);
    }

    private static String waitsForNone(Payment payment) {
        return "The " + payment.kind().word() + " payment is "
                + payment.status().word() + " and waits for no code now.";
    }

    private CodeService service() {
        return desks.here().codes();
    }
}
