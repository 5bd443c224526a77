package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the operating system, beside the event loop.
 *
 * <p>A lookup cannot be interrupted, so one that is late still counts until it ends; too many at once fail.
 */
public final class SystemHostResolver implements HostResolver {
    private static final int THREADS = 8;

    private final WorkerExecutor workers;
    private final UrlGuardConfig config;
    private final AtomicInteger underWay = new AtomicInteger();

    public SystemHostResolver(Vertx vertx, UrlGuardConfig config) {
        this.workers = vertx.createSharedWorkerExecutor("host-resolver", THREADS);
        this.config = config;
    }

    @Override
    public Future<List<InetAddress>> resolve(String host) {
        if (underWay.incrementAndGet() > config.resolvesMax()) {
            underWay.decrementAndGet();
            return Future.failedFuture("too many names under resolution");
        }
        return workers.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
                .onComplete(ended -> underWay.decrementAndGet())
                .timeout(config.resolveTimeoutMs(), TimeUnit.MILLISECONDS);
    }
}
