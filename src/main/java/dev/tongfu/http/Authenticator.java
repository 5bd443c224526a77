package dev.tongfu.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Decides who sent a request, over the raw bytes and before anything of it is parsed. */
public interface Authenticator {
    Outcome check(HttpServerRequest request, Buffer body);

    /** Whose key this is, without looking at the signature; for refusing early. */
    Optional<String> merchantOfKey(String keyId);

    /** Who it is, or why not. */
    sealed interface Outcome {
        record Accepted(String merchantId, String keyId) implements Outcome {}

        record Refused(Problem problem) implements Outcome {}
    }
}
