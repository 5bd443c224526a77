package dev.tongfu.notification;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** One request as a merchant's server saw it. */
record Received(String path, MultiMap headers, Buffer body, HttpServerRequest request) {
    String id() {
        return headers.get("webhook-id");
    }
}
