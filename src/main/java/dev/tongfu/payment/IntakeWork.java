package dev.tongfu.payment;

import dev.tongfu.db.BatchWork;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stores new payments, many in one statement; an order number that was there already is compared, not stored. */
final class IntakeWork implements BatchWork<IntakeWork.Item, CreateOutcome> {
    private static final int ROW_BYTES = 400;

    private final Pool pool;
    private final PaymentStore store;
    private final PaymentObserver observer;

    IntakeWork(Pool pool, PaymentStore store, PaymentObserver observer) {
        this.observer = observer;
        this.pool = pool;
        this.store = store;
    }

    /** A request and the payment it becomes when its order number is new. */
    record Item(NewPayment request, Payment payment) {}

    @Override
    public String key(Item item) {
        return item.request().merchantId() + " " + item.request().orderNo();
    }

    @Override
    public int bytes(Item item) {
        String metadata = item.payment().metadata();
        return ROW_BYTES + (metadata == null ? 0 : metadata.length() * 3);
    }

    @Override
    public Future<Map<String, CreateOutcome>> execute(List<Item> items) {
        var payments = items.stream().map(Item::payment).toList();
        return store.insert(pool, payments).compose(ids -> {
            var stored = new HashSet<>(ids);
            Map<String, CreateOutcome> outcomes = new HashMap<>();
            var others = items.stream()
                    .filter(item -> !stored.contains(item.payment().id()))
                    .toList();
            for (var item : items) {
                if (stored.contains(item.payment().id())) {
                    observer.became(item.payment(), null);
                    outcomes.put(key(item), new CreateOutcome.Created(item.payment()));
                }
            }
            return others.isEmpty()
                    ? Future.succeededFuture(outcomes)
                    : reread(others).map(found -> {
                        outcomes.putAll(found);
                        return outcomes;
                    });
        });
    }

    /** Orders that are there: stored by us a moment ago if the id is ours, else an older request to compare with. */
    @Override
    public Future<Map<String, CreateOutcome>> reread(List<Item> items) {
        Map<String, Item> byKey = items.stream().collect(Collectors.toMap(this::key, Function.identity()));
        var payments = items.stream().map(Item::payment).toList();
        return store.byOrderNos(pool, payments).map(found -> {
            Map<String, CreateOutcome> outcomes = new HashMap<>();
            for (var payment : found) {
                String key = payment.merchantId() + " " + payment.orderNo();
                var item = byKey.get(key);
                if (item != null) {
                    outcomes.put(key, compare(item, payment));
                }
            }
            return outcomes;
        });
    }

    @Override
    public Optional<CreateOutcome> repeated(Item second, Item firstItem, CreateOutcome first) {
        if (first instanceof CreateOutcome.Created created) {
            return Optional.of(compare(second, created.payment()));
        }
        return first instanceof CreateOutcome.Replayed replayed
                ? Optional.of(compare(second, replayed.payment()))
                : Optional.empty();
    }

    static CreateOutcome compare(Item item, Payment stored) {
        if (item.payment().id().equals(stored.id())) {
            return new CreateOutcome.Created(stored);
        }
        return item.request()
                .firstDifference(stored)
                .<CreateOutcome>map(CreateOutcome.Conflict::new)
                .orElseGet(() -> new CreateOutcome.Replayed(stored));
    }
}
