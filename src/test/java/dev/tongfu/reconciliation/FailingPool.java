package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections of a process that dies before its n-th statement: from then on nothing is executed. */
final class FailingPool {
    private final AtomicInteger left;
    private final Pool pool;

    FailingPool(Pool real, int statements) {
        this.left = new AtomicInteger(statements);
        this.pool = proxy(Pool.class, (self, method, arguments) -> {
            String name = method.getName();
            if (name.equals("withTransaction") || name.equals("withConnection")) {
                return InvocationHandler.invokeDefault(self, method, arguments);
            }
            if (name.equals("getConnection") && method.getParameterCount() == 0) {
                return real.getConnection().map(this::dying);
            }
            return name.equals("preparedQuery") ? query(real, method, arguments) : call(real, method, arguments);
        });
    }

    Pool pool() {
        return pool;
    }

    /** It lived to its end. */
    boolean survived() {
        return left.get() >= 0;
    }

    private SqlConnection dying(SqlConnection real) {
        return proxy(
                SqlConnection.class,
                (self, method, arguments) -> method.getName().equals("preparedQuery")
                        ? query(real, method, arguments)
                        : call(real, method, arguments));
    }

    private Object query(Object real, Method method, Object[] arguments) throws Throwable {
        boolean dead = left.decrementAndGet() < 0;
        var query = call(real, method, arguments);
        return dead ? dead(method.getReturnType()) : query;
    }

    private static Object dead(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> Future.failedFuture("died"));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
