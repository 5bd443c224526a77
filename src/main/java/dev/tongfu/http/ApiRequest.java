package dev.tongfu.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A merchant's call whose signature, address and query are right.
 *
 * @param path the path's parameters by name, each of its documented form
 * @param query the query's parameters, typed as {@code openapi.yaml} says, defaults filled in; a boolean is the word
 *     {@code true} or {@code false}
 * @param accept the Accept header; empty without one
 * @param body raw bytes; empty when there is none
 */
public record ApiRequest(
        String merchantId,
        String keyId,
        String requestId,
        Map<String, String> path,
        Body query,
        String accept,
        Buffer body) {
    public ApiRequest {
        path = Map.copyOf(path);
    }

    /** The path's {@code id}. */
    public String id() {
        return pathText("id");
    }

    public String pathText(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("no such path parameter: " + name);
        }
        return value;
    }

    /** True for {@code name=true}. */
    public boolean flag(String name) {
        return query.optionalText(name).filter("true"::equals).isPresent();
    }

    @Override
    public String toString() {
        return "ApiRequest[" + requestId + " " + merchantId + "]";
    }
}
