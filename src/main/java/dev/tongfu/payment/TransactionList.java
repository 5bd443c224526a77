package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists payments by the time of their creation, and transactions by the time of their last change. */
public final class TransactionList {
    /** A payment that was never changed is at most this old: it expires within a day. */
    private static final Duration UNCHANGED_MAX = Duration.ofHours(25);

    private static final String LOWEST = "";

    private final Pool pool;
    private final PaymentStore payments;

    TransactionList(Pool pool, PaymentStore payments) {
        this.pool = pool;
        this.payments = payments;
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

    /** Payments created or changed in {@code [from, to)}, by the time of their last change. */
    public Future<List<Payment>> changed(
            String merchantId, Instant from, Instant to, @Nullable Position after, int limit) {
        var start = after == null ? new Position(Instant.EPOCH, LOWEST) : after;
        var window = new PaymentStore.Window(merchantId, from, to, start.changedAt(), start.id());
        return payments.changed(pool, window, limit)
                .compose(changed -> payments.unchanged(
                                pool, window, lowest(from.minus(UNCHANGED_MAX)), lowest(to.plusSeconds(1)), limit)
                        .map(unchanged -> merge(changed, unchanged, limit)));
    }

    /** Where a page of changed transactions ended. */
    public record Position(Instant changedAt, String id) {}

    private static List<Payment> merge(List<Payment> one, List<Payment> other, int limit) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        all.sort(Comparator.comparing(Payment::changedAt).thenComparing(Payment::id));
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }

    /** The lowest id a payment created at that moment may have. */
    private static String lowest(Instant at) {
        return dev.tongfu.db.Ids.lowest("pay", at);
    }
}
