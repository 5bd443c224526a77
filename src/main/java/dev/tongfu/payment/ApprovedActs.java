package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import dev.tongfu.ledger.RefundPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.Money;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What approved proposals do to payments and refunds: decided first, written within the proposal's transaction by
 * compare-and-set, and told to the merchant. The transfers are the proposal's to post.
 */
public final class ApprovedActs {
    private final PaymentWriteStore writes;
    private final ApprovedStore store = new ApprovedStore();
    private final FreezeStore freezes = new FreezeStore();
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final Movements movements;
    private final RefundPlan plan;
    private final Words words;
    private final BatchTally tally;
    private final RefundService reservations;
    private final OutboxStore outbox;
    private final RefundEnds ends;
    private final ApartMoney apart;
    private final Clock clock;

    ApprovedActs(
            PaymentDesk.Parts parts,
            RefundService.RefundParts own,
            Words words,
            BatchTally tally,
            RefundService reservations) {
        this.payments = own.payments();
        this.refunds = own.refunds();
        this.movements = own.movements();
        this.plan = own.plan();
        this.words = words;
        this.tally = tally;
        this.reservations = reservations;
        this.outbox = parts.outbox();
        this.ends = parts.ends();
        this.apart = new ApartMoney(
                parts.merchants(), parts.links(), parts.observer(), parts.outbox(), parts.ids(), parts.clock());
        this.writes = new PaymentWriteStore(parts.observer());
        this.clock = parts.clock();
    }

    /** What merchants are told. */
    record Words(PaymentMessages payments, RefundDecider refunds) {}

    /** A payment before and after, and what its merchant is told. */
    public record PaymentEdge(
            Payment before,
            Payment after,
            List<OutboxMessage> messages,
            @Nullable BankSide line) {}

    /** A refund before and after, and what its merchant is told. */
    public record RefundEdge(Refund before, Refund after, List<OutboxMessage> messages) {}

    /** A refund of ours that is ready to be reserved. */
    public record OwnRefund(RefundService.Intended intended) {
        public Refund refund() {
            return intended.refund();
        }

        /** R1. */
        public Transfer reserve() {
            return intended.reserve();
        }
    }

    public Future<Optional<Payment>> payment(SqlClient client, String merchantId, String paymentId) {
        return payments.byId(client, merchantId, paymentId);
    }

    public Future<Optional<Refund>> refund(SqlClient client, String merchantId, String refundId) {
        return refunds.byId(client, merchantId, refundId);
    }

    /** The channel that took the payment's own money; empty while none did. */
    public Future<Optional<String>> channelOf(SqlClient client, Payment payment) {
        return movements.of(client, payment).map(found -> found.map(Movements.Found::channelId));
    }

    /** T1: the money of the line is this payment's; empty where the payment has money, or can't have any. */
    public Optional<PaymentEdge> remapped(Payment before, BankSide line, LocalDate bookedOn) {
        var receipt = new BankReply.Receipt(null, before.amount(), line.reference(), line.bankDate(), null);
        return after(ApprovedAct.REMAP, before)
                .filter(to -> before.kind() != PaymentKind.PREAUTH && before.captured() == 0)
                .map(to -> edge(
                        before,
                        PaymentChange.of(before)
                                .receipt(line.bank(), receipt, clock.instant(), true)
                                .accountingDate(bookedOn)
                                .status(to),
                        line));
    }

    /** T3: empty unless it waits as late, and nothing of it went or goes back. */
    public Optional<PaymentEdge> honoured(Payment before) {
        return after(ApprovedAct.HONOUR, before)
                .filter(to -> untouched(before))
                .map(to -> edge(before, PaymentChange.of(before).status(to), null));
    }

    /** T5: empty unless it has money of which nothing went or goes back. */
    public Optional<PaymentEdge> reversed(Payment before) {
        return after(ApprovedAct.REVERSE, before)
                .filter(to -> untouched(before))
                .map(to -> edge(before, PaymentChange.of(before).status(to), null));
    }

    private static Optional<PaymentStatus> after(ApprovedAct act, Payment before) {
        return act.after(before.status());
    }

