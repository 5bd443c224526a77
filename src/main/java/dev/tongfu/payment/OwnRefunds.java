package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what is not the merchant's: late money that its policy does not honour, and second receipts of a payment.
 *
 * <p>Each is tried once by itself; what the bank refuses raises an alarm and waits for people.
 */
final class OwnRefunds {
    private static final Logger LOGGER = LoggerFactory.getLogger(OwnRefunds.class);

    private final Pool pool;
    private final OwnRefundStore store = new OwnRefundStore();
    private final Movements movements;
    private final RefundPlan plan;
    private final RefundService refunds;

    OwnRefunds(Pool pool, Movements movements, RefundPlan plan, RefundService refunds) {
        this.pool = pool;
        this.movements = movements;
        this.plan = plan;
        this.refunds = refunds;
    }

    /** Looks for some of each; several nodes may do it at once, the reservation decides. */
    Future<Void> lookFor(int limit) {
        return store.late(pool, limit)
                .compose(payments -> each(payments, this::giveBack))
                .compose(done -> store.extra(pool, limit))
                .compose(extras -> each(extras, this::giveBack));
    }

    private static <T> Future<Void> each(List<T> items, Function<T, Future<Void>> action) {
        Future<Void> chain = Future.succeededFuture();
        for (T item : items) {
            chain = chain.compose(done -> action.apply(item));
        }
        return chain;
    }

    private Future<Void> giveBack(Payment payment) {
        var amount =
                new dev.tongfu.money.Money(payment.captured(), payment.amount().currency());
        return movements.of(pool, payment).compose(found -> reserve(payment, found, amount, Refund.Source.LATE, null));
    }

    private Future<Void> giveBack(OwnRefundStore.Extra extra) {
        return movements
                .extra(pool, extra.payment(), extra.bankRef())
                .compose(
                        found -> reserve(extra.payment(), found, extra.amount(), Refund.Source.EXTRA, extra.bankRef()));
    }

    private Future<Void> reserve(
            Payment payment,
            Optional<Movements.Found> found,
            dev.tongfu.money.Money amount,
            Refund.Source source,
            @Nullable String bankRef) {
        if (found.isEmpty() || !plan.offered(found.get().bank())) {
            return Future.succeededFuture();
        }
        var refund = refunds.ownRefund(payment, found.get(), amount, source, bankRef);
        return refunds.reserve(refund, payment)
                .onSuccess(outcome -> {
                    if (outcome instanceof RefundOutcome.Created) {
                        LOGGER.atInfo()
                                .addKeyValue("paymentId", payment.id())
                                .addKeyValue("refundId", refund.id())
                                .addKeyValue("source", source.word())
                                .log("money that is not the merchant's goes back");
                    }
                })
                .mapEmpty();
    }
}
