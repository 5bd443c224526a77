package dev.tongfu.payment;

import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatch;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payer chose a bank: opens an attempt there and says how the browser gets to the bank.
 *
 * <p>One attempt at a time: a new one only when every earlier one is refused or known unpaid. Pressing twice, or
 * coming back to the same bank, leads to the same order.
 */
public final class Checkout {
    private static final int ATTEMPTS_MAX = 5;

    private final Pool pool;
    private final PaymentReads reads;
    private final AttemptStore attempts;
    private final EvidenceDoor door;
    private final Inquiry inquiry;
    private final QuerySchedule schedule;
    private final MerchantDirectory merchants;
    private final PayerLinks links;
    private final BankLine line;
    private final Ids ids;
    private final Clock clock;
    private final int bankTimeoutMs;
    private final MicroBatch<AttemptStore.Opening, Boolean> openings;

    /** To be called on the event loop that payers are served on. */
    Checkout(
            Vertx vertx,
            PaymentDesk.Parts parts,
            PaymentReads reads,
            AttemptStore attempts,
            EvidenceDoor door,
            Inquiry inquiry,
            QuerySchedule schedule,
            BankLine line) {
        this.pool = parts.pool();
        this.reads = reads;
        this.attempts = attempts;
        this.door = door;
        this.inquiry = inquiry;
        this.schedule = schedule;
        this.merchants = parts.merchants();
        this.links = parts.links();
        this.line = line;
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.bankTimeoutMs = parts.inquiry().bankTimeoutMs();
        this.openings = new MicroBatch<>(
                vertx,
                clock,
                parts.batches(),
                new OpenWork(pool, attempts),
                parts.observer().batch("open"));
    }

    /** Sends what is queued and waits for what is in flight. */
    Future<Void> close() {
        return openings.close();
    }

    /**
     * Opens an attempt at the bank, or returns to the one that is open there.
     *
     * @param payment as it was read a moment ago; where somebody has changed it since, nothing is opened
     */
    public Future<CheckoutOutcome> pay(Payment payment, String bank, @Nullable String payerIp) {
        return view(payment).compose(view -> pay(view, bank, payerIp));
    }

    /** The payment and its attempts as they stand. */
    private record View(Payment payment, List<Attempt> attempts) {}

    private Future<View> view(Payment payment) {
        return payment.attempts() == 0
                ? Future.succeededFuture(new View(payment, List.of()))
                : attempts.ofPayment(pool, payment.merchantId(), payment.id()).map(list -> new View(payment, list));
    }

    private Future<Optional<View>> load(Payment payment) {
        return reads.byId(payment.merchantId(), payment.id())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : view(found.get()).map(Optional::of));
    }

    private Future<CheckoutOutcome> pay(View view, String bank, @Nullable String payerIp) {
        var payment = view.payment();
        if (!payable(payment)) {
            return Future.succeededFuture(new CheckoutOutcome.NotPayable(payment));
        }
        if (payment.requestedBank() != null && !payment.requestedBank().equals(bank)) {
            return Future.succeededFuture(new CheckoutOutcome.BankNotOffered());
        }
        var route = merchants.route(payment.merchantId(), bank);
        if (route.isEmpty()) {
            return Future.succeededFuture(new CheckoutOutcome.BankNotOffered());
        }
        var standing = standing(view, bank);
        if (standing.isPresent()) {
            return Future.succeededFuture(new CheckoutOutcome.Forward(standing.get()));
        }
        if (inFlight(view)) {
            return Future.succeededFuture(new CheckoutOutcome.Checking());
        }
        if (unclear(view)) {
            return inquiry.askAll(payment, false)
                    .compose(asked -> load(payment))
                    .compose(again -> openAfterAsking(again, route.get(), payerIp));
        }
        return open(view, route.get(), payerIp);
    }

    /** Somebody else may have got further in the meantime. */
    private Future<CheckoutOutcome> openAfterAsking(Optional<View> again, Channel channel, @Nullable String payerIp) {
        if (again.isEmpty() || !payable(again.get().payment()) || unclear(again.get())) {
            return Future.succeededFuture(afterAsking(again));
        }
        var standing = standing(again.get(), channel.bank());
        return standing.isPresent()
                ? Future.succeededFuture(new CheckoutOutcome.Forward(standing.get()))
                : open(again.get(), channel, payerIp);
    }

    private static CheckoutOutcome afterAsking(Optional<View> view) {
        return view.isPresent() && view.get().payment().status().open()
                ? new CheckoutOutcome.Checking()
                : new CheckoutOutcome.NotPayable(view.map(View::payment).orElse(null));
    }

    private Future<CheckoutOutcome> open(View view, Channel channel, @Nullable String payerIp) {
        if (view.attempts().size() >= ATTEMPTS_MAX) {
            return Future.succeededFuture(new CheckoutOutcome.TooManyAttempts());
        }
        var payment = view.payment();
        var orderedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var attempt = new Attempt(
                ids.next(),
                payment.merchantId(),
                payment.id(),
                view.attempts().size() + 1,
                channel.id(),
                channel.bank(),
                AttemptStatus.SENT,
                orderedAt,
                payment.expiresAt(),
                null,
                null,
                0,
                null);
        return openings.submit(new AttemptStore.Opening(payment, attempt, schedule.first(channel.bank(), orderedAt)))
                .compose(opened -> opened
                        ? order(payment, attempt, payerIp)
                        : Future.succeededFuture(new CheckoutOutcome.Checking()));
    }

    private Future<CheckoutOutcome> order(Payment payment, Attempt attempt, @Nullable String payerIp) {
        var order = new BankOrder(
                attempt.channelId(),
                attempt.bankOrderNo(),
                payment.kind() == PaymentKind.PREAUTH ? BankOrder.Kind.PREAUTH : BankOrder.Kind.PURCHASE,
                payment.amount(),
                payment.subject(),
                attempt.orderedAt(),
                attempt.deadline(),
                payment.resultMode() == ResultMode.SERVER ? BankOrder.NoticeMode.SERVER : BankOrder.NoticeMode.PAGE,
                links.bankNotice(attempt.bank()),
                links.result(payment.merchantId(), payment.id()),
                payerIp);
        return line.order(order)
                .compose(answer -> door.apply(new Evidence(
                                EvidenceSource.ANSWER,
                                attempt.channelId(),
                                attempt.bankOrderNo(),
                                answer.reply(),
                                true,
                                false,
                                answer.raw(),
                                clock.instant()))
                        .map(applied -> CheckoutOutcome.of(answer.reply(), applied)));
    }

    private boolean payable(Payment payment) {
        return (payment.status() == PaymentStatus.CREATED || payment.status() == PaymentStatus.SUBMITTED)
                && !payment.closeRequested()
                && payment.kind().onBankPage()
                && !payment.expired(clock.instant());
    }

    private static boolean unclear(View view) {
        return view.attempts().stream().anyMatch(attempt -> attempt.status().unclear());
    }

    private boolean inFlight(View view) {
        var now = clock.instant();
        return view.attempts().stream().anyMatch(attempt -> attempt.inFlight(now, bankTimeoutMs));
    }

    /** The order that stands at the same bank and can still be paid. */
    private Optional<PayerForward> standing(View view, String bank) {
        var now = clock.instant();
        return view.attempts().stream()
                .filter(attempt -> attempt.bank().equals(bank)
                        && attempt.forward() != null
                        && now.isBefore(attempt.deadline())
                        && (attempt.status() == AttemptStatus.ACCEPTED || attempt.status() == AttemptStatus.NOT_PAID))
                .reduce((first, second) -> second)
                .map(Attempt::forward);
    }
}
