package dev.tongfu.http;

import io.vertx.ext.web.Router;

/** Routes outside the merchant API: bank callbacks, cashier, result. The body is read already, at most 64 KB. */
@FunctionalInterface
public interface PageRoutes {
    void mount(Router router);
}
