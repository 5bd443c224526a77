package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.money.Money;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money of payers that is booked apart and goes back by a payout of ours instead of the bank's refund: late money
 * (2303) and second receipts (2304). The transfers are the payout's to post.
 *
 * <pre>
 * late     late_paid → (reserved) late_paid → late_refunded;  came back: late_paid
 * receipt  open → refunding → refunded;                       came back: open
 * </pre>
 */
public final class ApartMoney {
    private final PaymentStore payments = new PaymentStore();
    private final ApprovedStore receipts = new ApprovedStore();
    private final PaymentWriteStore writes;
    private final PaymentMessages messages;
    private final BatchTally tally;
    private final OutboxStore outbox;
    private final Clock clock;

    public ApartMoney(
            MerchantDirectory merchants,
            PayerLinks links,
            PaymentObserver observer,
            OutboxStore outbox,
            Ids ids,
            Clock clock) {
        var urls = new MerchantUrls(merchants);
        this.writes = new PaymentWriteStore(observer);
        this.messages = new PaymentMessages(urls, new PaymentJson(links), ids);
        this.tally = new BatchTally(new BatchStore(), outbox, urls, ids);
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What is booked apart for a payment: all of its late money, or one receipt.
     *
     * @param bankRef the bank's reference of a second receipt; null: the late payment's own money
     * @param channelId the channel it came through
     */
    public record Sum(
            String merchantId, String paymentId, @Nullable String bankRef, String channelId, Money amount) {
        private ApprovedStore.Extra receipt() {
            return new ApprovedStore.Extra(merchantId, paymentId, String.valueOf(bankRef), channelId, amount);
        }

        private boolean late() {
            return bankRef == null;
        }
    }

    /** First in a transaction: until its end nobody else changes the payment. */
    public Future<Void> hold(SqlConnection transaction, Sum sum) {
        return held(transaction, sum).mapEmpty();
    }

    /** It is to be paid out: nobody else gives it to anybody. False: it does not wait any more. */
    public Future<Boolean> reserve(SqlConnection transaction, Sum sum) {
        if (!sum.late()) {
            return receipts.moveExtra(transaction, sum.receipt(), "open", "refunding");
        }
        long amount = sum.amount().minor();
        return held(transaction, sum)
                .compose(payment -> waits(payment, sum)
                        ? write(transaction, payment, PaymentChange.of(payment).movedBack(0, amount))
                                .map(true)
                        : Future.succeededFuture(false));
    }

    /** Whether it is there and nobody gives it to anybody. */
    public Future<Boolean> waits(SqlConnection transaction, Sum sum) {
        return sum.late()
                ? held(transaction, sum).map(payment -> waits(payment, sum))
                : receipts.moveExtra(transaction, sum.receipt(), "open", "open");
    }

    private static boolean waits(Payment payment, Sum sum) {
        return payment.status() == PaymentStatus.LATE_PAID
                && !payment.frozen()
                && payment.refunded() == 0
                && payment.refundReserved() == 0
                && payment.captured() == sum.amount().minor();
    }

    /**
     * The payer has it; of late money the merchant is told.
     *
     * @param reserved false: it was proven paid after it had been given up, and still waited
     */
    public Future<Void> paid(SqlConnection transaction, Sum sum, boolean reserved) {
        if (!sum.late()) {
            return moved(transaction, sum, reserved ? "refunding" : "open", "refunded");
        }
        long amount = sum.amount().minor();
        return held(transaction, sum)
                .compose(payment -> write(
                        transaction,
                        payment,
                        PaymentChange.of(payment)
                                .status(PaymentStatus.LATE_REFUNDED)
                                .movedBack(amount, reserved ? -amount : 0)));
    }

    /** It was not paid out: it waits again. */
    public Future<Void> released(SqlConnection transaction, Sum sum) {
        if (!sum.late()) {
            return moved(transaction, sum, "refunding", "open");
        }
        long amount = sum.amount().minor();
        return held(transaction, sum)
                .compose(payment ->
                        write(transaction, payment, PaymentChange.of(payment).movedBack(0, -amount)));
    }

    /** The payer's bank gave it back: it waits again, and of late money the merchant is told. */
    public Future<Void> returned(SqlConnection transaction, Sum sum) {
        if (!sum.late()) {
            return moved(transaction, sum, "refunded", "open");
        }
        long amount = sum.amount().minor();
        return held(transaction, sum)
                .compose(payment -> write(
                        transaction,
                        payment,
                        PaymentChange.of(payment)
                                .status(PaymentStatus.LATE_PAID)
                                .movedBack(-amount, 0)));
    }

    private Future<Payment> held(SqlConnection transaction, Sum sum) {
        return payments.lock(transaction, sum.merchantId(), sum.paymentId())
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture("there is no payment " + sum.paymentId())));
    }

    private Future<Void> moved(SqlConnection transaction, Sum sum, String from, String to) {
        return receipts.moveExtra(transaction, sum.receipt(), from, to)
                .compose(moved -> moved
                        ? Future.succeededFuture()
                        : Future.failedFuture("the receipt " + sum.bankRef() + " is not " + from));
    }

    /** The row is held, so nobody has changed it in between. */
    private Future<Void> write(SqlConnection transaction, Payment before, PaymentChange change) {
        var now = clock.instant();
        var after = change.done(now);
        var told = messages.of(before, after, false, now);
        return writes.write(transaction, before, PaymentMessages.numbered(after, told))
                .compose(written -> written
                        ? outbox.insert(transaction, told)
                        : Future.failedFuture("the payment " + before.id() + " was changed by somebody else"))
                .compose(kept -> tally.payments(transaction, List.of(before), List.of(after)));
    }
}
