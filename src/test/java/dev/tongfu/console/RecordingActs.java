package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Acts that change nothing and are written down, each as a line such as {@code checker approves prp_1: fine}. */
final class RecordingActs implements OperatorActs {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicReference<ActOutcome> next = new AtomicReference<>(new ActOutcome.Done(""));

    List<String> lines() {
        return List.copyOf(lines);
    }

    void forget() {
        lines.clear();
        next.set(new ActOutcome.Done(""));
    }

    /** What each act answers from now on. */
    void answer(ActOutcome outcome) {
        next.set(outcome);
    }

    private Future<ActOutcome> write(Operator by, String line) {
        lines.add(by.name() + " " + line);
        return Future.succeededFuture(next.get());
    }

    @Override
    public Future<ActOutcome> propose(Operator by, ProposalDraft draft) {
        var file = draft.evidence();
        var payer = draft.payer();
        return write(
                by,
                "proposes " + draft.template() + " " + draft.variant() + " "
                        + draft.parameters().encode() + " for " + draft.breakId() + ": " + draft.reason()
                        + (file == null
                                ? ""
                                : ", with " + file.name() + " of "
                                        + file.content().length())
                        + (payer == null ? "" : ", to " + payer.holder() + " " + payer.accountNo()));
    }

    @Override
    public Future<ActOutcome> approveProposal(Operator by, String id, String reason) {
        return write(by, "approves " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> rejectProposal(Operator by, String id, String reason) {
        return write(by, "rejects " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> withdrawProposal(Operator by, String id, String reason) {
        return write(by, "withdraws " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> runReconciliation(Operator by, String bank, LocalDate accountingDate) {
        return write(by, "reconciles " + bank + " " + accountingDate);
    }

    @Override
    public Future<ActOutcome> settle(Operator by, LocalDate accountingDate) {
        return write(by, "settles " + accountingDate);
    }

    @Override
    public Future<ActOutcome> approveSettlement(Operator by, String id, String reason) {
        return write(by, "approves " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> rejectSettlement(Operator by, String id, String reason) {
        return write(by, "rejects " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> holdSettlement(Operator by, String id, String reason) {
        return write(by, "holds " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> releaseSettlement(Operator by, String id, String reason) {
        return write(by, "releases " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> exportPayouts(Operator by) {
        return write(by, "exports")
                .map(done -> new ActOutcome.Exported("payouts.csv", "text/csv", Buffer.buffer("id,amount\n")));
    }

    @Override
    public Future<ActOutcome> payoutResult(Operator by, String id, String result, String reason) {
        return write(by, "records " + id + " " + result + ": " + reason);
    }

    @Override
    public Future<ActOutcome> confirmPayoutResult(Operator by, String id, String reason) {
        return write(by, "confirms " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> retryPayout(Operator by, String id, String reason) {
        return write(by, "retries " + id + ": " + reason);
    }

    @Override
    public Future<ActOutcome> approvePayoutAccount(Operator by, String merchantId, int version, String reason) {
        return write(by, "approves account " + merchantId + " " + version);
    }

    @Override
    public Future<ActOutcome> rejectPayoutAccount(Operator by, String merchantId, int version, String reason) {
        return write(by, "rejects account " + merchantId + " " + version + ": " + reason);
    }

    @Override
    public Future<ActOutcome> closeDay(Operator by, LocalDate date) {
        return write(by, "closes " + date);
    }

    @Override
    public Future<ActOutcome> redeliver(Operator by, String merchantId, String notificationId) {
        return write(by, "sends " + merchantId + " " + notificationId);
    }

    @Override
    public Future<ActOutcome> clearAlarm(Operator by, String id, String reason) {
        return write(by, "clears " + id + ": " + reason);
    }
}
