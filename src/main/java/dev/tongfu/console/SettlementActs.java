package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.Outcome;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.settlement.Calculation;
import dev.tongfu.settlement.PayoutDesk;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.PayoutStatus;
import dev.tongfu.settlement.SettlementOutcome;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.stream.Collectors;

/** What operators do with batches and payouts, for the console's pages. */
final class SettlementActs {
    private final GatewayActs.Settling parts;

    SettlementActs(GatewayActs.Settling parts) {
        this.parts = parts;
    }

    Future<ActOutcome> settle(Operator by, LocalDate date) {
        return parts.settlements().settle(date, by.actor()).map(made -> {
            boolean any = made.stream().anyMatch(Calculation.Batch.class::isInstance);
            String words = made.stream().map(SettlementActs::words).collect(Collectors.joining("; "));
            return any || made.isEmpty()
                    ? new ActOutcome.Done(words)
                    : new ActOutcome.Refused(ProblemCode.STATEMENT_NOT_READY, words);
        });
    }

    private static String words(Calculation made) {
        return made instanceof Calculation.Waiting waiting
                ? made.merchantId() + ": " + String.join(", ", waiting.reasons())
                : made.merchantId() + ": "
                        + ((Calculation.Batch) made).settlement().id();
    }

    /** The payout of an approved batch is made at once where the merchant has an account. */
    Future<ActOutcome> approve(Operator by, String id, String reason) {
        return parts.approval()
                .approve(id, by.actor(), reason)
                .compose(outcome -> outcome instanceof SettlementOutcome.Done
                        ? parts.payouts().payFor(id).map(payout -> (ActOutcome) new ActOutcome.Done(id))
                        : Future.succeededFuture(outcome(outcome)));
    }

    Future<ActOutcome> reject(Operator by, String id, String reason) {
        return parts.approval().reject(id, by.actor(), reason).map(SettlementActs::outcome);
    }

    Future<ActOutcome> hold(Operator by, String id, boolean hold, String reason) {
        return parts.approval().hold(id, hold, by.actor(), reason).map(SettlementActs::outcome);
    }

    private static ActOutcome outcome(SettlementOutcome outcome) {
        if (outcome instanceof SettlementOutcome.Done done) {
            return new ActOutcome.Done(done.settlement().id());
        }
        if (outcome instanceof SettlementOutcome.SameOperator same) {
            return new ActOutcome.Refused(ProblemCode.SAME_OPERATOR, same.detail());
        }
        if (outcome instanceof SettlementOutcome.WrongState wrong) {
            return new ActOutcome.Refused(ProblemCode.WRONG_STATE, wrong.detail());
        }
        if (outcome instanceof SettlementOutcome.Reopened reopened) {
            return new ActOutcome.Refused(
                    ProblemCode.WRONG_STATE,
                    reopened.lines() + " lines are no longer proven; the batch was opened again.");
        }
        return ActOutcome.refused(ProblemCode.NOT_FOUND);
    }

    Future<ActOutcome> export(Operator by) {
        return parts.desk()
                .export(by.actor())
                .map(found -> found.<ActOutcome>map(file ->
                                new ActOutcome.Exported(file.id() + ".csv", "text/csv; charset=utf-8", file.content()))
                        .orElseGet(() -> new ActOutcome.Refused(ProblemCode.NOT_FOUND, "No payout waits for a file.")));
    }

    Future<ActOutcome> result(Operator by, String id, String result, String reason) {
        var event = PayoutStatus.Event.of(result);
        return event.isEmpty()
                ? Future.succeededFuture(ActOutcome.refused(ProblemCode.INVALID_FIELDS))
                : parts.desk().enterResult(id, event.get(), by.actor(), reason).map(SettlementActs::outcome);
    }

    Future<ActOutcome> confirmResult(Operator by, String id, String reason) {
        return parts.desk().confirmResult(id, by.actor(), reason).map(SettlementActs::outcome);
    }

    private static ActOutcome outcome(PayoutDesk.Outcome outcome) {
        if (outcome instanceof PayoutDesk.Outcome.Done done) {
            return new ActOutcome.Done(done.payout().id());
        }
        if (outcome instanceof PayoutDesk.Outcome.WrongState wrong) {
            return new ActOutcome.Refused(ProblemCode.WRONG_STATE, wrong.detail());
        }
        return ActOutcome.refused(
                outcome instanceof PayoutDesk.Outcome.SameOperator ? ProblemCode.SAME_OPERATOR : ProblemCode.NOT_FOUND);
    }

    Future<ActOutcome> retry(Operator by, String id, String reason) {
        return parts.payouts().retry(id, by.actor(), reason).map(outcome -> {
            if (outcome instanceof PayoutService.Retried.Done done) {
                return new ActOutcome.Done(done.payout().id());
            }
            return outcome instanceof PayoutService.Retried.WrongState wrong
                    ? new ActOutcome.Refused(ProblemCode.WRONG_STATE, wrong.detail())
                    : ActOutcome.refused(ProblemCode.NOT_FOUND);
        });
    }

    Future<ActOutcome> approveAccount(Operator by, String merchantId, int version, String reason) {
        var author = new Author(by.actor(), reason);
        return parts.accounts().list(merchantId, "proposed", 1).compose(found -> {
            boolean own = found.stream()
                    .anyMatch(
                            one -> one.version() == version && one.proposedBy().equals(by.actor()));
            return own
                    ? Future.succeededFuture(ActOutcome.refused(ProblemCode.SAME_OPERATOR))
                    : parts.accounts()
                            .approve(author, merchantId, version, parts.cooling())
                            .map(SettlementActs::outcome);
        });
    }

    Future<ActOutcome> rejectAccount(Operator by, String merchantId, int version, String reason) {
        return parts.accounts()
                .reject(new Author(by.actor(), reason), merchantId, version)
                .map(SettlementActs::outcome);
    }

    private static ActOutcome outcome(Outcome<PayoutAccounts.Version> outcome) {
        return outcome.match(
                done -> new ActOutcome.Done(done.masked()),
                sentence -> new ActOutcome.Refused(ProblemCode.WRONG_STATE, sentence + "."));
    }
}
