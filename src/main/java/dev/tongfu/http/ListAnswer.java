package dev.tongfu.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes {@code {"data":[…],"next":…,"as_of":…}}. */
final class ListAnswer {
    private ListAnswer() {}

    /** A whole page. */
    static ApiAnswer of(JsonArray data, @Nullable Cursor next, Instant asOf) {
        return ApiAnswer.ok(new JsonObject()
                .put("data", data)
                .put("next", next == null ? null : next.text())
                .put("as_of", asOf.toString())
                .toBuffer());
    }

    /** A page of rows of which one more than the limit was read, to know whether there is a next. */
    static <T> ApiAnswer of(
            List<T> oneMore, int limit, Function<T, JsonObject> json, Function<T, Cursor> cursor, Instant asOf) {
        boolean more = oneMore.size() > limit;
        List<T> page = more ? oneMore.subList(0, limit) : oneMore;
        var data = new JsonArray();
        page.forEach(row -> data.add(json.apply(row)));
        return of(data, more ? cursor.apply(page.get(limit - 1)) : null, asOf);
    }
}
