package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatch;
import dev.tongfu.ledger.FloorOutcome;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.RefundPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What merchants do with refunds: ask for one, read, ask the bank.
 *
 * <p>The amount is reserved on the payment and in the ledger, and the call at the bank is intended under its number,
 * in one transaction; only then is the bank asked. However many come at once, from however many nodes, what goes back
 * never exceeds what was taken.
 */
public final class RefundService {
    private final Pool pool;
    private final RefundStore refunds;
    private final PaymentStore payments;
    private final OperationStore operations;
    private final OperationDesk desk;
    private final OperationSchedule schedule;
    private final Movements movements;
    private final RefundPlan plan;
    private final LedgerStore ledger;
    private final MerchantDirectory merchants;
    private final InquiryConfig inquiry;
    private final Ids ids;
    private final Clock clock;
    private final MicroBatch<Intended, RefundOutcome> gathered;

    /** To be called on the event loop that will ask. */
    RefundService(Vertx vertx, PaymentDesk.Parts parts, RefundParts own) {
        this.pool = parts.pool();
        this.refunds = own.refunds();
        this.payments = own.payments();
        this.operations = own.operations();
        this.desk = own.desk();
        this.schedule = own.schedule();
        this.movements = own.movements();
        this.plan = own.plan();
        this.ledger = parts.ledger();
        this.merchants = parts.merchants();
        this.inquiry = parts.inquiry();
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.gathered = new MicroBatch<>(
                vertx,
                clock,
                parts.batches(),
                new ReserveWork(pool, this),
                parts.observer().batch("refund_reserve"));
    }

    /** Sends what is queued and waits for what is in flight. */
    Future<Void> close() {
        return gathered.close();
    }

    /** What the refund classes share. */
    record RefundParts(
            RefundStore refunds,
            PaymentStore payments,
            OperationStore operations,
            OperationDesk desk,
            OperationSchedule schedule,
            Movements movements,
            RefundPlan plan) {}

    /** Reserves; the bank is asked right after the answer. A repeated request is answered with what is there. */
    public Future<RefundOutcome> create(NewRefund request) {
        return refunds.byNo(pool, request.merchantId(), request.refundNo())
                .compose(found -> found.isPresent() ? compare(request, found.get()) : createNew(request));
    }

    public Future<Optional<Refund>> find(String merchantId, String refundId) {
        return refunds.byId(pool, merchantId, refundId);
    }

    public Future<Optional<Refund>> findByNo(String merchantId, String refundNo) {
        return refunds.byNo(pool, merchantId, refundNo);
    }

    /** Refunds made in {@code [from, to)}, newest first; {@code beforeId} is the last of the page before. */
    public Future<List<Refund>> list(
            String merchantId, Instant from, @Nullable String beforeId, Instant to, Narrowed narrowed, int limit) {
        String high = beforeId == null ? Ids.lowest("ref", to) : beforeId;
        var filter = new RefundStore.Filter(narrowed.status(), narrowed.paymentId());
        return refunds.list(pool, merchantId, Ids.lowest("ref", from), high, filter, limit);
    }

    /** What a list is narrowed to; null for any. */
    public record Narrowed(
            @Nullable String status, @Nullable String paymentId) {}

    /** Asks the bank first where the state is not final; asked a moment ago, the state is given as it is. */
    public Future<Optional<Refund>> sync(String merchantId, String refundId) {
        return find(merchantId, refundId).compose(found -> {
            if (found.isEmpty() || !found.get().status().open()) {
                return Future.succeededFuture(found);
            }
            return desk.askAll(merchantId, refundId, inquiry.syncIntervalMs(), inquiry.bankTimeoutMs())
                    .compose(asked -> find(merchantId, refundId));
        });
    }

    private Future<RefundOutcome> compare(NewRefund request, Refund stored) {
        if (stored.source() != Refund.Source.MERCHANT) {
            return Future.succeededFuture(new RefundOutcome.Conflict("/refund_no"));
        }
        return payments.byId(pool, stored.merchantId(), stored.paymentId())
                .map(payment -> request.firstDifference(stored, payment.orElseThrow())
                        .<RefundOutcome>map(RefundOutcome.Conflict::new)
                        .orElseGet(() -> new RefundOutcome.Replayed(stored)));
    }

