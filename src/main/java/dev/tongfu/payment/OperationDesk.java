package dev.tongfu.payment;

import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bus.Bus;
import dev.tongfu.bus.OutboxWritten;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls at banks beside payers' orders and applies what is heard of them: the same door for answers, notices and
 * queries.
 *
 * <p>A call is committed under its number before it is made, is made by one caller only, and is made again only when
 * it provably never left us. What is unclear is asked after.
 */
final class OperationDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(OperationDesk.class);
    private static final int TRIES_MAX = 20;

    private final Pool pool;
    private final OperationStore store;
    private final OperationSchedule schedule;
    private final BankLine line;
    private final Bus bus;
    private final Clock clock;
    private final Map<OperationKind, OperationHandler> handlers = new EnumMap<>(OperationKind.class);

    OperationDesk(Pool pool, OperationStore store, OperationSchedule schedule, BankLine line, Bus bus, Clock clock) {
        this.pool = pool;
        this.store = store;
        this.schedule = schedule;
        this.line = line;
        this.bus = bus;
        this.clock = clock;
    }

    /** Once for each handler, while the desk is put together. */
    OperationDesk with(OperationHandler handler) {
        handler.kinds().forEach(kind -> handlers.put(kind, handler));
        return this;
    }

    Future<List<Operation>> claimDue(int limit, int leaseS) {
        return store.claimDue(pool, limit, leaseS, clock.instant());
    }

    /** Sends what is only intended so far, asks after the rest. */
    Future<OperationOutcome> attend(Operation operation) {
        return operation.status() == OperationStatus.PREPARED ? send(operation) : ask(operation);
    }

    /** Makes the call, unless somebody else does. The future ends when its answer is applied. */
    Future<OperationOutcome> send(Operation operation) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var handler = handler(operation);
        return begin(operation, handler, now).compose(begun -> {
            if (!begun) {
                return Future.succeededFuture(new OperationOutcome.Stale());
            }
            var sent = sent(operation, now);
            return handler.act(sent)
                    .compose(line::act)
                    .compose(answer -> apply(evidence(EvidenceSource.ANSWER, sent, answer)));
        });
    }

    /** Makes a call that was committed as sent, with what is in memory only; ends when its answer is applied. */
    Future<OperationOutcome> call(Operation operation, BankAct act) {
        return line.act(act).compose(answer -> apply(evidence(EvidenceSource.ANSWER, operation, answer)));
    }

    /** The same; where the answer could not be applied, the bank is asked later. */
    Future<Void> callAndWait(Operation operation, BankAct act) {
        return call(operation, act).<Void>mapEmpty().recover(cause -> attendedLater(operation, cause));
    }

    /** Sends what is intended and waits for the answer; where it could not be applied, the bank is asked later. */
    Future<Void> sendAndWait(Operation operation) {
        return send(operation).<Void>mapEmpty().recover(cause -> attendedLater(operation, cause));
    }

    /** Sends without anybody waiting; a failure leaves the call to those that look for due ones. */
    void sendSoon(Operation operation) {
        send(operation).onFailure(cause -> warn(operation, cause));
    }

    private static Future<Void> attendedLater(Operation operation, Throwable cause) {
        warn(operation, cause);
        return Future.succeededFuture();
    }

    private static void warn(Operation operation, Throwable cause) {
        LOGGER.atWarn()
                .addKeyValue("order", operation.bankOrderNo())
                .setCause(cause)
                .log("a call at a bank was not made or not applied; it is attended to again");
    }

    /** Where the payer's browser goes on after a notice about a call; empty: nowhere in particular. */
    Future<Optional<String>> returnUrl(String bankOrderNo) {
        return store.byNumber(pool, bankOrderNo)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : handler(found.get()).returnUrl(found.get()));
    }

    Future<OperationOutcome> ask(Operation operation) {
        return handler(operation)
                .ask(operation)
                .compose(answer -> apply(evidence(EvidenceSource.QUERY, operation, answer)));
    }

    /** What was heard proves nothing by itself: the bank is asked, unless it was asked a moment ago. */
    Future<OperationOutcome> heard(String bankOrderNo, int intervalMs) {
        return store.byNumber(pool, bankOrderNo).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new OperationOutcome.NotOurs());
            }
            var operation = found.get();
            return store.claimSync(pool, bankOrderNo, intervalMs)
                    .compose(may -> may ? ask(operation) : Future.succeededFuture(untouched(operation)));
        });
    }

    private static OperationOutcome untouched(Operation operation) {
        return new OperationOutcome.Applied(operation.merchantId(), operation.resourceId(), false, null);
    }

    /** Asks the bank now. */
    Future<OperationOutcome> askInstead(String bankOrderNo) {
        return store.byNumber(pool, bankOrderNo)
                .compose(found ->
                        found.isEmpty() ? Future.succeededFuture(new OperationOutcome.NotOurs()) : ask(found.get()));
    }

    /** Asks after the calls for a resource that are not final, unless they were asked after a moment ago. */
    Future<Void> askAll(String merchantId, String resourceId, int intervalMs, int bankTimeoutMs) {
        return store.ofResource(pool, merchantId, resourceId).compose(operations -> {
            Future<Void> chain = Future.succeededFuture();
            for (var operation : operations) {
                if (!operation.inFlight(clock.instant(), bankTimeoutMs)) {
                    chain = chain.compose(done -> store.claimSync(pool, operation.bankOrderNo(), intervalMs))
                            .compose(may -> may ? ask(operation).mapEmpty() : Future.succeededFuture());
                }
            }
            return chain;
        });
    }

    /** Applies evidence; the future ends after commit. */
    Future<OperationOutcome> apply(Evidence evidence) {
        return apply(evidence, TRIES_MAX).onSuccess(outcome -> applied(evidence, outcome));
    }

    private Future<OperationOutcome> apply(Evidence evidence, int triesLeft) {
        return store.byNumber(pool, evidence.bankOrderNo()).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new OperationOutcome.NotOurs());
            }
            return applyTo(found.get(), evidence)
                    .compose(outcome -> outcome instanceof OperationOutcome.Stale && triesLeft > 1
                            ? apply(evidence, triesLeft - 1)
                            : Future.succeededFuture(outcome));
        });
    }

    /** To the call as it was read: stale where it is no longer so. */
    Future<OperationOutcome> applyTo(Operation read, Evidence evidence) {
        return handler(read).apply(read, evidence);
    }

    private void applied(Evidence evidence, OperationOutcome outcome) {
        if (outcome instanceof OperationOutcome.Stale) {
            LOGGER.atWarn()
                    .addKeyValue("order", evidence.bankOrderNo())
                    .addKeyValue("source", evidence.source().word())
                    .log("a bank's word about a call kept losing races; the bank is asked again");
        }
        if (!(outcome instanceof OperationOutcome.Applied applied)) {
            return;
        }
        if (applied.changed()) {
            bus.publish(OutboxWritten.ADDRESS, new OutboxWritten(1));
            LOGGER.atInfo()
                    .addKeyValue("resourceId", applied.resourceId())
                    .addKeyValue("order", evidence.bankOrderNo())
                    .addKeyValue("source", evidence.source().word())
                    .addKeyValue("evidence", evidence.reply().kind())
                    .log("changed by a bank's word");
        }
        var next = applied.next();
        if (next != null) {
            sendSoon(next);
        }
    }

    private Future<Boolean> begin(Operation operation, OperationHandler handler, Instant now) {
        var askAt = schedule.unlessAnswered(now);
        return pool.withTransaction(transaction -> store.sending(transaction, operation.bankOrderNo(), now, askAt)
                .compose(mine -> mine
                        ? handler.begin(transaction, operation, now)
                                .compose(wanted -> wanted
                                        ? Future.succeededFuture(true)
                                        : store.write(
                                                        transaction,
                                                        sent(operation, now),
                                                        OperationStatus.DECLINED,
                                                        null,
                                                        null)
                                                .compose(OperationDesk::unlessChanged))
                        : Future.succeededFuture(false)));
    }

    private static Future<Boolean> unlessChanged(boolean written) {
        return written ? Future.succeededFuture(false) : Future.failedFuture("the call changed meanwhile");
    }

    private Evidence evidence(EvidenceSource source, Operation operation, BankAnswer answer) {
        return new Evidence(
                source,
                operation.channelId(),
                operation.bankOrderNo(),
                answer.reply(),
                true,
                false,
                answer.raw(),
                clock.instant());
    }

    private static Operation sent(Operation operation, Instant now) {
        return new Operation(
                operation.bankOrderNo(),
                operation.merchantId(),
                operation.resourceId(),
                operation.paymentId(),
                operation.kind(),
                operation.number(),
                operation.channelId(),
                operation.bank(),
                OperationStatus.SENT,
                now,
                operation.bankTxnNo(),
                operation.sends() + 1,
                operation.queries());
    }

    private OperationHandler handler(Operation operation) {
        return Objects.requireNonNull(handlers.get(operation.kind()), "nobody handles " + operation.kind());
    }
}
