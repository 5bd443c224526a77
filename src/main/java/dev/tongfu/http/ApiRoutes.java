package dev.tongfu.http;

import java.util.Map;

/** The operations of one resource by their {@code operationId}; one instance may serve several event loops. */
@FunctionalInterface
public interface ApiRoutes {
    Map<String, ApiHandler> operations();
}
