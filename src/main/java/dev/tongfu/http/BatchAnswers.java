package dev.tongfu.http;

import dev.tongfu.payment.Batch;
import dev.tongfu.payment.BatchJson;
import dev.tongfu.payment.BatchOutcome;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** What a merchant is answered who asked for a batch: taken, or every fault with its item's place. */
final class BatchAnswers {
    private BatchAnswers() {}

    static ApiAnswer of(BatchOutcome outcome) {
        if (outcome instanceof BatchOutcome.Created created) {
            return ApiAnswer.created(written(created.batch()));
        }
        if (outcome instanceof BatchOutcome.Replayed replayed) {
            return ApiAnswer.replayed(written(replayed.batch()));
        }
        if (outcome instanceof BatchOutcome.Conflict conflict) {
            String detail = "this batch_no was used with another value here";
            return ApiAnswer.refused(Problem.of(
                    ProblemCode.ORDER_CONFLICT, List.of(new FieldError(conflict.pointer(), "differs", detail))));
        }
        if (outcome instanceof BatchOutcome.Refused refused) {
            return ApiAnswer.refused(Problem.of(ProblemCode.BATCH_REFUSED, errors(refused)));
        }
        return ApiAnswer.refused(
                outcome instanceof BatchOutcome.Insufficient
                        ? ProblemCode.INSUFFICIENT_BALANCE
                        : ProblemCode.MERCHANT_DISABLED);
    }

    private static Buffer written(Batch batch) {
        return BatchJson.write(batch).toBuffer();
    }

    private static List<FieldError> errors(BatchOutcome.Refused refused) {
        var errors = new ArrayList<FieldError>();
        refused.faults().forEach(fault -> errors.add(error(fault)));
        if (refused.omitted() > 0) {
            errors.add(new FieldError("", "more-errors", refused.omitted() + " more errors are not listed"));
        }
        return errors;
    }

    /** The codes are those of the single calls. */
    private static FieldError error(BatchOutcome.Fault fault) {
        String pointer = "/items/" + fault.index() + "/" + fault.field();
        return switch (fault.reason()) {
            case NO_PAYMENT -> error(pointer, ProblemCode.NOT_FOUND, "you have no such payment");
            case WRONG_STATE ->
                error(pointer, ProblemCode.WRONG_STATE, "only a succeeded or captured payment is refunded");
            case FROZEN -> error(pointer, ProblemCode.PAYMENT_FROZEN, "the payment is frozen");
            case EXCEEDS ->
                error(
                        pointer,
                        ProblemCode.AMOUNT_EXCEEDS_REFUNDABLE,
                        "the items before this one leave " + fault.leftMinor() + " minor units of the payment");
            case BANK_NOT_OFFERED -> error(pointer, ProblemCode.BANK_NOT_OFFERED, "the bank does not offer this");
            case NUMBER_USED -> error(pointer, ProblemCode.NUMBER_USED, "this number belongs to something else");
            case NO_CONTRACT -> error(pointer, ProblemCode.NOT_FOUND, "you have no such contract");
            case CONTRACT_NOT_SIGNED -> error(pointer, ProblemCode.CONTRACT_NOT_SIGNED, "the contract is not in force");
        };
    }

    private static FieldError error(String pointer, ProblemCode code, String detail) {
        return new FieldError(pointer, code.code(), detail);
    }
}
