package dev.tongfu.payment;

import dev.tongfu.db.BatchWork;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Payments read by their ids, many in one statement; the outcome is empty where there is none. */
final class ReadWork implements BatchWork<ReadWork.Item, Optional<Payment>> {
    private static final int KEY_BYTES = 64;

    private final Pool pool;
    private final PaymentStore store;

    ReadWork(Pool pool, PaymentStore store) {
        this.pool = pool;
        this.store = store;
    }

    /**
     * Somebody who wants to know.
     *
     * @param number of this reading; two readers of one payment are never answered with what the other one saw, which
     *     may be older than what they know
     */
    record Item(long number, String merchantId, String id) {}

    @Override
    public String key(Item item) {
        return item.merchantId() + " " + item.id() + " " + item.number();
    }

    @Override
    public int bytes(Item item) {
        return KEY_BYTES;
    }

    @Override
    public Future<Map<String, Optional<Payment>>> execute(List<Item> items) {
        return store.byIds(pool, items).map(payments -> {
            var found = new HashMap<String, Payment>();
            payments.forEach(payment -> found.put(payment.merchantId() + " " + payment.id(), payment));
            var outcomes = new HashMap<String, Optional<Payment>>();
            items.forEach(item ->
                    outcomes.put(key(item), Optional.ofNullable(found.get(item.merchantId() + " " + item.id()))));
            return outcomes;
        });
    }

    @Override
    public Future<Map<String, Optional<Payment>>> reread(List<Item> items) {
        return execute(items);
    }

    @Override
    public Optional<Optional<Payment>> repeated(Item second, Item first, Optional<Payment> outcome) {
        return Optional.empty();
    }
}
