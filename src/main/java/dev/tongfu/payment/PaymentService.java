package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatch;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * What merchants do with payments: create, read, ask the bank, close.
 *
 * <p>Lives on one event loop. Futures fail with {@code Shed} or {@code OutcomeUnknown} of the micro-batch, or with
 * the failure of the database; everything a merchant can cause is a value.
 */
public final class PaymentService {
    private static final Duration EXPIRY_DEFAULT = Duration.ofMinutes(30);
    private static final Duration EXPIRY_MIN = Duration.ofMinutes(1);
    private static final Duration EXPIRY_MAX = Duration.ofHours(24);

    private final Pool pool;
    private final MicroBatch<IntakeWork.Item, CreateOutcome> intake;
    private final PaymentStore payments;
    private final AttemptStore attempts;
    private final ClosingStore closings;
    private final Decider decider;
    private final Inquiry inquiry;
    private final MerchantDirectory merchants;
    private final Map<String, BankProfile> banks;
    private final Ids ids;
    private final Clock clock;

    PaymentService(
            PaymentDesk.Parts parts,
            MicroBatch<IntakeWork.Item, CreateOutcome> intake,
            PaymentStore payments,
            AttemptStore attempts,
            ClosingStore closings,
            Decider decider,
            Inquiry inquiry) {
        this.pool = parts.pool();
        this.intake = intake;
        this.payments = payments;
        this.attempts = attempts;
        this.closings = closings;
        this.decider = decider;
        this.inquiry = inquiry;
        this.merchants = parts.merchants();
        this.banks = parts.banks();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    /** Stores a payment; nothing is asked of a bank yet. */
    public Future<CreateOutcome> create(NewPayment request) {
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            return replayOr(request, refusal.get());
        }
        return intake.submit(new IntakeWork.Item(request, payment(request)));
    }

    public Future<Optional<Payment>> find(String merchantId, String paymentId) {
        return payments.byId(pool, merchantId, paymentId);
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
                .map(found -> found.<CreateOutcome>map(
                                stored -> IntakeWork.compare(new IntakeWork.Item(request, payment(request)), stored))
                        .orElseGet(() -> new CreateOutcome.Refused(reason)));
    }

    private Optional<CreateOutcome.Reason> refusal(NewPayment request) {
        if (!merchants.merchant(request.merchantId()).map(Merchant::active).orElse(false)) {
            return Optional.of(CreateOutcome.Reason.MERCHANT_DISABLED);
        }
        if (request.bank() != null
                && merchants.route(request.merchantId(), request.bank()).isEmpty()) {
            return Optional.of(CreateOutcome.Reason.BANK_NOT_OFFERED);
        }
        if (!offered(request)) {
            return Optional.of(CreateOutcome.Reason.KIND_NOT_OFFERED);
        }
        if (request.expiresAt() == null) {
            return Optional.empty();
        }
        var ahead = Duration.between(clock.instant(), request.expiresAt());
        return ahead.compareTo(EXPIRY_MIN) < 0 || ahead.compareTo(EXPIRY_MAX) > 0
                ? Optional.of(CreateOutcome.Reason.EXPIRY_OUT_OF_RANGE)
                : Optional.empty();
    }

    private boolean offered(NewPayment request) {
        var capability = switch (request.kind()) {
            case PURCHASE -> Bank.Capability.PURCHASE;
            case PREAUTH -> Bank.Capability.PREAUTH;
            case KCODE -> Bank.Capability.KCODE;
            case DEBIT -> Bank.Capability.CONTRACT;
        };
        return merchants.routes(request.merchantId()).stream()
                .filter(channel -> request.bank() == null || channel.bank().equals(request.bank()))
                .anyMatch(channel -> {
                    var bank = banks.get(channel.bank());
                    return bank != null && bank.offers(capability);
                });
    }

    private Payment payment(NewPayment request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var expiry = request.expiresAt() == null ? now.plus(EXPIRY_DEFAULT) : request.expiresAt();
        return new Payment(
                request.merchantId(),
                ids.next("pay"),
                request.orderNo(),
                request.kind(),
                PaymentStatus.CREATED,
                1,
                0,
                request.amount(),
                0,
                0,
                0,
                request.bank(),
                null,
                null,
                null,
                null,
                request.subject(),
                request.resultMode(),
                request.notifyUrl(),
                request.returnUrl(),
                request.expiresAt(),
                request.metadata(),
                now,
                expiry,
                now,
                null,
                false,
                null,
                null,
                0,
                false);
    }
}
