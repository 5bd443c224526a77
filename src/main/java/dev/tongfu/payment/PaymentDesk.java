package dev.tongfu.payment;

import dev.tongfu.bank.BankProfile;
import dev.tongfu.bus.Bus;
import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatch;
import dev.tongfu.db.MicroBatchConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** All of the payment feature on one event loop, put together. */
public final class PaymentDesk {
    private final Parts parts;
    private final PaymentService service;
    private final TransactionList transactions;
    private final Checkout checkout;
    private final NoticeDesk notices;
    private final Inquiry inquiry;
    private final EvidenceDoor door;
    private final AttemptStore attempts = new AttemptStore();
    private final ClosingStore closings;
    private final Decider decider;
    private final MicroBatch<IntakeWork.Item, CreateOutcome> intake;

    /**
     * What the feature needs of others.
     *
     * @param banks what each bank offers
     */
    public record Parts(
            Pool pool,
            MerchantDirectory merchants,
            LedgerStore ledger,
            OutboxStore outbox,
            PayerLinks links,
            Bus bus,
            Map<String, BankProfile> banks,
            MicroBatchConfig batches,
            InquiryConfig inquiry,
            Ids ids,
            Clock clock) {}

    /** To be made on the event loop it will serve. */
    public PaymentDesk(Vertx vertx, Parts parts) {
        this.parts = parts;
        var payments = new PaymentStore();
        var store = new EvidenceStore();
        var schedule = new QuerySchedule(parts.inquiry());
        closings = new ClosingStore(parts.outbox());
        decider = new Decider(parts.merchants(), new PaymentJson(parts.links()), schedule, parts.ids(), parts.clock());
        var work = new EvidenceWork(parts.pool(), store, parts.ledger(), parts.outbox(), decider);
        door = new EvidenceDoor(
                new MicroBatch<>(vertx, parts.clock(), parts.batches(), work),
                parts.pool(),
                store,
                parts.bus(),
                parts.ids(),
                parts.clock());
        inquiry = new Inquiry(parts.pool(), attempts, door, parts.bus(), parts.inquiry(), parts.clock());
        intake = new MicroBatch<>(vertx, parts.clock(), parts.batches(), new IntakeWork(parts.pool(), payments));
        service = new PaymentService(parts, intake, payments, attempts, closings, decider, inquiry);
        transactions = new TransactionList(parts.pool(), payments);
        checkout = new Checkout(parts, payments, attempts, door, inquiry, schedule);
        notices = new NoticeDesk(parts, attempts, payments, door, inquiry);
    }

    public PaymentService service() {
        return service;
    }

    public TransactionList transactions() {
        return transactions;
    }

    public Checkout checkout() {
        return checkout;
    }

    public NoticeDesk notices() {
        return notices;
    }

    public EvidenceDoor door() {
        return door;
    }

    Inquiry inquiry() {
        return inquiry;
    }

    Future<List<DueAttempt>> claimDue(int limit, int leaseS) {
        return attempts.claimDue(parts.pool(), limit, leaseS);
    }

    /** Closes payments whose time is over and that no attempt could have paid; several nodes may do it at once. */
    Future<Integer> closeExpired(int limit) {
        return parts.pool()
                .withTransaction(transaction -> closings.expired(transaction, limit)
                        .compose(expired -> closings.close(
                                transaction,
                                expired.stream()
                                        .flatMap(payment -> decider.close(payment, false).stream())
                                        .toList()))
                        .map(List::size));
    }

    /** Sends what is queued and waits for what is in flight. */
    public Future<Void> close() {
        return Future.join(intake.close(), door.close()).mapEmpty();
    }
}
