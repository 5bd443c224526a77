package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Connections of a process in whose way something comes before its n-th transaction. */
final class DisturbedPool {
    private final AtomicInteger left;
    private final Supplier<Future<?>> disturbance;
    private final Pool pool;

    @SuppressWarnings("unchecked")
    DisturbedPool(Pool real, int transactions, Supplier<Future<?>> disturbance) {
        this.left = new AtomicInteger(transactions);
        this.disturbance = disturbance;
        this.pool = (Pool) Proxy.newProxyInstance(
                Pool.class.getClassLoader(),
                new Class<?>[] {Pool.class},
                (self, method, arguments) -> method.getName().equals("withTransaction") && arguments.length == 1
                        ? transaction(real, (Function<SqlConnection, Future<Object>>) arguments[0])
                        : call(real, method, arguments));
    }

    Pool pool() {
        return pool;
    }

    /** It came to its end before. */
    boolean undisturbed() {
        return left.get() >= 0;
    }

    private Future<Object> transaction(Pool real, Function<SqlConnection, Future<Object>> work) {
        return left.getAndDecrement() == 0
                ? disturbance.get().compose(done -> real.withTransaction(work))
                : real.withTransaction(work);
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
