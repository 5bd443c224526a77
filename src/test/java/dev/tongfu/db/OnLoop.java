package dev.tongfu.db;

import dev.tongfu.db.ProbeWork.Item;
import dev.tongfu.db.ProbeWork.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** Submits probe items on an event loop of its own, with its own connections. */
final class OnLoop {
    private OnLoop() {}

    /** Completes when every item has its outcome, good or bad. */
    static Future<List<Future<Outcome>>> submit(Vertx vertx, DatabaseConfig config, List<Item> items) {
        var promise = Promise.<List<Future<Outcome>>>promise();
        vertx.getOrCreateContext().runOnContext(start -> {
            var work = new ProbeWork(new Database(config).pipelined(vertx, 2));
            var batch = new MicroBatch<>(vertx, Clock.systemUTC(), MicroBatchConfig.DEFAULT, work);
            var outcomes = items.stream().map(batch::submit).toList();
            Future.join(outcomes).onComplete(all -> promise.complete(outcomes));
        });
        return promise.future();
    }
}
