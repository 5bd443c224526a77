package dev.tongfu.console;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Reads what a page needs, one thing after another: a page is no reason to take all connections. */
final class Gather {
    private Future<Map<String, Object>> chain = Future.succeededFuture(new HashMap<>());

    static Gather first(String name, Supplier<? extends Future<?>> read) {
        return new Gather().then(name, read);
    }

    Gather then(String name, Supplier<? extends Future<?>> read) {
        chain = chain.compose(values -> read.get().map(value -> {
            values.put(name, value);
            return values;
        }));
        return this;
    }

    Gather with(String name, Object value) {
        chain = chain.onSuccess(values -> values.put(name, value));
        return this;
    }

    Future<Map<String, Object>> values() {
        return chain;
    }

    Future<ConsolePage> page(String template) {
        return chain.map(values -> ConsolePage.of(template, values));
    }
}
