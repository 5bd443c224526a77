package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Gathers items into statements: one commit, one round trip and one fsync for as many as wait.
 *
 * <p>It belongs to the event loop it was made on and is greedy: an item that finds it idle goes at once, those that
 * come while a statement runs gather for the next. No timer holds anything back.
 */
public final class MicroBatch<I, O> {
    private final Vertx vertx;
    private final Clock clock;
    private final MicroBatchConfig config;
    private final BatchWork<I, O> work;
    private final BatchRun<I, O> run;
    private final BatchObserver observer;
    private final Thread loop = Thread.currentThread();
    private final Promise<Void> drained = Promise.promise();

    private final Deque<Waiting<I, O>> queue = new ArrayDeque<>();
    /** The first item of each key, queued or in flight; later ones follow it. */
    private final Map<String, Waiting<I, O>> firsts = new HashMap<>();

    private int queueBytes;
    private int followers;
    private int followerBytes;
    private int inFlight;
    private boolean closing;
    private boolean sweeping;
    private long statements;
    private long items;
    private int largestBatch;

    /** To be called on the event loop that will submit. */
    public MicroBatch(Vertx vertx, Clock clock, MicroBatchConfig config, BatchWork<I, O> work) {
        this(vertx, clock, config, work, BatchObserver.NONE);
    }

    /** The same, and somebody who hears of it. */
    public MicroBatch(Vertx vertx, Clock clock, MicroBatchConfig config, BatchWork<I, O> work, BatchObserver observer) {
        this.vertx = vertx;
        this.observer = observer;
        this.clock = clock;
        this.config = config;
        this.work = work;
        this.run = new BatchRun<>(vertx, clock, config, work, new Settlement());
    }

    /**
     * The item's outcome. Fails with {@link Shed} (certainly not stored), {@link OutcomeUnknown}, {@link DataRefused},
     * or whatever the work failed with for good.
     */
    public Future<O> submit(I item) {
        if (Thread.currentThread() != loop) {
            throw new IllegalStateException("a micro-batch is used on its own event loop only");
        }
        var waiting = new Waiting<I, O>(item, work.key(item), work.bytes(item), clock.millis(), config);
        if (closing || isFull(waiting.bytes())) {
            observer.shed();
            return Future.failedFuture(new Shed(closing ? "closing" : "queue full"));
        }
        place(waiting, false);
        send();
        sweepLater();
        return waiting.future();
    }

    /** Takes no more, sends what is queued and completes when every item has its outcome. */
    public Future<Void> close() {
        closing = true;
        send();
        finishIfDrained();
        return drained.future();
    }

    public MicroBatchGauges gauges() {
        return new MicroBatchGauges(
                queue.size() + followers, queueBytes + followerBytes, inFlight, statements, items, largestBatch);
    }

    private boolean isFull(int bytes) {
        return queue.size() + followers >= config.queueItemsMax()
                || (long) queueBytes + followerBytes + bytes > config.queueBytesMax();
    }

    private void place(Waiting<I, O> waiting, boolean ahead) {
        var first = firsts.putIfAbsent(waiting.key(), waiting);
        if (first != null) {
            first.follow(waiting);
            followers++;
            followerBytes += waiting.bytes();
            return;
        }
        queueBytes += waiting.bytes();
        observer.queued(1);
        if (ahead) {
            queue.addFirst(waiting);
        } else {
            queue.addLast(waiting);
        }
    }

    private void send() {
        while (maySend()) {
            var batch = take();
            if (!batch.isEmpty()) {
                start(batch);
            }
        }
    }

    private boolean maySend() {
        if (queue.isEmpty() || inFlight >= config.statementsMax()) {
            return false;
        }
        return inFlight == 0
                || closing
                || queue.size() >= Math.min(config.besideItemsMin(), config.batchItemsMax())
                || queueBytes >= config.batchBytesMax();
    }

    private List<Waiting<I, O>> take() {
        long now = clock.millis();
        int bytes = 0;
        var batch = new ArrayList<Waiting<I, O>>(Math.min(queue.size(), config.batchItemsMax()));
        var next = queue.peekFirst();
        while (next != null && batch.size() < config.batchItemsMax()) {
            if (next.sendBy() <= now) {
                shedHead();
            } else if (!batch.isEmpty() && bytes + next.bytes() > config.batchBytesMax()) {
                break;
            } else {
                bytes += next.bytes();
                batch.add(removeHead());
            }
            next = queue.peekFirst();
        }
        batch.sort(Comparator.comparing(Waiting::key));
        return batch;
    }

    private void start(List<Waiting<I, O>> batch) {
        inFlight++;
        statements++;
        items += batch.size();
        largestBatch = Math.max(largestBatch, batch.size());
        observer.sent(batch.size());
        run.run(batch).onComplete(done -> ended());
    }

    private void ended() {
        inFlight--;
        send();
        sweepLater();
        finishIfDrained();
    }

    private void finishIfDrained() {
        if (closing && queue.isEmpty() && inFlight == 0) {
            drained.tryComplete();
        }
    }

    private Waiting<I, O> removeHead() {
        var head = queue.removeFirst();
        queueBytes -= head.bytes();
        observer.queued(-1);
        return head;
    }

    private void shedHead() {
        var head = removeHead();
        observer.shed();
        settle(head, () -> head.fail(new Shed("not sent in time")), this::placeAgain);
    }

    /** While statements hang, those that wait behind them are told in time. */
    private void sweepLater() {
        var head = queue.peekFirst();
        if (sweeping || head == null) {
            return;
        }
        sweeping = true;
        vertx.setTimer(Math.max(1, head.sendBy() - clock.millis()), timer -> {
            sweeping = false;
            sweep();
        });
    }

    private void sweep() {
        long now = clock.millis();
        var head = queue.peekFirst();
        while (head != null && head.sendBy() <= now) {
            shedHead();
            head = queue.peekFirst();
        }
        sweepLater();
        finishIfDrained();
    }

    private void placeAgain(Waiting<I, O> follower) {
        place(follower, true);
    }

    private void settle(Waiting<I, O> first, Runnable completion, Consumer<Waiting<I, O>> next) {
        firsts.remove(first.key());
        followers -= first.followers().size();
        first.followers().forEach(follower -> followerBytes -= follower.bytes());
        completion.run();
        first.followers().forEach(next);
    }

    private final class Settlement implements BatchRun.Outcomes<I, O> {
        @Override
        public void answer(Waiting<I, O> waiting, O outcome) {
            settle(waiting, () -> waiting.complete(outcome), follower -> repeat(follower, waiting, outcome));
        }

        @Override
        public void fail(Waiting<I, O> waiting, Throwable failure) {
            settle(
                    waiting,
                    () -> waiting.fail(failure),
                    failure instanceof OutcomeUnknown
                            ? follower -> follower.fail(failure)
                            : MicroBatch.this::placeAgain);
        }

        private void repeat(Waiting<I, O> follower, Waiting<I, O> first, O outcome) {
            try {
                work.repeated(follower.item(), first.item(), outcome)
                        .ifPresentOrElse(follower::complete, () -> placeAgain(follower));
            } catch (RuntimeException failure) {
                follower.fail(failure);
            }
        }
    }
}
