package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.function.Function;

/** What the guard says of an address at the moment of dialling. */
public sealed interface UrlVerdict {
    /** One result for whichever verdict it is. */
    <T> Future<T> match(
            Function<Allowed, Future<T>> onAllowed,
            Function<Refused, Future<T>> onRefused,
            Function<Unresolved, Future<T>> onUnresolved);

    /** May be dialled, at this checked address and no other. */
    record Allowed(URI uri, SocketAddress address) implements UrlVerdict {
        @Override
        public <T> Future<T> match(
                Function<Allowed, Future<T>> onAllowed,
                Function<Refused, Future<T>> onRefused,
                Function<Unresolved, Future<T>> onUnresolved) {
            return onAllowed.apply(this);
        }
    }

    /** Must not be dialled. */
    record Refused(String reason) implements UrlVerdict {
        @Override
        public <T> Future<T> match(
                Function<Allowed, Future<T>> onAllowed,
                Function<Refused, Future<T>> onRefused,
                Function<Unresolved, Future<T>> onUnresolved) {
            return onRefused.apply(this);
        }
    }

    /** The name gave no address now; it may later. */
    record Unresolved(String reason) implements UrlVerdict {
        @Override
        public <T> Future<T> match(
                Function<Allowed, Future<T>> onAllowed,
                Function<Refused, Future<T>> onRefused,
                Function<Unresolved, Future<T>> onUnresolved) {
            return onUnresolved.apply(this);
        }
    }
}
