package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import io.vertx.core.Future;
import java.time.LocalDate;

/**
 * All that an operator can do at the console; the wall between its pages and the features that act.
 *
 * <p>The caller has checked the role and, for approvals, the second factor. Each act puts itself on record and answers
 * business refusals as a value; a failed future means that something is broken.
 */
public interface OperatorActs {
    Future<ActOutcome> propose(Operator by, ProposalDraft draft);

    Future<ActOutcome> approveProposal(Operator by, String id, String reason);

    Future<ActOutcome> rejectProposal(Operator by, String id, String reason);

    Future<ActOutcome> withdrawProposal(Operator by, String id, String reason);

    Future<ActOutcome> runReconciliation(Operator by, String bank, LocalDate accountingDate);

    /** Calculates what is due to every merchant by the end of this date. */
    Future<ActOutcome> settle(Operator by, LocalDate accountingDate);

    Future<ActOutcome> approveSettlement(Operator by, String id, String reason);

    Future<ActOutcome> rejectSettlement(Operator by, String id, String reason);

    Future<ActOutcome> holdSettlement(Operator by, String id, String reason);

    Future<ActOutcome> releaseSettlement(Operator by, String id, String reason);

    /** {@link ActOutcome.Exported} with the bank file of every payout that waits for one. */
    Future<ActOutcome> exportPayouts(Operator by);

    /** @param result {@code paid}, {@code failed} or {@code returned} */
    Future<ActOutcome> payoutResult(Operator by, String id, String result, String reason);

    /** Another operator's word that the result entered is so. */
    Future<ActOutcome> confirmPayoutResult(Operator by, String id, String reason);

    Future<ActOutcome> retryPayout(Operator by, String id, String reason);

    Future<ActOutcome> approvePayoutAccount(Operator by, String merchantId, int version, String reason);

    Future<ActOutcome> rejectPayoutAccount(Operator by, String merchantId, int version, String reason);

    /** Closes the day of every book, as far as it goes. */
    Future<ActOutcome> closeDay(Operator by, LocalDate date);

    /** Sends a notification again. */
    Future<ActOutcome> redeliver(Operator by, String merchantId, String notificationId);

    Future<ActOutcome> clearAlarm(Operator by, String id, String reason);
}
