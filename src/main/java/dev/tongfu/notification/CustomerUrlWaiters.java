package dev.tongfu.notification;

import dev.tongfu.bus.Bus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages that wait for a merchant's answer; each is told on its own event loop.
 *
 * <p>Only deliveries of this process are heard, so a page looks into the table before and after.
 */
final class CustomerUrlWaiters {
    private final Vertx vertx;
    private final int waitersMax;
    private final Map<String, List<Waiter>> waiters = new ConcurrentHashMap<>();
    private final MessageConsumer<NotificationDelivered> deliveries;
    private final AtomicInteger count = new AtomicInteger();

    CustomerUrlWaiters(Vertx vertx, Bus bus, int waitersMax) {
        this.vertx = vertx;
        this.waitersMax = waitersMax;
        this.deliveries = bus.listen(NotificationDelivered.ADDRESS, this::told);
    }

    Future<Void> close() {
        return deliveries.unregister();
    }

    Waiter join(String notificationId) {
        var waiter = new Waiter(vertx.getOrCreateContext(), Promise.promise());
        if (count.incrementAndGet() > waitersMax) {
            waiter.told().complete(Optional.empty());
        } else {
            waiters.merge(notificationId, List.of(waiter), CustomerUrlWaiters::joined);
        }
        return waiter;
    }

    void leave(String notificationId, Waiter waiter) {
        count.decrementAndGet();
        waiters.computeIfPresent(notificationId, (same, list) -> without(list, waiter));
    }

    private void told(NotificationDelivered delivered) {
        var url = Optional.ofNullable(delivered.customerUrl());
        waiters.getOrDefault(delivered.notificationId(), List.of()).forEach(waiter -> waiter.tell(url));
    }

    private static List<Waiter> joined(List<Waiter> some, List<Waiter> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static @Nullable List<Waiter> without(List<Waiter> list, Waiter waiter) {
        var left = list.stream().filter(other -> !other.equals(waiter)).toList();
        return left.isEmpty() ? null : left;
    }

    record Waiter(Context context, Promise<Optional<String>> told) {
        /** Empty when nothing was told within the time. */
        Future<Optional<String>> within(long maxMs) {
            return told.future()
                    .timeout(maxMs, TimeUnit.MILLISECONDS)
                    .recover(cause -> cause instanceof TimeoutException
                            ? Future.succeededFuture(Optional.empty())
                            : Future.failedFuture(cause));
        }

        private void tell(Optional<String> url) {
            context.runOnContext(now -> told.tryComplete(url));
        }
    }
}
