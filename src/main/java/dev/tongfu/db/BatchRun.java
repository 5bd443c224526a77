package dev.tongfu.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every item of one batch to its outcome: runs the statement, and if that fails, halves it, runs it again or
 * reads what became of it.
 *
 * <p>Whatever happens, each item is settled once and the returned Future succeeds.
 */
final class BatchRun<I, O> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BatchRun.class);

    /** Where settled items go. */
    interface Outcomes<I, O> {
        void answer(Waiting<I, O> waiting, O outcome);

        void fail(Waiting<I, O> waiting, Throwable failure);
    }

    private final Vertx vertx;
    private final Context context;
    private final Thread loop;
    private final Clock clock;
    private final MicroBatchConfig config;
    private final BatchWork<I, O> work;
    private final Outcomes<I, O> outcomes;

    BatchRun(Vertx vertx, Clock clock, MicroBatchConfig config, BatchWork<I, O> work, Outcomes<I, O> outcomes) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.loop = Thread.currentThread();
        this.clock = clock;
        this.config = config;
        this.work = work;
        this.outcomes = outcomes;
    }

    /** The items are in the order of their keys. */
    Future<Void> run(List<Waiting<I, O>> batch) {
        return execute(batch, 0);
    }

    private Future<Void> execute(List<Waiting<I, O>> batch, int retries) {
        return bounded(() -> work.execute(items(batch)), config.statementMs())
                .transform(done ->
                        done.succeeded() ? executed(batch, done.result()) : failed(batch, retries, done.cause()));
    }

    private Future<Void> executed(List<Waiting<I, O>> batch, Map<String, O> answers) {
        var missing = settle(batch, answers);
        return missing.isEmpty() ? Future.succeededFuture() : reread(missing, 0);
    }

    private Future<Void> failed(List<Waiting<I, O>> batch, int retries, Throwable cause) {
        return switch (FailureKind.of(cause)) {
            case DATA -> refused(batch, (PgException) cause);
            case PASSING ->
                retries < config.retriesMax()
                        ? pause(config.retryJitterMs() * (retries + 1)).compose(paused -> execute(batch, retries + 1))
                        : giveUp(batch, new Shed("the statement lost against others too often", cause));
            case UNKNOWN -> unknown(batch, cause);
            case BROKEN -> giveUp(batch, cause);
        };
    }

    private Future<Void> refused(List<Waiting<I, O>> batch, PgException cause) {
        if (batch.size() > 1) {
            int middle = batch.size() / 2;
            return execute(batch.subList(0, middle), 0)
                    .compose(done -> execute(batch.subList(middle, batch.size()), 0));
        }
        var refusal = new DataRefused(cause);
        if (!batch.get(0).doubtful()) {
            outcomes.fail(batch.get(0), refusal);
            return Future.succeededFuture();
        }
        // It may be refused because an earlier statement, given up as unknown, did store it after all.
        return bounded(() -> work.reread(items(batch)), config.statementMs()).transform(read -> {
            var left = read.succeeded() ? settle(batch, read.result()) : batch;
            left.forEach(waiting -> outcomes.fail(
                    waiting, read.succeeded() ? refusal : new OutcomeUnknown(waiting.key(), read.cause())));
            return Future.succeededFuture();
        });
    }

    private Future<Void> unknown(List<Waiting<I, O>> batch, Throwable cause) {
        LOGGER.atWarn()
                .addKeyValue("cause", cause)
                .addKeyValue("items", batch.size())
                .log("a statement's outcome is unknown");
        batch.forEach(Waiting::doubt);
        return reread(batch, 0);
    }

    /** Found = its answer, missing = sent again, not readable = tried again until the items' deadlines. */
    private Future<Void> reread(List<Waiting<I, O>> batch, int round) {
        var open = openUntilDeadline(batch);
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        return bounded(() -> work.reread(items(open)), (int) Math.min(config.statementMs(), remainingMs(open)))
                .transform(read -> read.succeeded()
                        ? sendMissing(settle(open, read.result()), round)
                        : rereadLater(open, round, read.cause()));
    }

    private Future<Void> rereadLater(List<Waiting<I, O>> open, int round, Throwable cause) {
        LOGGER.atWarn()
                .addKeyValue("cause", cause)
                .addKeyValue("items", open.size())
                .log("an unknown outcome cannot be read yet");
        open.forEach(Waiting::doubt);
        return pause(config.rereadPauseMs()).compose(paused -> reread(open, round + 1));
    }

    private Future<Void> sendMissing(List<Waiting<I, O>> missing, int round) {
        return missing.isEmpty() ? Future.succeededFuture() : sendAgain(missing, round);
    }

    private Future<Void> sendAgain(List<Waiting<I, O>> missing, int round) {
        // Usually another connection was just storing them; a statement that keeps failing is given time.
        boolean calm = round == 0 && missing.stream().noneMatch(Waiting::doubtful);
        return pause(calm ? 1 : config.rereadPauseMs())
                .compose(paused -> bounded(() -> work.execute(items(missing)), config.statementMs()))
                .transform(sent -> {
                    if (sent.failed()) {
                        return failed(missing, 0, sent.cause());
                    }
                    var left = settle(missing, sent.result());
                    return left.isEmpty() ? Future.succeededFuture() : reread(left, round + 1);
                });
    }

    private List<Waiting<I, O>> openUntilDeadline(List<Waiting<I, O>> batch) {
        long now = clock.millis();
        var open = new ArrayList<Waiting<I, O>>(batch.size());
        for (var waiting : batch) {
            if (waiting.resolveBy() > now) {
                open.add(waiting);
            } else {
                outcomes.fail(waiting, new OutcomeUnknown(waiting.key(), new TimeoutException("not readable in time")));
            }
        }
        return open;
    }

    private long remainingMs(List<Waiting<I, O>> open) {
        long now = clock.millis();
        return open.stream()
                .mapToLong(waiting -> Math.max(1, waiting.resolveBy() - now))
                .max()
                .orElse(1);
    }

    private Future<Void> giveUp(List<Waiting<I, O>> batch, Throwable failure) {
        for (var waiting : batch) {
            outcomes.fail(waiting, waiting.doubtful() ? new OutcomeUnknown(waiting.key(), failure) : failure);
        }
        return Future.succeededFuture();
    }

    /** Answers those that have an outcome and returns the others. */
    private List<Waiting<I, O>> settle(List<Waiting<I, O>> batch, Map<String, O> answers) {
        var missing = new ArrayList<Waiting<I, O>>(0);
        for (var waiting : batch) {
            var outcome = answers.get(waiting.key());
            if (outcome == null) {
                missing.add(waiting);
            } else {
                outcomes.answer(waiting, outcome);
            }
        }
        return missing;
    }

    private List<I> items(List<Waiting<I, O>> batch) {
        return batch.stream().map(Waiting::item).toList();
    }

    private Future<Void> pause(int longestMs) {
        var promise = Promise.<Void>promise();
        vertx.setTimer(1 + ThreadLocalRandom.current().nextInt(longestMs), timer -> promise.complete());
        return promise.future();
    }

    /** The call's result on this loop, or a time-out; a call that throws fails. */
    private <T> Future<T> bounded(Supplier<Future<T>> call, int limitMs) {
        var promise = Promise.<T>promise();
        long timer = vertx.setTimer(limitMs, late -> promise.tryFail(new TimeoutException("no answer in time")));
        Future.succeededFuture()
                .compose(now -> call.get())
                .onComplete(result -> onLoop(() -> {
                    vertx.cancelTimer(timer);
                    if (result.succeeded()) {
                        promise.tryComplete(result.result());
                    } else {
                        promise.tryFail(result.cause());
                    }
                }));
        return promise.future();
    }

    private void onLoop(Runnable action) {
        if (Thread.currentThread() == loop) {
            action.run();
        } else {
            context.runOnContext(ignored -> action.run());
        }
    }
}
