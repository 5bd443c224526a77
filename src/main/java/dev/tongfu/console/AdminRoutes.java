package dev.tongfu.console;

import io.vertx.ext.web.Router;

/** Routes under {@code /admin/v1}; who calls is known by {@link OperatorAccess#operator}. */
@FunctionalInterface
public interface AdminRoutes {
    /** @param access decides by role, put in front of each handler */
    void mount(Router router, OperatorAccess access);
}
