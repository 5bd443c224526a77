package dev.tongfu.simulator.frame;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches of refunds and debits, and their running.
 *
 * <p>An item is moved and marked in one transaction, so that a bank that dies in the middle goes on where it was.
 */
public final class Batches {
    private static final Logger LOGGER = LoggerFactory.getLogger(Batches.class);
    private static final int AT_ONCE = 4;
    private static final long AGAIN_MS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Clock clock;
    private final Movements movements;
    private final BatchesStore store = new BatchesStore();
    private volatile boolean stopped;

    public Batches(Vertx vertx, Pool pool, Clock clock, Movements movements) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
        this.movements = movements;
    }

    /** Says what an item moves in the bank's own rules. */
    public interface Rule {
        /** The movement, or empty where the bank's rules refuse it. */
        Future<Optional<Movement>> movement(Batch batch, Batch.Item item);
    }

    /** False where the merchant's number is taken by another batch of the kind. */
    public Future<Boolean> accept(Batch batch, List<Batch.Item> items) {
        return pool.withTransaction(connection -> store.accept(connection, batch)
                .compose(accepted ->
                        accepted ? store.add(connection, batch, items).map(true) : Future.succeededFuture(false)));
    }

    public Future<Optional<Batch>> bySerialNo(String bank, String merchantNo, String serialNo) {
        return store.bySerialNo(pool, bank, merchantNo, serialNo);
    }

    public Future<Optional<Batch>> byBatchNo(String bank, String merchantNo, ChargeKind kind, String batchNo) {
        return store.byBatchNo(pool, bank, merchantNo, kind, batchNo);
    }

    /** All items, in their places. */
    public Future<List<Batch.Item>> items(Batch batch) {
        return store.items(pool, batch, false);
    }

    /** Carries the batch out after a while. */
    public void runLater(Batch batch, long delayMs, Rule rule) {
        vertx.setTimer(Math.max(1, delayMs), timer -> {
            if (!stopped) {
                run(batch, rule).onFailure(broken -> again(batch, rule, broken));
            }
        });
    }

    /** Goes on with what a bank that died left undone. */
    public Future<Void> resume(String bank, long delayMs, Rule rule) {
        return store.undone(pool, bank)
                .onSuccess(batches -> batches.forEach(batch -> runLater(batch, delayMs, rule)))
                .mapEmpty();
    }

    /** What is under way ends; what waits stays undone until the next start. */
    public void stop() {
        stopped = true;
    }

    private void again(Batch batch, Rule rule, Throwable broken) {
        if (!stopped) {
            LOGGER.atWarn()
                    .addKeyValue("batchNo", batch.batchNo())
                    .setCause(broken)
                    .log("batch not carried out, it is tried again");
            runLater(batch, AGAIN_MS, rule);
        }
    }

    private Future<Void> run(Batch batch, Rule rule) {
        return store.items(pool, batch, true)
                .compose(waiting -> {
                    var queue = new ArrayDeque<>(waiting);
                    return Future.join(IntStream.range(0, AT_ONCE)
                            .mapToObj(lane -> next(batch, queue, rule))
                            .toList());
                })
                .compose(ran -> stopped ? Future.succeededFuture() : store.done(pool, batch, clock.instant()));
    }

    private Future<Void> next(Batch batch, Queue<Batch.Item> queue, Rule rule) {
        var item = queue.poll();
        if (item == null || stopped) {
            return Future.succeededFuture();
        }
        return rule.movement(batch, item)
                .compose(movement -> movement.isPresent()
                        ? carryOut(batch, item, movement.get())
                        : store.finish(pool, batch, item, Optional.of("RULE")))
                .compose(finished -> next(batch, queue, rule));
    }

    private Future<Void> carryOut(Batch batch, Batch.Item item, Movement movement) {
        return pool.withTransaction(connection -> movements
                .move(connection, movement)
                .compose(result -> store.finish(connection, batch, item, reason(result))));
    }

    private static Optional<String> reason(MovementResult result) {
        return result instanceof MovementResult.Refused refused
                ? Optional.of(refused.reason().name())
                : Optional.empty();
    }
}
