package dev.tongfu.payment;

import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.db.Ids;
import dev.tongfu.merchant.Channel;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * K码支付: takes the order and has the bank send a code, pays with the code the payer gives.
 *
 * <p>The card passes through memory only. Each call is committed before it is made; a pay call is made by one caller
 * only, and never again after an unclear answer: the bank is asked instead.
 */
public final class CodeService {
    private static final Logger LOGGER = LoggerFactory.getLogger(CodeService.class);

    private final Pool pool;
    private final FirstAttemptStore store;
    private final PaymentStore payments;
    private final AttemptStore attempts;
    private final IntakeRules rules;
    private final CardDigests cards;
    private final EvidenceDoor door;
    private final Inquiry inquiry;
    private final BankLine line;
    private final Ids ids;
    private final Clock clock;
    private final int bankTimeoutMs;
    private final int codeTriesMax;

    CodeService(
            PaymentDesk.Parts parts,
            IntakeRules rules,
            PaymentStore payments,
            AttemptStore attempts,
            EvidenceDoor door,
            Inquiry inquiry,
            BankLine line) {
        this.pool = parts.pool();
        this.payments = payments;
        this.attempts = attempts;
        this.rules = rules;
        this.cards = parts.cards();
        this.door = door;
        this.inquiry = inquiry;
        this.line = line;
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.store = new FirstAttemptStore(parts.observer());
        this.bankTimeoutMs = parts.inquiry().bankTimeoutMs();
        this.codeTriesMax = parts.steps().codeTriesMax();
    }