    private static boolean untouched(Payment payment) {
        return payment.refunded() == 0 && payment.refundReserved() == 0;
    }

    private PaymentEdge edge(Payment before, PaymentChange change, @Nullable BankSide line) {
        var now = clock.instant();
        var after = change.done(now);
        var told = words.payments().of(before, after, false, now);
        return new PaymentEdge(before, PaymentMessages.numbered(after, told), told, line);
    }

    /** False when somebody changed the payment in between. */
    public Future<Boolean> write(SqlConnection transaction, PaymentEdge edge) {
        return writes.write(transaction, edge.before(), edge.after()).compose(written -> {
            if (!written) {
                return Future.succeededFuture(false);
            }
            var line = edge.line();
            return (line == null || line.orderNo() == null
                            ? Future.<Void>succeededFuture()
                            : store.attemptPaid(transaction, edge.before(), line))
                    .compose(done -> outbox.insert(transaction, edge.messages()))
                    .compose(told -> tally.payments(transaction, List.of(edge.before()), List.of(edge.after())))
                    .map(true);
        });
    }

    /** Whether an open break holds the money of the payment; false when there is no such payment. */
    public Future<Boolean> freeze(SqlConnection transaction, String merchantId, String paymentId, boolean frozen) {
        return freezes.freeze(transaction, merchantId, paymentId, frozen);
    }

    /** T7: a refund of the merchant's that was held as succeeded and never executed; empty where it is no such one. */
    public Optional<RefundEdge> returned(Refund before) {
        return words.refunds()
                .returned(before, before.bankDate() == null ? LocalDate.EPOCH : before.bankDate())
                .map(back -> new RefundEdge(back.before(), back.after(), List.of(back.message())));
    }

    /** A refund that stayed unclear and is given up for good; empty where it is clear. */
    public Optional<RefundEdge> givenUp(Refund before) {
        return words.refunds().givenUp(before).map(up -> new RefundEdge(before, up.after(), up.messages()));
    }

    /** R3. */
    public List<Transfer> release(Refund refund, LocalDate date) {
        return RefundPostings.failed(
                refund.id(), RefundPlan.source(refund), RefundPlan.channel(refund), date, refund.amount());
    }

    /** The bank said by query that it knows none of the calls for it. */
    public Future<Boolean> unknownAtBank(SqlClient client, Refund refund) {
        return store.unknownAtBank(client, refund.merchantId(), refund.id());
    }

    /** False when somebody changed refund or payment in between. Whoever waits for it hears of it after this. */
    public Future<Boolean> write(SqlConnection transaction, RefundEdge edge) {
        var before = edge.before();
        boolean gaveBack = before.status() == RefundStatus.SUCCEEDED;
        long amount = before.amount().minor();
        var amounts = before.source().bookedApart()
                ? new RefundStore.Amounts(0, 0, null)
                : new RefundStore.Amounts(gaveBack ? -amount : 0, gaveBack ? 0 : -amount, null);
        return (amounts.none()
                        ? Future.succeededFuture(true)
                        : refunds.settle(transaction, before, amounts, clock.instant()))
                .compose(settled ->
                        settled ? refunds.write(transaction, before, edge.after()) : Future.succeededFuture(false))
                .compose(written -> written ? told(transaction, edge).map(true) : Future.succeededFuture(false));
    }

    private Future<Void> told(SqlConnection transaction, RefundEdge edge) {
        var before = edge.before();
        return store.endCalls(transaction, before.merchantId(), before.id())
                .compose(ended -> before.source() == Refund.Source.EXTRA
                        ? refunds.settleExtra(transaction, before, "open")
                        : Future.succeededFuture(true))
                .compose(settled -> settled ? Future.succeededFuture() : Future.failedFuture("the receipt has changed"))
                .compose(done -> outbox.insert(transaction, edge.messages()))
                .compose(told -> tally.refund(transaction, before, edge.after(), clock.instant()));
    }

    /** Tells whoever ordered the refund that it has ended; after all else but the proposal's own record. */
    public Future<Void> ended(SqlConnection transaction, RefundEdge edge) {
        return edge.before().source() == Refund.Source.MERCHANT
                ? Future.succeededFuture()
                : ends.ended(transaction, edge.after(), true);
    }

