package dev.tongfu.payment;

import dev.tongfu.db.MicroBatch;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/**
 * What merchants do with payments: create, read, ask the bank, close.
 *
 * <p>Lives on one event loop. Futures fail with {@code Shed} or {@code OutcomeUnknown} of the micro-batch, or with
 * the failure of the database; everything a merchant can cause is a value.
 */
public final class PaymentService {
    private final Pool pool;
    private final MicroBatch<IntakeWork.Item, CreateOutcome> intake;
    private final PaymentStore payments;
    private final PaymentReads reads;
    private final AttemptStore attempts;
    private final ClosingStore closings;
    private final Decider decider;
    private final Inquiry inquiry;
    private final IntakeRules rules;

    PaymentService(
            PaymentDesk.Parts parts,
            IntakeRules rules,
            MicroBatch<IntakeWork.Item, CreateOutcome> intake,
            PaymentStore payments,
            PaymentReads reads,
            AttemptStore attempts,
            ClosingStore closings,
            Decider decider,
            Inquiry inquiry) {
        this.pool = parts.pool();
        this.intake = intake;
        this.payments = payments;
        this.reads = reads;
        this.attempts = attempts;
        this.closings = closings;
        this.decider = decider;
        this.inquiry = inquiry;
        this.rules = rules;
    }

    /** Stores a payment; nothing is asked of a bank yet. */
    public Future<CreateOutcome> create(NewPayment request) {
        var refusal = rules.refusal(request);
        if (refusal.isPresent()) {
            return replayOr(request, refusal.get());
        }
        return intake.submit(new IntakeWork.Item(request, rules.payment(request)));
    }

    public Future<Optional<Payment>> find(String merchantId, String paymentId) {
        return reads.byId(merchantId, paymentId);
    }

    public Future<Optional<Payment>> findByOrderNo(String merchantId, String orderNo) {
        return payments.byOrderNo(pool, merchantId, orderNo);
    }

    /** Asks the bank first where the state is not final; asked a moment ago, the state is given as it is. */
    public Future<Optional<Payment>> sync(String merchantId, String paymentId) {
        return find(merchantId, paymentId).compose(found -> {
            if (found.isEmpty() || settled(found.get().status())) {
                return Future.succeededFuture(found);
            }
            return inquiry.askAll(found.get(), false).compose(asked -> find(merchantId, paymentId));
        });
    }

    /**
     * Neither bank can close an unpaid order, so the bank is asked: a paid one has succeeded, an unpaid one is closed
     * and watched until the bank's deadline has passed.
     */
    public Future<CloseOutcome> close(String merchantId, String paymentId) {
        return find(merchantId, paymentId)
                .compose(found -> found.map(this::close).orElse(Future.succeededFuture(new CloseOutcome.NotFound())));
    }

    private Future<CloseOutcome> close(Payment payment) {
        if (!payment.status().open()) {
            return Future.succeededFuture(closed(payment));
        }
        return closings.request(pool, payment.merchantId(), payment.id())
                .compose(requested -> inquiry.askAll(payment, true))
                .compose(asked -> closeUntried(payment.merchantId(), payment.id()))
                .compose(done -> find(payment.merchantId(), payment.id()))
                .map(after -> after.map(PaymentService::closed).orElseGet(CloseOutcome.NotFound::new));
    }

    /** Closes a payment that no attempt could have paid. */
    private Future<Void> closeUntried(String merchantId, String paymentId) {
        return attempts.ofPayment(pool, merchantId, paymentId)
                .compose(list -> find(merchantId, paymentId).compose(found -> {
                    boolean unclear =
                            list.stream().anyMatch(attempt -> attempt.status().unclear());
                    var closing = found.flatMap(payment -> decider.close(payment, unclear));
                    return closing.isEmpty()
                            ? Future.succeededFuture()
                            : pool.withTransaction(transaction ->
                                            closings.close(transaction, java.util.List.of(closing.get())))
                                    .mapEmpty();
                }));
    }

    private static CloseOutcome closed(Payment payment) {
        return switch (payment.status()) {
            case CLOSED, SUCCEEDED, FAILED, LATE_PAID, LATE_REFUNDED -> new CloseOutcome.Ended(payment);
            case CREATED, AWAITING_CODE, SUBMITTED, UNKNOWN -> new CloseOutcome.Unclear(payment);
            case AUTHORIZED, CAPTURED, CANCELLED, EXPIRED, REVERSED -> new CloseOutcome.WrongState(payment);
        };
    }

    private static boolean settled(PaymentStatus status) {
        return !status.open() && status != PaymentStatus.CLOSED && status != PaymentStatus.FAILED;
    }

    /** A repeated request is answered with what is there, even where its rules would no longer hold. */
    private Future<CreateOutcome> replayOr(NewPayment request, CreateOutcome.Reason reason) {
        return findByOrderNo(request.merchantId(), request.orderNo())
                .map(found -> found.<CreateOutcome>map(stored ->
                                IntakeWork.compare(new IntakeWork.Item(request, rules.payment(request)), stored))
                        .orElseGet(() -> new CreateOutcome.Refused(reason)));
    }
}