    /** Stores the order and has the bank send the code; a repeated request is answered with what is there. */
    public Future<CreateOutcome> create(NewPayment request, PayerCard card) {
        return payments.byOrderNo(pool, request.merchantId(), request.orderNo())
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(compare(request, card, found.get()))
                        : createNew(request, card));
    }

    /** Pays with the code; what the payer typed comes with it. */
    public Future<CodeOutcome> confirm(String merchantId, String paymentId, String code, PayerCard card) {
        return load(merchantId, paymentId).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new CodeOutcome.NotFound());
            }
            var payment = found.get().payment();
            return awaitsCode(payment) ? pay(found.get(), code, card) : Future.succeededFuture(refused(payment));
        });
    }

    /** Has the bank send another code, also where its answer to the first was unclear. */
    public Future<CodeOutcome> resend(String merchantId, String paymentId) {
        return load(merchantId, paymentId).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new CodeOutcome.NotFound());
            }
            var view = found.get();
            boolean may = awaitsCode(view.payment()) || answeredUnclearly(view);
            return may ? resend(view) : Future.succeededFuture(refused(view.payment()));
        });
    }

    /** The payment and its one attempt; a payment of another kind may have none. */
    private record View(Payment payment, @Nullable Attempt attempt) {
        Attempt tried() {
            return Objects.requireNonNull(attempt, "a K码 payment has its attempt");
        }
    }

    private Future<Optional<View>> load(String merchantId, String paymentId) {
        return payments.byId(pool, merchantId, paymentId).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            return attempts.ofPayment(pool, merchantId, paymentId)
                    .map(list -> Optional.of(new View(found.get(), list.isEmpty() ? null : list.get(0))));
        });
    }

    private CreateOutcome compare(NewPayment request, PayerCard card, Payment stored) {
        var difference = request.firstDifference(stored);
        boolean before = difference.isPresent() && !difference.get().equals("/metadata");
        if (before || stored.card() == null) {
            return new CreateOutcome.Conflict(difference.orElse("/kind"));
        }
        return cards.firstDifference(request.merchantId(), card, stored.card().print())
                .map(name -> "/card/" + name)
                .or(() -> difference)
                .<CreateOutcome>map(CreateOutcome.Conflict::new)
                .orElseGet(() -> new CreateOutcome.Replayed(stored));
    }

    private Future<CreateOutcome> createNew(NewPayment request, PayerCard card) {
        var refusal = rules.refusal(request);
        if (refusal.isPresent()) {
            return Future.succeededFuture(new CreateOutcome.Refused(refusal.get()));
        }
        var offering = rules.offering(request);
        if (offering.size() > 1) {
            return Future.succeededFuture(new CreateOutcome.Refused(CreateOutcome.Reason.BANK_AMBIGUOUS));
        }
        var kept = new Payment.Card(cards.print(request.merchantId(), card), 0);
        var payment = rules.payment(request, PaymentStatus.CREATED, kept, null);
        var attempt = attempt(payment, offering.get(0));
        return store.code(pool, payment, attempt)
                .compose(stored ->
                        stored == FirstAttemptStore.Stored.DONE ? order(payment, attempt, card) : again(request, card));
    }

    /** The same order number came in the same moment. */
    private Future<CreateOutcome> again(NewPayment request, PayerCard card) {
        return payments.byOrderNo(pool, request.merchantId(), request.orderNo())
                .map(found -> compare(request, card, found.orElseThrow()));
    }

    private Future<CreateOutcome> order(Payment payment, Attempt attempt, PayerCard card) {
        var order = new BankCode.Order(
                attempt.channelId(),
                attempt.bankOrderNo(),
                payment.amount(),
                payment.subject(),
                attempt.orderedAt(),
                attempt.deadline(),
                card);
        return line.act(order)
                .compose(answer -> apply(attempt, answer))
                .compose(applied -> payments.byId(pool, payment.merchantId(), payment.id()))
                .map(found -> new CreateOutcome.Created(found.orElseThrow()));
    }

    private Future<CodeOutcome> pay(View view, String code, PayerCard card) {
        var payment = view.payment();
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.confirm(pool, payment, now, now.plusMillis(bankTimeoutMs))
                .compose(mine -> mine
                        ? pay(payment, view.tried(), code, card)
                        : now(payment).map(this::refused));
    }

    private Future<CodeOutcome> pay(Payment payment, Attempt attempt, String code, PayerCard card) {
        var call = new BankCode.Pay(
                attempt.channelId(), attempt.bankOrderNo(), payment.amount(), attempt.orderedAt(), code, card);
        return line.act(call)
                .compose(answer -> apply(attempt, answer)
                        .compose(applied -> answer.reply() instanceof BankReply.Processing
                                ? ask(payment, attempt)
                                : Future.succeededFuture()))
                .compose(done -> now(payment))
                .map(CodeOutcome.Done::new);
    }

    /** Anything but a code that was sent is kept and changes nothing: a pay call may be under way meanwhile. */
    private Future<CodeOutcome> resend(View view) {
        var payment = view.payment();
        var attempt = view.tried();
        var call =
                new BankCode.Resend(attempt.channelId(), attempt.bankOrderNo(), payment.amount(), attempt.orderedAt());
        return line.act(call)
                .compose(answer -> answer.reply() instanceof BankReply.CodeSent
                        ? apply(attempt, answer)
                        : door.keep(payment, evidence(attempt, answer)))
                .compose(done -> now(payment))
                .map(CodeOutcome.Done::new);
    }

    /** What is not applied is asked after, or swept; it must not look as if nothing had been recorded. */
    private Future<Void> apply(Attempt attempt, BankAnswer answer) {
        return door.apply(evidence(attempt, answer)).<Void>mapEmpty().recover(this::askedLater);
    }

    private Future<Void> ask(Payment payment, Attempt attempt) {
        return inquiry.ask(payment, attempt, false).<Void>mapEmpty().recover(this::askedLater);
    }

    private Future<Void> askedLater(Throwable cause) {
        LOGGER.atWarn().setCause(cause).log("an answer about a code was not applied; the bank is asked after it");
        return Future.succeededFuture();
    }

    private Evidence evidence(Attempt attempt, BankAnswer answer) {
        return new Evidence(
                EvidenceSource.ANSWER,
                attempt.channelId(),
                attempt.bankOrderNo(),
                answer.reply(),
                true,
                false,
                answer.raw(),
                clock.instant());
    }

    private Future<Payment> now(Payment payment) {
        return payments.byId(pool, payment.merchantId(), payment.id()).map(Optional::orElseThrow);
    }

    private boolean awaitsCode(Payment payment) {
        return payment.status() == PaymentStatus.AWAITING_CODE
                && !payment.closeRequested()
                && !payment.expired(clock.instant());
    }

    private boolean answeredUnclearly(View view) {
        var payment = view.payment();
        return payment.kind() == PaymentKind.KCODE
                && payment.status() == PaymentStatus.CREATED
                && !payment.closeRequested()
                && !payment.expired(clock.instant())
                && view.tried().status() != AttemptStatus.SENT;
    }

    private CodeOutcome refused(Payment payment) {
        if (payment.status() != PaymentStatus.FAILED || payment.card() == null) {
            return new CodeOutcome.WrongState(payment);
        }
        if (payment.card().tries() >= codeTriesMax) {
            return new CodeOutcome.TriesUsedUp();
        }
        boolean gone = payment.failure() != null && payment.failure().code().equals(Decider.CARD_DATA_GONE);
        return gone ? new CodeOutcome.CardDataGone() : new CodeOutcome.WrongState(payment);
    }

    private Attempt attempt(Payment payment, Channel channel) {
        return new Attempt(
                ids.next(),
                payment.merchantId(),
                payment.id(),
                1,
                channel.id(),
                channel.bank(),
                AttemptStatus.SENT,
                payment.createdAt().truncatedTo(ChronoUnit.SECONDS),
                payment.expiresAt(),
                null,
                null,
                0,
                null);
    }
}
