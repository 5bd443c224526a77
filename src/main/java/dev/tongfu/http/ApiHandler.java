package dev.tongfu.http;

import io.vertx.core.Future;
import java.util.function.BiFunction;

/**
 * Answers one operation of {@code openapi.yaml}.
 *
 * <p>A failed future of a POST is told the merchant as {@code outcome-unknown}, of a GET as {@code internal-error}.
 */
@FunctionalInterface
public interface ApiHandler {
    Future<ApiAnswer> handle(ApiRequest request);

    /** Reads the body by its shape first; a faulty one never reaches the action. */
    static ApiHandler withBody(
            StrictJson json, BodyShape shape, BiFunction<ApiRequest, Body, Future<ApiAnswer>> action) {
        return request -> {
            var reading = json.read(request.body(), shape);
            if (reading instanceof StrictJson.Reading.Faulty faulty) {
                return Future.succeededFuture(ApiAnswer.refused(faulty.problem()));
            }
            return action.apply(request, ((StrictJson.Reading.Valid) reading).body());
        };
    }

    /** For calls without a body: nothing, or an empty object. */
    static ApiHandler withoutBody(StrictJson json, ApiHandler action) {
        BodyShape nothing = BodyShape.of("Nothing");
        ApiHandler checked = withBody(json, nothing, (request, body) -> action.handle(request));
        return request -> request.body().length() == 0 ? action.handle(request) : checked.handle(request);
    }
}
