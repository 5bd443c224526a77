package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists payments by the time of their creation, and transactions by the time of their last change. */
public final class TransactionList {
    /** A payment that was never changed is at most this old: it expires within a day. */
    private static final Duration UNCHANGED_MAX = Duration.ofHours(25);

    private static final String LOWEST = "";

    private final Pool pool;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final HoldStore acts;

    TransactionList(Pool pool, PaymentStore payments, RefundStore refunds, HoldStore acts) {
        this.pool = pool;
        this.payments = payments;
        this.refunds = refunds;
        this.acts = acts;
    }

    /**
     * Payments created in {@code [from, to)}, oldest first.
     *
     * @param afterId the last id of the page before; null for the first page
     */
    public Future<List<Payment>> created(
            String merchantId, Instant from, Instant to, @Nullable String status, @Nullable String afterId, int limit) {
        String low = afterId == null ? lowest(from) : afterId;
        return payments.list(pool, merchantId, low, lowest(to), status, limit);
    }

    /** Everything created or changed in {@code [from, to)}, by the time of its last change. */
    public Future<List<Transaction>> changed(
            String merchantId, Instant from, Instant to, @Nullable Position after, int limit) {
        var start = after == null ? new Position(Instant.EPOCH, LOWEST) : after;
        var window = new PaymentStore.Window(merchantId, from, to, start.changedAt(), start.id());
        var unchanged =
                payments.unchanged(pool, window, lowest(from.minus(UNCHANGED_MAX)), lowest(to.plusSeconds(1)), limit);
        return Future.all(
                        payments.changed(pool, window, limit).map(list -> rows(list, Transaction::of)),
                        unchanged.map(list -> rows(list, Transaction::of)),
                        refunds.changed(pool, window, limit).map(list -> rows(list, Transaction::of)),
                        acts.changed(pool, window, limit).map(list -> rows(list, Transaction::of)))
                .map(lists -> merge(lists.list(), limit));
    }

    /** Where a page of changed transactions ended. */
    public record Position(Instant changedAt, String id) {}

    private static <T> List<Transaction> rows(List<T> list, Function<T, Transaction> row) {
        return list.stream().map(row).toList();
    }

    private static List<Transaction> merge(List<List<Transaction>> lists, int limit) {
        return lists.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Transaction::changedAt).thenComparing(Transaction::resourceId))
                .limit(limit)
                .toList();
    }

    /** The lowest id a payment created at that moment may have. */
    private static String lowest(Instant at) {
        return dev.tongfu.db.Ids.lowest("pay", at);
    }
}
