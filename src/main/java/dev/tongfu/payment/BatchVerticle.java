package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes to send chunks of batches and to ask after them.
 *
 * <p>Due chunks are claimed by lease in the database, so any number of nodes may run it and a restart loses nothing.
 */
public final class BatchVerticle extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(BatchVerticle.class);

    private final PaymentDesks desks;
    private final BatchConfig config;
    private int inFlight;
    private long timer = -1;
    private boolean stopped;

    public BatchVerticle(PaymentDesks desks, BatchConfig config) {
        this.desks = desks;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        schedule();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    private void schedule() {
        if (!stopped) {
            long jitter = ThreadLocalRandom.current().nextLong(1 + config.pollMs() / 4);
            timer = vertx.setTimer(config.pollMs() + jitter, fired -> wake());
        }
    }

    private void wake() {
        int room = config.chunksInFlight() - inFlight;
        if (room <= 0) {
            schedule();
            return;
        }
        var desk = desks.here().batches().chunks();
        desk.claimDue(room)
                .onSuccess(due -> due.forEach(chunk -> attend(desk, chunk)))
                .onFailure(
                        cause -> LOGGER.atWarn().setCause(cause).log("no look for due chunks of batches was possible"))
                .onComplete(done -> schedule());
    }

    private void attend(ChunkDesk desk, BatchChunk chunk) {
        inFlight++;
        desk.attend(chunk)
                .onFailure(cause -> LOGGER.atWarn()
                        .addKeyValue("batchId", chunk.batchId())
                        .addKeyValue("chunk", chunk.number())
                        .setCause(cause)
                        .log("a chunk of a batch was not attended to; its lease ends and it is again"))
                .onComplete(done -> inFlight--);
    }
}
