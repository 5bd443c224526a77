package dev.tongfu.payment;

import dev.tongfu.bank.RawMessage;
import dev.tongfu.bus.Bus;
import dev.tongfu.bus.OutboxWritten;
import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every outcome enters, whichever road it came by.
 *
 * <p>Lives on one event loop. Fails with {@code Shed} when too much is waiting and with {@code OutcomeUnknown} when
 * the database did not say; the bank tells again or is asked again.
 */
public final class EvidenceDoor {
    private static final Logger LOGGER = LoggerFactory.getLogger(EvidenceDoor.class);
    private static final int TRIES_MAX = 8;

    private final MicroBatch<Evidence, ApplyOutcome> batch;
    private final Pool pool;
    private final EvidenceStore store;
    private final Bus bus;
    private final PaymentObserver observer;
    private final Ids ids;
    private final Clock clock;

    EvidenceDoor(
            MicroBatch<Evidence, ApplyOutcome> batch,
            Pool pool,
            EvidenceStore store,
            Bus bus,
            PaymentObserver observer,
            Ids ids,
            Clock clock) {
        this.batch = batch;
        this.pool = pool;
        this.store = store;
        this.bus = bus;
        this.observer = observer;
        this.ids = ids;
        this.clock = clock;
    }

    /** Applies evidence; the reply is given only after commit. {@code Stale} means that it kept losing races. */
    public Future<ApplyOutcome> apply(Evidence evidence) {
        return applyIfOurs(evidence)
                .compose(outcome -> outcome instanceof ApplyOutcome.NotOurs
                        ? notOurs(evidence).map(outcome)
                        : Future.succeededFuture(outcome));
    }

    /** The same, but a message about no order of ours is not kept yet: it may be about something else. */
    Future<ApplyOutcome> applyIfOurs(Evidence evidence) {
        return apply(evidence, TRIES_MAX).onSuccess(outcome -> {
            if (outcome instanceof ApplyOutcome.Applied applied) {
                log(evidence, applied);
            }
        });
    }

    Future<Void> notOurs(Evidence evidence) {
        return stray(evidence.channelId(), evidence.bankOrderNo(), evidence.raw(), "order not ours");
    }

    /** Keeps a message that is about nothing of ours, and raises an alarm. */
    Future<Void> stray(String channelId, String object, RawMessage raw, String reason) {
        var now = clock.instant();
        var kept = new KeptEvidence(
                ids.next("evd"),
                channelId,
                object,
                EvidenceSource.NOTICE,
                raw,
                null,
                null,
                "stray",
                reason,
                null,
                "alarm",
                now);
        return store.keep(pool, kept)
                .compose(done -> store.raise(pool, new Alarm(ids.next("alm"), now, "stray_notice", object, reason)));
    }

    /** Keeps what was heard of a payment's order and does nothing by it. */
    Future<Void> keep(Payment payment, Evidence evidence) {
        var kept = new KeptEvidence(
                ids.next("evd"),
                evidence.channelId(),
                evidence.bankOrderNo(),
                evidence.source(),
                evidence.raw(),
                payment.merchantId(),
                payment.id(),
                evidence.kind().word(),
                ReplyFacts.detail(evidence.reply()),
                null,
                "none",
                evidence.receivedAt());
        return store.keep(pool, kept);
    }

    Future<Void> close() {
        return batch.close();
    }

    private Future<ApplyOutcome> apply(Evidence evidence, int triesLeft) {
        return batch.submit(evidence)
                .compose(outcome -> outcome instanceof ApplyOutcome.Stale && triesLeft > 1
                        ? apply(evidence, triesLeft - 1)
                        : Future.succeededFuture(outcome));
    }

    private void log(Evidence evidence, ApplyOutcome.Applied applied) {
        if (applied.before().status() == applied.after().status()) {
            return;
        }
        observer.became(applied.after(), evidence.channelId());
        bus.publish(OutboxWritten.ADDRESS, new OutboxWritten(1));
        LOGGER.atInfo()
                .addKeyValue("paymentId", applied.after().id())
                .addKeyValue("order", evidence.bankOrderNo())
                .addKeyValue("source", evidence.source().word())
                .addKeyValue("evidence", evidence.kind().word())
                .addKeyValue("from", applied.before().status().word())
                .addKeyValue("to", applied.after().status().word())
                .log("payment changed");
    }
}
