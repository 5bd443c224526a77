package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An immutable picture of small tables in memory, read again every few seconds.
 *
 * <p>A read that fails or takes too long leaves the picture as it was; {@link #fresh} then turns false after a limit.
 * A read that began earlier never replaces one that began later.
 */
public final class Snapshot<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Snapshot.class);
    private static final double JITTER = 0.2;

    private final Vertx vertx;
    private final Clock clock;
    private final String name;
    private final Limits limits;
    private final Supplier<Future<T>> read;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong timer = new AtomicLong(-1);
    private volatile Picture<T> picture;
    private volatile boolean stopped;

    public Snapshot(Vertx vertx, Clock clock, String name, Limits limits, T empty, Supplier<Future<T>> read) {
        this.vertx = vertx;
        this.clock = clock;
        this.name = name;
        this.limits = limits;
        this.read = read;
        this.picture = new Picture<>(empty, 0, null);
    }

    /**
     * Reads for the first time, then again and again; fails when the first reading fails. It may take as long as a
     * picture stays fresh: nothing is served before it, and a machine that is starting is a slow one.
     */
    public Future<Void> start() {
        return refresh(limits.staleAfter()).onSuccess(done -> arm());
    }

    /** A reading under way is let go. */
    public Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer.get());
        return Future.succeededFuture();
    }

    public T current() {
        return picture.content();
    }

    /** Whether the last good reading is recent enough to go on with. */
    public boolean fresh() {
        var readAt = picture.readAt();
        return readAt != null && Duration.between(readAt, clock.instant()).compareTo(limits.staleAfter()) <= 0;
    }

    /** Reads at once; fails when the reading fails, and the picture stays. */
    public Future<Void> refresh() {
        return refresh(limits.readTimeout());
    }

    private Future<Void> refresh(Duration limit) {
        long number = reads.incrementAndGet();
        var begun = clock.instant();
        return read.get()
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(content -> keep(new Picture<>(content, number, begun)))
                .mapEmpty();
    }

    private synchronized void keep(Picture<T> made) {
        if (made.number() > picture.number()) {
            picture = made;
        }
    }

    private void arm() {
        if (stopped) {
            return;
        }
        double factor = 1 - ThreadLocalRandom.current().nextDouble(JITTER);
        long delay = Math.max(1, (long) (limits.interval().toMillis() * factor));
        timer.set(vertx.setTimer(delay, fired -> refresh().onComplete(done -> arm(), this::warnAndArm)));
    }

    private void warnAndArm(Throwable failure) {
        LOGGER.atWarn()
                .addKeyValue("snapshot", name)
                .addKeyValue("fresh", fresh())
                .setCause(failure)
                .log("Could not read again; the earlier picture stays");
        arm();
    }

    /**
     * How often, how long, how old.
     *
     * @param interval from the end of a reading to the next, at most; up to a fifth shorter
     * @param staleAfter the age from which the picture is no longer fresh
     */
    public record Limits(Duration interval, Duration readTimeout, Duration staleAfter) {}

    private record Picture<T>(
            T content, long number, @Nullable Instant readAt) {}
}
