package dev.tongfu.console;

import io.vertx.core.Future;
import java.util.List;

/** The operators of a demonstration, whose credentials everybody may have; shown on the log-in page. */
@FunctionalInterface
public interface DemoLogins {
    Future<List<Login>> list();

    /** Nobody, as everywhere outside a demonstration. */
    static DemoLogins none() {
        return () -> Future.succeededFuture(List.of());
    }

    /** @param code the one-time code that works next; empty: wait for the next */
    record Login(String name, String role, String token, String code) {}
}
