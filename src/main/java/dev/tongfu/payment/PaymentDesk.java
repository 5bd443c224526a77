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
    private final RefundService refunds;
    private final RefundHandler refundHandler;
    private final RefundReturns returns;
    private final ApprovedActs approved;
    private final HoldService holds;
    private final StatementEvidence statements;
    private final OperationDesk operations;
    private final OwnRefunds ownRefunds;
    private final BatchDesk batches;
    private final CodeService codes;
    private final ContractService contracts;
    private final ContractHandler contractHandler;
    private final DebitService debits;
    private final IdentityCheckService identityChecks;
    private final IdentityCheckHandler identityCheckHandler;
    private final MicroBatch<IntakeWork.Item, CreateOutcome> intake;
    private final PaymentReads reads;

    /**
     * What the feature needs of others.
     *
     * @param banks what each bank offers
     * @param cards keyed digests of card data
     * @param ends hears of the end of refunds that no merchant asked for
     * @param observer hears of everything that is counted
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
            OperationConfig operations,
            BatchConfig merchantBatches,
            PayerStepConfig steps,
            CardDigests cards,
            RefundEnds ends,
            PaymentObserver observer,
            Ids ids,
            Clock clock) {
        /** Nobody waits for the end of refunds that no merchant asked for, and nobody counts. */
        public Parts(
                Pool pool,
                MerchantDirectory merchants,
                LedgerStore ledger,
                OutboxStore outbox,
                PayerLinks links,
                Bus bus,
                Map<String, BankProfile> banks,
                MicroBatchConfig batches,
                InquiryConfig inquiry,
                OperationConfig operations,
                BatchConfig merchantBatches,
                PayerStepConfig steps,
                CardDigests cards,
                Ids ids,
                Clock clock) {
            this(
                    pool,
                    merchants,
                    ledger,
                    outbox,
                    links,
                    bus,
                    banks,
                    batches,
                    inquiry,
                    operations,
                    merchantBatches,
                    steps,
                    cards,
                    RefundEnds.NONE,
                    PaymentObserver.NONE,
                    ids,
                    clock);
        }

        /** The same, and somebody who waits for them. */
        public Parts with(RefundEnds other) {
            return with(other, observer);
        }

        /** The same, and somebody who waits for them, and somebody who counts. */
        public Parts with(RefundEnds other, PaymentObserver counting) {
            return new Parts(
                    pool,
                    merchants,
                    ledger,
                    outbox,
                    links,
                    bus,
                    banks,
                    batches,
                    inquiry,
                    operations,
                    merchantBatches,
                    steps,
                    cards,
                    other,
                    counting,
                    ids,
                    clock);
        }
    }

    /** To be made on the event loop it will serve. */
    public PaymentDesk(Vertx vertx, Parts parts) {
        this.parts = parts;
        var payments = new PaymentStore();
        var observer = parts.observer();
        var store = new EvidenceStore(observer);
        var schedule = new QuerySchedule(parts.inquiry());
        var json = new PaymentJson(parts.links());
        var line = new BankLine(parts.bus(), parts.inquiry().bankTimeoutMs());
        var calls = new OperationStore();
        var acts = new HoldStore();
        var urls = new MerchantUrls(parts.merchants());
        var batchStore = new BatchStore();
        var tally = new BatchTally(batchStore, parts.outbox(), urls, parts.ids());
        closings = new ClosingStore(parts.outbox(), tally, observer);
        var rules = new IntakeRules(parts);
        decider = new Decider(parts, json, schedule);
        door = door(vertx, store, new OwnCancels(acts, calls, parts.ids()), tally);
        inquiry = new Inquiry(parts.pool(), attempts, door, line, parts.inquiry(), parts.clock());
        intake = new MicroBatch<>(
                vertx,
                parts.clock(),
                parts.batches(),
                new IntakeWork(parts.pool(), payments, observer),
                observer.batch("intake"));
        reads = new PaymentReads(vertx, parts, payments);
        service = new PaymentService(parts, rules, intake, payments, reads, attempts, closings, decider, inquiry);
        checkout = new Checkout(vertx, parts, reads, attempts, door, inquiry, schedule, line);
        var own = refundParts(payments, calls, line);
        statements = new StatementEvidence(parts, attempts, own, door, line);
        var refundDecider = new RefundDecider(own.plan(), own.schedule(), urls, json, parts.ids(), parts.clock());
        var holdDecider = new HoldDecider(parts.banks(), own.schedule(), urls, json, parts.ids(), parts.clock());
        codes = new CodeService(parts, rules, payments, attempts, door, inquiry, line);
        var mandates = new ContractStore();
        var contractDecider = new ContractDecider(parts, own.schedule(), urls);
        contractHandler = new ContractHandler(parts, mandates, calls, contractDecider, store, line);
        contracts = new ContractService(parts, rules, mandates, own, store, line);
        debits = new DebitService(parts, rules, mandates, payments, door, line);
        var checks = new IdentityCheckStore();
        identityCheckHandler = new IdentityCheckHandler(parts, checks, calls, store, urls);
        identityChecks = new IdentityCheckService(parts, rules, checks, own);
        refundHandler = new RefundHandler(vertx, parts, own, refundDecider, store, tally, line);
        operations = own.desk()
                .with(refundHandler)
                .with(new HoldHandler(parts, acts, own, holdDecider, store, line))
                .with(contractHandler)
                .with(identityCheckHandler);
        refunds = new RefundService(vertx, parts, own);
        returns = new RefundReturns(parts, own.refunds(), refundDecider, tally);
        var told = new PaymentMessages(urls, json, parts.ids());
        approved = new ApprovedActs(parts, own, new ApprovedActs.Words(told, refundDecider), tally, refunds);
        var doors = new BatchDesk.Doors(new RefundBulk(parts, refundDecider, store, tally), door);
        batches = new BatchDesk(parts, own, batchStore, store, doors, line);
        holds = new HoldService(parts, acts, own);
        ownRefunds = new OwnRefunds(parts.pool(), own.movements(), own.plan(), refunds);
        transactions = new TransactionList(parts.pool(), payments, own.refunds(), acts);
        notices = new NoticeDesk(parts, attempts, payments, door, inquiry, operations);
    }

    private EvidenceDoor door(Vertx vertx, EvidenceStore store, OwnCancels cancels, BatchTally tally) {
        var work = new EvidenceWork(parts.pool(), store, parts.ledger(), parts.outbox(), cancels, tally, decider);
        var batch = new MicroBatch<>(
                vertx, parts.clock(), parts.batches(), work, parts.observer().batch("evidence"));
        return new EvidenceDoor(batch, parts.pool(), store, parts.bus(), parts.observer(), parts.ids(), parts.clock());
    }

    private RefundService.RefundParts refundParts(PaymentStore payments, OperationStore calls, BankLine line) {
        var schedule = new OperationSchedule(parts.operations(), parts.inquiry().bankTimeoutMs(), parts.clock());
        return new RefundService.RefundParts(
                new RefundStore(),
                payments,
                calls,
                new OperationDesk(parts.pool(), calls, schedule, line, parts.bus(), parts.clock()),
                schedule,
                new Movements(attempts, calls),
                new RefundPlan(parts.banks()));
    }

    /** New payments that are not stored yet. */
    public int waiting() {
        return intake.gauges().queuedItems();
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

    public RefundService refunds() {
        return refunds;
    }

    public RefundReturns refundReturns() {
        return returns;
    }

    public ApprovedActs approvedActs() {
        return approved;
    }

    public HoldService holds() {
        return holds;
    }

    public BatchDesk batches() {
        return batches;
    }

    public CodeService codes() {
        return codes;
    }

    public ContractService contracts() {
        return contracts;
    }

    public DebitService debits() {
        return debits;
    }

    public IdentityCheckService identityChecks() {
        return identityChecks;
    }

    public NoticeDesk notices() {
        return notices;
    }

    public StatementEvidence statementEvidence() {
        return statements;
    }

    public EvidenceDoor door() {
        return door;
    }

    Inquiry inquiry() {
        return inquiry;
    }

    OperationDesk operations() {
        return operations;
    }

    /** Money that is not the merchant's goes back. */
    Future<Void> giveBack(int limit) {
        return ownRefunds.lookFor(limit);
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

    /** Ends what its time ends: K码 orders that were never answered, contracts, identity checks. */
    Future<Void> endOverdue(int limit) {
        var now = parts.clock().instant();
        var todays = parts.banks().entrySet().stream()
                .map(bank -> new ContractStore.Today(
                        bank.getKey(), bank.getValue().calendar().dateOf(now)))
                .toList();
        return failUnanswered(limit)
                .compose(failed -> contractHandler.expire(todays, limit))
                .compose(expired -> identityCheckHandler.expire(limit));
    }

    /** Whoever made the call would have heard, or given up, in half of this time. */
    private Future<Integer> failUnanswered(int limit) {
        var before = parts.clock().instant().minusMillis(2L * parts.inquiry().bankTimeoutMs());
        return parts.pool()
                .withTransaction(transaction -> closings.unanswered(transaction, before, limit)
                        .compose(unanswered -> closings.close(
                                transaction,
                                unanswered.stream()
                                        .flatMap(payment -> decider.cardDataGone(payment).stream())
                                        .toList()))
                        .map(List::size));
    }

    /** Sends what is queued and waits for what is in flight. */
    public Future<Void> close() {
        return Future.join(intake.close(), checkout.close(), door.close(), refunds.close(), refundHandler.close())
                .eventually(reads::close)
                .mapEmpty();
    }
}
