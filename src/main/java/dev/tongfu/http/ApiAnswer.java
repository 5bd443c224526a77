package dev.tongfu.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Supplier;

/** What a merchant's call is answered. */
public sealed interface ApiAnswer {
    String JSON = "application/json";

    record Success(int status, String contentType, Buffer body, Map<String, String> headers) implements ApiAnswer {
        public Success {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Written part by part, the next one when the one before has left.
     *
     * @param parts gives the next part at each call; an empty one ends the answer
     */
    record Streamed(String contentType, Map<String, String> headers, Supplier<Future<Buffer>> parts)
            implements ApiAnswer {
        public Streamed {
            headers = Map.copyOf(headers);
        }
    }

    record Refused(Problem problem) implements ApiAnswer {}

    static ApiAnswer json(int status, Buffer body) {
        return new Success(status, JSON, body, Map.of());
    }

    static ApiAnswer ok(Buffer body) {
        return json(200, body);
    }

    static ApiAnswer created(Buffer body) {
        return json(201, body);
    }

    /** Not final yet. */
    static ApiAnswer accepted(Buffer body) {
        return json(202, body);
    }

    /** The same number and content again. */
    static ApiAnswer replayed(Buffer body) {
        return new Success(200, JSON, body, Map.of("Idempotency-Replayed", "true"));
    }

    static ApiAnswer refused(Problem problem) {
        return new Refused(problem);
    }

    static ApiAnswer refused(ProblemCode code, String detail) {
        return new Refused(Problem.of(code, detail));
    }

    static ApiAnswer refused(ProblemCode code) {
        return new Refused(Problem.of(code));
    }
}
