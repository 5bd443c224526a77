package dev.tongfu.http;

import dev.tongfu.bank.BankMandate;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.payment.Contract;
import dev.tongfu.payment.ContractJson;
import dev.tongfu.payment.ContractOutcome;
import dev.tongfu.payment.ContractService;
import dev.tongfu.payment.ContractStatus;
import dev.tongfu.payment.DebitOutcome;
import dev.tongfu.payment.DebitService;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentJson;
import dev.tongfu.payment.PaymentStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The merchant's calls about contracts, and debits under them. */
public final class ContractRoutes implements ApiRoutes {
    private final PaymentDesks desks;
    private final PaymentJson payments;
    private final StrictJson json;
    private final AddressChecks addresses;

    public ContractRoutes(PaymentDesks desks, PaymentJson payments, StrictJson json, UrlRules urls) {
        this.desks = desks;
        this.payments = payments;
        this.json = json;
        this.addresses = new AddressChecks(urls);
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "createContract",
                ApiHandler.withBody(json, Bodies.CONTRACT_CREATE, this::create),
                "getContract",
                this::get,
                "confirmContract",
                ApiHandler.withBody(json, Bodies.CONTRACT_CONFIRM, this::confirm),
                "resendContractCode",
                ApiHandler.withBody(json, Bodies.CONTRACT_RESEND_CODE, this::resend),
                "terminateContract",
                ApiHandler.withoutBody(json, this::terminate),
                "createDebit",
                ApiHandler.withBody(json, Bodies.DEBIT_CREATE, this::debit));
    }

    private Future<ApiAnswer> create(ApiRequest request, Body body) {
        var refused = addresses.refusal(request.merchantId(), body);
        if (refused.isPresent()) {
            return Future.succeededFuture(refused.get());
        }
        var contract = new dev.tongfu.payment.NewContract(
                request.merchantId(),
                body.text("contract_no"),
                BankMandate.Mode.valueOf(body.text("mode").toUpperCase(Locale.ROOT)),
                body.text("bank"),
                body.text("customer_no"),
                BankMandate.CardType.valueOf(body.text("card_type").toUpperCase(Locale.ROOT)),
                LocalDate.parse(body.text("expires_on")),
                body.optionalText("notify_url").orElse(null),
                body.optionalText("return_url").orElse(null),
                BodyCards.metadata(body));
        return service().create(contract, BodyCards.card(body)).map(ContractRoutes::answered);
    }

    private Future<ApiAnswer> get(ApiRequest request) {
        var found = request.flag("sync")
                ? service().sync(request.merchantId(), request.id())
                : service().find(request.merchantId(), request.id());
        return found.map(contract -> contract.map(there -> ApiAnswer.ok(written(there)))
                .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private Future<ApiAnswer> confirm(ApiRequest request, Body body) {
        return service()
                .confirm(request.merchantId(), request.id(), body.text("code"))
                .map(ContractRoutes::answered);
    }

    private Future<ApiAnswer> resend(ApiRequest request, Body body) {
        return service()
                .resend(request.merchantId(), request.id(), body.text("card_no"))
                .map(ContractRoutes::resent);
    }

    private Future<ApiAnswer> terminate(ApiRequest request) {
        return service().terminate(request.merchantId(), request.id()).map(ContractRoutes::answered);
    }

    private static ApiAnswer resent(ContractOutcome outcome) {
        return outcome instanceof ContractOutcome.Done done
                ? ApiAnswer.ok(written(done.contract()))
                : answered(outcome);
    }

    /** 202 where the bank has not told. */
    private static ApiAnswer answered(ContractOutcome outcome) {
        if (outcome instanceof ContractOutcome.Created created) {
            return untold(created.contract())
                    ? ApiAnswer.accepted(written(created.contract()))
                    : ApiAnswer.created(written(created.contract()));
        }
        if (outcome instanceof ContractOutcome.Replayed replayed) {
            return ApiAnswer.replayed(written(replayed.contract()));
        }
        if (outcome instanceof ContractOutcome.Done done) {
            return untold(done.contract())
                    ? ApiAnswer.accepted(written(done.contract()))
                    : ApiAnswer.ok(written(done.contract()));
        }
        if (outcome instanceof ContractOutcome.Refused refused) {
            return refused(refused.reason());
        }
        return refused(outcome);
    }

    private static boolean untold(Contract contract) {
        return switch (contract.status()) {
            case CREATED, UNKNOWN, TERMINATING -> true;
            case AWAITING_PAYER, AWAITING_CODE, SIGNED, FAILED, EXPIRED, TERMINATED -> false;
        };
    }

    private static ApiAnswer refused(ContractOutcome outcome) {
        if (outcome instanceof ContractOutcome.Conflict conflict) {
            return differs(conflict.pointer(), "this contract has another value here");
        }
        if (outcome instanceof ContractOutcome.WrongState wrong) {
            ContractStatus status = wrong.contract().status();
            return ApiAnswer.refused(ProblemCode.WRONG_STATE, "The contract is " + status.word() + ".");
        }
        if (outcome instanceof ContractOutcome.TriesUsedUp) {
            return ApiAnswer.refused(ProblemCode.CODE_TRIES_USED_UP);
        }
        return outcome instanceof ContractOutcome.InFlight
                ? ApiAnswer.refused(ProblemCode.OPERATION_IN_FLIGHT)
                : ApiAnswer.refused(ProblemCode.NOT_FOUND);
    }

    private static ApiAnswer refused(ContractOutcome.Reason reason) {
        return switch (reason) {
            case MERCHANT_DISABLED -> ApiAnswer.refused(ProblemCode.MERCHANT_DISABLED);
            case NOT_ROUTED -> ApiAnswer.refused(ProblemCode.BANK_REQUIRED, "Your account is not routed to this bank.");
            case BANK_NOT_OFFERED -> ApiAnswer.refused(ProblemCode.BANK_NOT_OFFERED, "The bank offers no contracts.");
            case EXPIRES_IN_THE_PAST ->
                ApiAnswer.refused(ProblemCode.EXPIRY_OUT_OF_RANGE, "expires_on must be today or later.");
        };
    }

    private static ApiAnswer differs(String pointer, String detail) {
        return ApiAnswer.refused(
                Problem.of(ProblemCode.ORDER_CONFLICT, List.of(new FieldError(pointer, "differs", detail))));
    }

    private Future<ApiAnswer> debit(ApiRequest request, Body body) {
        var refused = addresses.refusal(request.merchantId(), body);
        if (refused.isPresent()) {
            return Future.succeededFuture(refused.get());
        }
        var debit = new DebitService.NewDebit(
                request.merchantId(),
                request.id(),
                body.text("order_no"),
                new Money(body.number("amount"), CurrencyCode.valueOf(body.text("currency"))),
                body.text("subject"),
                body.optionalText("notify_url").orElse(null),
                BodyCards.metadata(body));
        return desks.here().debits().create(debit).map(this::debited);
    }

    private ApiAnswer debited(DebitOutcome outcome) {
        if (outcome instanceof DebitOutcome.Created created) {
            var written = written(created.payment());
            return created.payment().status() == PaymentStatus.UNKNOWN
                    ? ApiAnswer.accepted(written)
                    : ApiAnswer.created(written);
        }
        if (outcome instanceof DebitOutcome.Replayed replayed) {
            return ApiAnswer.replayed(written(replayed.payment()));
        }
        if (outcome instanceof DebitOutcome.Conflict conflict) {
            return differs(conflict.pointer(), "this order_no was used with another value here");
        }
        if (outcome instanceof DebitOutcome.MerchantDisabled) {
            return ApiAnswer.refused(ProblemCode.MERCHANT_DISABLED);
        }
        return outcome instanceof DebitOutcome.NotSigned
                ? ApiAnswer.refused(ProblemCode.CONTRACT_NOT_SIGNED)
                : ApiAnswer.refused(ProblemCode.NOT_FOUND, "You have no such contract.");
    }

    private static Buffer written(Contract contract) {
        return ContractJson.write(contract).toBuffer();
    }

    private Buffer written(Payment payment) {
        return payments.write(payment).toBuffer();
    }

    private ContractService service() {
        return desks.here().contracts();
    }
}