    /** T2 of late money; empty when no bank can be asked. */
    public Future<Optional<OwnRefund>> ofLate(SqlClient client, Payment payment) {
        var amount = new Money(payment.captured(), payment.amount().currency());
        return movements.of(client, payment).map(found -> intended(payment, found, amount, Refund.Source.LATE, null));
    }

    /** T2 of a second receipt, by the bank's reference of it; empty when no bank can be asked. */
    public Future<Optional<OwnRefund>> ofExtra(SqlClient client, Payment payment, String bankRef, Money amount) {
        return movements
                .extra(client, payment, bankRef)
                .map(found -> intended(payment, found, amount, Refund.Source.EXTRA, bankRef));
    }

    /** T2 of a surplus that came by an order of the payment's; empty when no bank can be asked. */
    public Future<Optional<OwnRefund>> ofSurplus(SqlClient client, Payment payment, String orderNo, Money amount) {
        return movements
                .byOrder(client, payment, orderNo)
                .map(found -> intended(payment, found, amount, Refund.Source.SURPLUS, orderNo));
    }

    private Optional<OwnRefund> intended(
            Payment payment,
            Optional<Movements.Found> found,
            Money amount,
            Refund.Source source,
            @Nullable String reference) {
        return found.filter(movement -> plan.offered(movement.bank()))
                .map(movement -> reservations.ownRefund(payment, movement, amount, source, reference))
                .map(refund -> new OwnRefund(reservations.intended(refund, payment)));
    }

    /** All of a late payment's money; empty where it is none that waits, or part of it went or goes back. */
    public Future<Optional<ApartMoney.Sum>> late(SqlClient client, Payment payment) {
        if (honoured(payment).isEmpty() || payment.frozen()) {
            return Future.succeededFuture(Optional.empty());
        }
        var amount = new Money(payment.captured(), payment.amount().currency());
        return channelOf(client, payment)
                .map(found -> found.map(
                        channel -> new ApartMoney.Sum(payment.merchantId(), payment.id(), null, channel, amount)));
    }

    /** A second receipt that waits, by the bank's reference of it. */
    public Future<Optional<ApartMoney.Sum>> receipt(SqlClient client, Payment payment, String bankRef) {
        return store.openExtra(client, payment, bankRef)
                .map(found -> found.map(extra -> new ApartMoney.Sum(
                        payment.merchantId(), payment.id(), bankRef, extra.channelId(), extra.amount())));
    }

    /** Money booked apart that is paid out instead of being refunded by its bank. */
    public ApartMoney apart() {
        return apart;
    }

    /** R1 with the refund's row and the call that is intended; false where payment or receipt don't allow it now. */
    public Future<Boolean> reserve(SqlConnection transaction, OwnRefund own) {
        return reservations.reserve(transaction, own.intended()).map(RefundOutcome.Created.class::isInstance);
    }

    /** Asks the bank, once the reservation is committed. */
    public void send(OwnRefund own) {
        reservations.send(own.intended());
    }

    /** Money becomes a second receipt of a payment; false when the order is not its own, or the receipt is known. */
    public Future<Boolean> extraOpened(SqlConnection transaction, BankSide line, Payment payment, Money amount) {
        String orderNo = String.valueOf(line.orderNo());
        String reference = line.reference() == null ? orderNo : line.reference();
        var extra = new ApprovedStore.Extra(payment.merchantId(), payment.id(), reference, line.channelId(), amount);
        return store.openExtra(transaction, extra, orderNo, line.bankDate(), clock.instant());
    }

    /** Where a second receipt of a payment goes: {@code open}, {@code refunding}, {@code refunded}, {@code moved}. */
    public Future<Boolean> extraMoved(
            SqlConnection transaction, BankSide line, Payment payment, Money amount, String from, String to) {
        var extra = new ApprovedStore.Extra(
                payment.merchantId(), payment.id(), String.valueOf(line.reference()), line.channelId(), amount);
        return store.moveExtra(transaction, extra, from, to);
    }
}
