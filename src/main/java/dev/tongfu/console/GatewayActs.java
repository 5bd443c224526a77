package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.ledger.AccountingDays;
import dev.tongfu.merchant.PayerAccounts;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.reconciliation.ProposalService;
import dev.tongfu.reconciliation.Reconciler;
import dev.tongfu.settlement.PayoutDesk;
import dev.tongfu.settlement.PayoutService;
import dev.tongfu.settlement.SettlementApproval;
import dev.tongfu.settlement.SettlementService;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The acts of this gateway's features. */
public final class GatewayActs implements OperatorActs {
    private final WatchActs watch;
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
            PayerAccounts payers,
            Duration cooling) {}

    public GatewayActs(Parts parts) {
        this.watch = new WatchActs(parts.pool(), parts.clock(), parts.notifications());
        this.proposals = new ProposalActs(parts.proposals(), parts.settling().payers());
        this.reconciler = parts.reconciler();
        this.settlements = new SettlementActs(parts.settling());
        this.days = new DayClosing(parts.days(), parts.books());
    }

    @Override
    public Future<ActOutcome> redeliver(Operator by, String merchantId, String notificationId) {
        return watch.redeliver(by, merchantId, notificationId);
    }

    @Override
    public Future<ActOutcome> clearAlarm(Operator by, String id, String reason) {
        return watch.clearAlarm(by, id, reason);
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
    public Future<ActOutcome> rejectPayoutAccount(Operator by, String merchantId, int version, String reason) {
        return settlements.rejectAccount(by, merchantId, version, reason);
    }

    @Override
    public Future<ActOutcome> closeDay(Operator by, LocalDate date) {
        return days.close(days.books(), date)
                .map(closed -> new ActOutcome.Done(closed.stream()
                        .map(day -> day.book() + " " + day.status())
                        .collect(Collectors.joining(", "))));
    }
}