    private Future<RefundOutcome> createNew(NewRefund request) {
        return payment(request).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new RefundOutcome.NoPayment());
            }
            var payment = found.get();
            var reason = objection(request, payment);
            return reason == null
                    ? reserve(request, payment)
                    : Future.succeededFuture(new RefundOutcome.Refused(reason, payment));
        });
    }

    private Future<Optional<Payment>> payment(NewRefund request) {
        return request.paymentId() != null
                ? payments.byId(pool, request.merchantId(), request.paymentId())
                : payments.byOrderNo(pool, request.merchantId(), String.valueOf(request.orderNo()));
    }

    private RefundOutcome.@Nullable Reason objection(NewRefund request, Payment payment) {
        if (!merchants.merchant(request.merchantId()).map(Merchant::active).orElse(false)) {
            return RefundOutcome.Reason.MERCHANT_DISABLED;
        }
        boolean offered = payment.bank() != null && plan.offered(payment.bank());
        return RefundOutcome.objection(payment, request.amount().minor(), offered);
    }

    private Future<RefundOutcome> reserve(NewRefund request, Payment payment) {
        return movements.of(pool, payment).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new RefundOutcome.Refused(RefundOutcome.Reason.WRONG_STATE, payment));
            }
            var refund = refund(request, payment, found.get());
            return reserve(refund, payment).compose(outcome -> ended(request, outcome));
        });
    }

    private Future<RefundOutcome> ended(NewRefund request, RefundOutcome outcome) {
        if (outcome instanceof RefundOutcome.Conflict) {
            return refunds.byNo(pool, request.merchantId(), request.refundNo())
                    .compose(found -> compare(request, found.orElseThrow()));
        }
        if (outcome instanceof RefundOutcome.Refused refused && refused.reason() == RefundOutcome.Reason.EXCEEDS) {
            return payments.byId(pool, request.merchantId(), refused.payment().id())
                    .map(now -> refusedNow(request, now.orElseThrow()));
        }
        return Future.succeededFuture(outcome);
    }

    /** Another refund came first: said by what is there now. */
    private RefundOutcome refusedNow(NewRefund request, Payment payment) {
        var reason = objection(request, payment);
        return new RefundOutcome.Refused(reason == null ? RefundOutcome.Reason.EXCEEDS : reason, payment);
    }

    /** Reserves for whatever source: payment or extra receipt, ledger, refund and intended call, or nothing of it. */
    Future<RefundOutcome> reserve(Refund refund, Payment payment) {
        var intended = intended(refund, payment);
        return ledger.prepare(pool, List.of(intended.reserve()))
                .compose(ready -> gathered.submit(intended))
                .onSuccess(outcome -> {
                    if (outcome instanceof RefundOutcome.Created) {
                        send(intended);
                    }
                });
    }

    /** A refund as it will be reserved, and the first call for it. */
    record Intended(Refund refund, Payment payment, Operation operation, Transfer reserve) {}

    Intended intended(Refund refund, Payment payment) {
        var now = clock.instant();
        var kind = plan.way(payment, refund, now);
        var target = new Operation.Target(
                refund.merchantId(), refund.id(), refund.paymentId(), refund.channelId(), refund.bank());
        var operation = Operation.prepared(ids.next(), kind, target, 1, now);
        var transfers = RefundPostings.reserved(
                refund.id(),
                RefundPlan.source(refund),
                RefundPlan.channel(refund),
                plan.profile(refund.bank()).calendar().dateOf(now),
                refund.amount());
        return new Intended(refund, payment, operation, transfers.get(0));
    }

    /** Within a transaction, which writes nothing else should the outcome be another than created. */
    Future<RefundOutcome> reserve(SqlConnection transaction, Intended intended) {
        return refunds.reserve(transaction, intended.refund())
                .compose(reserved -> reserved == RefundStore.Reserved.DONE
                        ? book(transaction, intended)
                        : Future.succeededFuture(notReserved(reserved, intended.payment())));
    }

    /** Many that debit one balance, all of them or, should the outcome be another than posted, none. */
    Future<FloorOutcome> reserveAll(SqlConnection transaction, List<Intended> all) {
        Future<Boolean> reserved = Future.succeededFuture(true);
        for (var intended : all) {
            reserved = reserved.compose(so -> so
                    ? refunds.reserve(transaction, intended.refund()).map(RefundStore.Reserved.DONE::equals)
                    : Future.succeededFuture(false));
        }
        String merchantId = all.get(0).refund().merchantId();
        return reserved.compose(every -> every
                ? operations
                        .insert(
                                transaction,
                                all.stream().map(Intended::operation).toList(),
                                schedule.unlessSent())
                        .compose(done -> ledger.postAllWithFloor(
                                transaction, all.stream().map(Intended::reserve).toList(), floor(merchantId)))
                : Future.succeededFuture(FloorOutcome.INSUFFICIENT));
    }

    /** Once it is committed; nobody waits, and what is not sent now is sent later. */
    void send(Intended intended) {
        desk.sendSoon(intended.operation());
    }

    private static RefundOutcome notReserved(RefundStore.Reserved reserved, Payment payment) {
        return reserved == RefundStore.Reserved.NUMBER_TAKEN
                ? new RefundOutcome.Conflict("/refund_no")
                : new RefundOutcome.Refused(RefundOutcome.Reason.EXCEEDS, payment);
    }

    private Future<RefundOutcome> book(SqlConnection transaction, Intended intended) {
        var refund = intended.refund();
        var reserve = intended.reserve();
        return operations
                .insert(transaction, List.of(intended.operation()), schedule.unlessSent())
                .compose(done -> refund.source() == Refund.Source.MERCHANT
                        ? ledger.postWithFloor(transaction, reserve, floor(refund.merchantId()))
                        : ledger.post(transaction, List.of(reserve)).map(FloorOutcome.POSTED))
                .map(posted -> posted == FloorOutcome.INSUFFICIENT
                        ? new RefundOutcome.Refused(RefundOutcome.Reason.INSUFFICIENT, intended.payment())
                        : new RefundOutcome.Created(refund));
    }

    private long floor(String merchantId) {
        return merchants
                .merchant(merchantId)
                .map(merchant -> merchant.policy().pendingFloor())
                .orElse(0L);
    }

    private Refund refund(NewRefund request, Payment payment, Movements.Found found) {
        return refund(
                payment, found, request.refundNo(), request.amount(), request.reason(), Refund.Source.MERCHANT, null);
    }

    /** A refund of our own: of late or extra money. */
    Refund ownRefund(Payment payment, Movements.Found found, Money amount, Refund.Source source, @Nullable String ref) {
        return refund(payment, found, "tf-" + ids.next(), amount, null, source, ref);
    }

    private Refund refund(
            Payment payment,
            Movements.Found found,
            String refundNo,
            Money amount,
            @Nullable String reason,
            Refund.Source source,
            @Nullable String sourceRef) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Refund(
                payment.merchantId(),
                ids.next("ref"),
                refundNo,
                payment.id(),
                RefundStatus.CREATED,
                1,
                0,
                amount,
                reason,
                source,
                sourceRef,
                null,
                null,
                found.channelId(),
                found.bank(),
                null,
                null,
                null,
                null,
                now,
                now);
    }
}
