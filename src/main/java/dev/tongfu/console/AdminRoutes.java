package dev.tongfu.console;

import io.vertx.ext.web.Router;

/** Routes under {@code /admin/v1}; who calls is known by {@link OperatorAccess#operator}. */
@FunctionalInterface
public interface AdminRoutes {
    /** @param access decides by role, put in front of each handler */
    void mount(Router router, OperatorAccess access);

    /**
     * Called before bodies are read for all: for the few addresses whose bodies are larger than those of the rest. Who
     * may call must be decided before such a body is read.
     */
    default void mountLargeBodies(Router router, OperatorAccess access) {}
}
