package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawMessage;
import dev.tongfu.db.Ids;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is heard of identity checks. A check is made once, by whoever has the card in memory, and never asked after. */
final class IdentityCheckHandler implements OperationHandler {
    private final Pool pool;
    private final IdentityCheckStore checks;
    private final OperationStore operations;
    private final EvidenceStore evidence;
    private final OutboxStore outbox;
    private final MerchantUrls urls;
    private final Ids ids;
    private final Clock clock;

    IdentityCheckHandler(
            PaymentDesk.Parts parts,
            IdentityCheckStore checks,
            OperationStore operations,
            EvidenceStore evidence,
            MerchantUrls urls) {
        this.pool = parts.pool();
        this.checks = checks;
        this.operations = operations;
        this.evidence = evidence;
        this.outbox = parts.outbox();
        this.urls = urls;
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    @Override
    public Set<OperationKind> kinds() {
        return EnumSet.of(OperationKind.IDENTITY);
    }

    /** Its call is committed as sent, never only intended. */
    @Override
    public Future<Boolean> begin(SqlConnection transaction, Operation operation, Instant now) {
        return Future.succeededFuture(false);
    }

    @Override
    public Future<BankAct> act(Operation operation) {
        return Future.failedFuture("an identity check is not sent again");
    }

    /** The bank answers no question about a check: one whose answer did not come stays without a result. */
    @Override
    public Future<BankAnswer> ask(Operation operation) {
        return Future.succeededFuture(new BankAnswer(
                new BankReply.Unknown("the answer was lost"), new RawMessage("none", Buffer.buffer(), "none")));
    }

    @Override
    public Future<Optional<String>> returnUrl(Operation operation) {
        return checks.byId(pool, operation.merchantId(), operation.resourceId())
                .map(found -> found.map(check -> check.request().returnUrl()));
    }

    @Override
    public Future<OperationOutcome> apply(Operation operation, Evidence heard) {
        return checks.byId(pool, operation.merchantId(), operation.resourceId())
                .map(Optional::orElseThrow)
                .compose(check -> Undo.transaction(
                        pool,
                        OperationOutcome.class,
                        transaction -> write(transaction, operation, check, after(check, heard), heard)));
    }

    /** Ends those that nobody did on the bank's page in time; several nodes may do it at once. */
    Future<Void> expire(int limit) {
        var now = clock.instant();
        return pool.withTransaction(transaction -> checks.overdue(transaction, now, limit)
                .compose(overdue -> Future.join(overdue.stream()
                                .map(check -> end(transaction, check, now))
                                .toList())
                        .mapEmpty()));
    }

    private Future<Void> end(SqlConnection transaction, IdentityCheck check, Instant now) {
        var after = check.to(IdentityCheckTable.windowOver(check.status()), check.verifyUrl(), null, now);
        return checks.write(transaction, check, after)
                .compose(held -> held
                        ? outbox.insert(transaction, List.of(message(after, now)))
                        : Future.failedFuture("the check changed while it was held"));
    }

    private IdentityCheck after(IdentityCheck check, Evidence heard) {
        boolean byPage = check.request().mode() == dev.tongfu.bank.BankIdentityCheck.Mode.PAGE;
        var next = IdentityCheckTable.decide(check.status(), IdentityCheckTable.Heard.of(heard.reply()), byPage);
        if (next == check.status()) {
            return check;
        }
        String url = heard.reply() instanceof BankReply.Accepted accepted
                ? accepted.forward().url()
                : check.verifyUrl();
        return check.to(next, url, failure(heard.reply()), clock.instant());
    }

    private static Payment.@Nullable Failure failure(BankReply reply) {
        return reply instanceof BankReply.Mismatched mismatched
                ? new Payment.Failure(mismatched.code(), mismatched.message())
                : ReplyFacts.failureOrNotSent(reply);
    }

    /** In the order in which everybody takes these locks: call, check. */
    private Future<OperationOutcome> write(
            SqlConnection transaction, Operation operation, IdentityCheck before, IdentityCheck after, Evidence heard) {
        boolean changed = after.version() != before.version();
        boolean ended = after.sequence() != before.sequence();
        boolean pending = after.status() == IdentityCheckStatus.PENDING;
        String effect = changed ? "identity_" + after.status().word() : "none";
        var status = pending ? OperationStatus.ACCEPTED : OperationStatus.DONE;
        return operations
                .write(transaction, operation, status, null, null)
                .compose(called ->
                        called && changed ? checks.write(transaction, before, after) : Future.succeededFuture(called))
                .compose(held -> held
                        ? evidence.keep(transaction, KeptEvidence.of(ids.next("evd"), operation, heard, effect))
                        : Undo.<Void>with(new OperationOutcome.Stale()))
                .compose(kept -> ended
                        ? outbox.insert(transaction, List.of(message(after, clock.instant())))
                        : Future.succeededFuture())
                .map(done -> new OperationOutcome.Applied(after.merchantId(), after.id(), changed, null));
    }

    private OutboxMessage message(IdentityCheck check, Instant now) {
        String type = "identity.completed";
        String own = check.request().notifyUrl();
        return new OutboxMessage(
                ids.next("ntf"),
                check.merchantId(),
                type,
                check.id(),
                check.sequence(),
                own != null ? own : urls.ofMerchant(check.merchantId()),
                IdentityCheckJson.notification(type, check, now),
                now);
    }
}
