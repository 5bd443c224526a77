package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/**
 * Makes guessing slow: after some failures in a row each further one doubles the wait, on all nodes.
 *
 * <p>It counts the same whether or not what is guessed at exists.
 */
final class Throttle {
    private final Pool pool;
    private final Clock clock;
    private final ConsoleConfig limits;
    private final ThrottleStore store = new ThrottleStore();

    Throttle(Pool pool, Clock clock, ConsoleConfig limits) {
        this.pool = pool;
        this.clock = clock;
        this.limits = limits;
    }

    /** 0: try; otherwise how many seconds to wait. A try counts as failed until {@link #succeeded}. */
    Future<Integer> begin(String subject) {
        var now = clock.instant();
        return store.begin(pool, subject, now, limits)
                .compose(free -> free ? Future.succeededFuture(0) : store.wait(pool, subject, now));
    }

    Future<Void> succeeded(String subject) {
        return store.forget(pool, subject, clock.instant().minusSeconds(limits.forgetHours() * 3_600L));
    }
}
