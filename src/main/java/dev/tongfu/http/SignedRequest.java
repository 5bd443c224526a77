package dev.tongfu.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request as it came over the wire, before anything of it is decoded.
 *
 * @param target path and query exactly as received
 */
public record SignedRequest(String method, String target, MultiMap headers, Buffer body) {

    public static SignedRequest of(HttpServerRequest request, Buffer body) {
        return new SignedRequest(request.method().name(), request.uri(), request.headers(), body);
    }

    @Override
    public String toString() {
        return "SignedRequest[" + method + "]";
    }
}
