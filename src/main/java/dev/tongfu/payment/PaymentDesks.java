package dev.tongfu.payment;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** One {@link PaymentDesk} with connections of its own for each event loop, made when the loop first needs it. */
public final class PaymentDesks {
    private final Vertx vertx;
    private final Supplier<Pool> pools;
    private final Function<Pool, PaymentDesk.Parts> parts;
    private final Map<Thread, Seat> seats = new ConcurrentHashMap<>();

    public PaymentDesks(Vertx vertx, Supplier<Pool> pools, Function<Pool, PaymentDesk.Parts> parts) {
        this.vertx = vertx;
        this.pools = pools;
        this.parts = parts;
    }

    /** The desk of the event loop that asks. */
    public PaymentDesk here() {
        return seats.computeIfAbsent(Thread.currentThread(), loop -> seat()).desk();
    }

    /** Sends what is queued, waits for what is in flight, and gives the connections back. */
    public Future<Void> close() {
        List<Future<Void>> closed = seats.values().stream().map(Seat::close).toList();
        return Future.join(closed).mapEmpty();
    }

    private Seat seat() {
        var context = Objects.requireNonNull(Vertx.currentContext(), "payments are served on event loops only");
        var pool = pools.get();
        return new Seat(context, pool, new PaymentDesk(vertx, parts.apply(pool)));
    }

    private record Seat(Context context, Pool pool, PaymentDesk desk) {
        Future<Void> close() {
            var closed = Promise.<Void>promise();
            context.runOnContext(go -> desk.close().eventually(pool::close).onComplete(closed));
            return closed.future();
        }
    }
}
