package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gathers results into one statement: while one runs the next gathers. Used on one event loop.
 *
 * <p>A result that cannot be written is let go: its lease runs out and the message is sent again.
 */
final class ResultWriter {
    private final DeliveryStore store;
    private final SqlClient client;
    private final NotificationConfig config;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private boolean writing;

    ResultWriter(DeliveryStore store, SqlClient client, NotificationConfig config) {
        this.store = store;
        this.client = client;
        this.config = config;
    }

    /** Whether the result counted; false: the lease was another's by then. */
    Future<Boolean> write(AttemptResult result) {
        if (queue.size() >= config.resultQueueMax()) {
            return Future.failedFuture("too many results wait to be written");
        }
        var waiting = new Waiting(result, Promise.promise());
        queue.add(waiting);
        if (!writing) {
            writeNext();
        }
        return waiting.counted().future();
    }

    private void writeNext() {
        writing = !queue.isEmpty();
        if (writing) {
            var batch = takeBatch();
            store.writeResults(client, batch.stream().map(Waiting::result).toList())
                    .onComplete(written -> writeNext())
                    .onSuccess(counted -> tell(batch, counted))
                    .onFailure(
                            cause -> batch.forEach(waiting -> waiting.counted().fail(cause)));
        }
    }

    private List<Waiting> takeBatch() {
        var batch = new ArrayList<Waiting>();
        while (!queue.isEmpty() && batch.size() < config.resultBatchMax()) {
            batch.add(queue.remove());
        }
        return batch;
    }

    private static void tell(List<Waiting> batch, Set<Lease> counted) {
        for (var waiting : batch) {
            waiting.counted().complete(counted.contains(waiting.result().claim().lease()));
        }
    }

    private record Waiting(AttemptResult result, Promise<Boolean> counted) {}
}
