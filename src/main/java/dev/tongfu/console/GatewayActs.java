package dev.tongfu.console;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.Operator;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.ledger.AccountingDays;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.Redelivery;
import dev.tongfu.reconciliation.ProposalService;
import dev.tongfu.reconciliation.Reconciler;
import dev.tongfu.settlement.PayoutDesk;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.SettlementApproval;
import dev.tongfu.settlement.SettlementService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The acts of this gateway's features. */
public final class GatewayActs implements OperatorActs {
    private final Pool pool;
    private final Clock clock;
    private final NotificationService notifications;
    private final AuditLog audit;
    private final AlarmStore alarms = new AlarmStore();
    private final ProposalActs proposals;
    private final Reconciler reconciler;
    private final SettlementActs settlements;
    private final DayClosing days;

    /**
     * What the acts are made of.
     *
     * @param books of every channel, and the house's
     */
    public record Parts(
            Pool pool,
            Clock clock,
            NotificationService notifications,
            ProposalService proposals,
            Reconciler reconciler,
            Settling settling,
            AccountingDays days,
            Supplier<List<String>> books) {}

    /**
     * What settlement offers to operators.
     *
     * @param cooling from the approval of a payout account to its first use
     */
    public record Settling(
            SettlementService settlements,
            SettlementApproval approval,
            PayoutService payouts,
            PayoutDesk desk,
            PayoutAccounts accounts,
            Duration cooling) {}

    public GatewayActs(Parts parts) {
        this.pool = parts.pool();
        this.clock = parts.clock();
        this.notifications = parts.notifications();
        this.audit = new AuditLog(clock);
        this.proposals = new ProposalActs(parts.proposals());
        this.reconciler = parts.reconciler();
        this.settlements = new SettlementActs(parts.settling());
        this.days = new DayClosing(parts.days(), parts.books());
    }

    /** On record even when it was refused: who asked is worth knowing either way. */
    @Override
    public Future<ActOutcome> redeliver(Operator by, String merchantId, String notificationId) {
        return notifications.redeliver(merchantId, notificationId).compose(result -> {
            var detail = new JsonObject().put("merchant", merchantId).put("result", result.name());
            var act = new AuditAct(by.actor(), "notification.redeliver", notificationId, "", detail);
            return pool.withTransaction(connection -> audit.append(connection, act))
                    .map(entry -> outcome(result, notificationId));
        });
    }

    /** What an operator is told about sending again. */
    static ActOutcome outcome(Redelivery result, String notificationId) {
        return switch (result) {
            case ACCEPTED -> new ActOutcome.Done(notificationId);
            case NOT_FOUND -> ActOutcome.refused(ProblemCode.NOT_FOUND);
            case TOO_OLD -> ActOutcome.refused(ProblemCode.REPLAY_TOO_OLD);
            case NO_ADDRESS -> ActOutcome.refused(ProblemCode.NO_NOTIFICATION_URL);
            case TOO_SOON -> ActOutcome.refused(ProblemCode.QUOTA_EXCEEDED);
            case NOT_IN_STATE -> ActOutcome.refused(ProblemCode.WRONG_STATE);
        };
    }

    @Override
    public Future<ActOutcome> clearAlarm(Operator by, String id, String reason) {
        if (reason.isBlank()) {
            return refused(ProblemCode.INVALID_FIELDS);
        }
        var act = new AuditAct(by.actor(), "alarm.clear", id, reason, new JsonObject());
        return pool.withTransaction(connection -> alarms.clear(connection, id, by.actor(), clock.instant())
                .compose(cleared -> cleared
                        ? audit.append(connection, act).map(entry -> new ActOutcome.Done(""))
                        : refused(ProblemCode.WRONG_STATE)));
    }

    @Override
    public Future<ActOutcome> propose(Operator by, ProposalDraft draft) {
        return proposals.propose(by, draft);
    }

    @Override
    public Future<ActOutcome> approveProposal(Operator by, String id, String reason) {
        return proposals.approve(by, id, reason);
    }

    @Override
    public Future<ActOutcome> rejectProposal(Operator by, String id, String reason) {
        return proposals.reject(by, id, reason);
    }

    @Override
    public Future<ActOutcome> withdrawProposal(Operator by, String id, String reason) {
        return proposals.withdraw(by, id, reason);
    }

    @Override
    public Future<ActOutcome> runReconciliation(Operator by, String bank, LocalDate accountingDate) {
        return reconciler
                .reconcile(bank, accountingDate, by.actor())
                .map(made -> made.runs().isEmpty()
                        ? new ActOutcome.Refused(ProblemCode.STATEMENT_NOT_READY, String.join("; ", made.missing()))
                        : new ActOutcome.Done(made.status()));
    }

    @Override
    public Future<ActOutcome> settle(Operator by, LocalDate accountingDate) {
        return settlements.settle(by, accountingDate);
    }

    @Override
    public Future<ActOutcome> approveSettlement(Operator by, String id, String reason) {
        return settlements.approve(by, id, reason);
    }

    @Override
    public Future<ActOutcome> rejectSettlement(Operator by, String id, String reason) {
        return settlements.reject(by, id, reason);
    }

    @Override
    public Future<ActOutcome> holdSettlement(Operator by, String id, String reason) {
        return settlements.hold(by, id, true, reason);
    }

    @Override
    public Future<ActOutcome> releaseSettlement(Operator by, String id, String reason) {
        return settlements.hold(by, id, false, reason);
    }

    @Override
    public Future<ActOutcome> exportPayouts(Operator by) {
        return settlements.export(by);
    }

    @Override
    public Future<ActOutcome> payoutResult(Operator by, String id, String result, String reason) {
        return settlements.result(by, id, result, reason);
    }

    @Override
    public Future<ActOutcome> confirmPayoutResult(Operator by, String id, String reason) {
        return settlements.confirmResult(by, id, reason);
    }

    @Override
    public Future<ActOutcome> retryPayout(Operator by, String id, String reason) {
        return settlements.retry(by, id, reason);
    }

    @Override
    public Future<ActOutcome> approvePayoutAccount(Operator by, String merchantId, int version, String reason) {
        return settlements.approveAccount(by, merchantId, version, reason);
    }

    @Override
    public Future<ActOutcome> closeDay(Operator by, LocalDate date) {
        return days.close(days.books(), date)
                .map(closed -> new ActOutcome.Done(closed.stream()
                        .map(day -> day.book() + " " + day.status())
                        .collect(Collectors.joining(", "))));
    }

    private static Future<ActOutcome> refused(ProblemCode code) {
        return Future.succeededFuture(ActOutcome.refused(code));
    }
}
