package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The operators' desk: calls of the admin API that are to succeed, and whole lists. */
final class DayOffice {
    private static final int LIMIT = 200;

    private final TourWorld world;

    DayOffice(TourWorld world) {
        this.world = world;
    }

    @CanIgnoreReturnValue
    JsonObject maker(String target, JsonObject body) throws IOException {
        return done(TourWorld.Operator.MAKER, "POST", target, body);
    }

    @CanIgnoreReturnValue
    JsonObject checker(String target, JsonObject body) throws IOException {
        return done(TourWorld.Operator.CHECKER, "POST", target, body);
    }

    JsonObject read(String target) throws IOException {
        return done(TourWorld.Operator.CHECKER, "GET", target, new JsonObject());
    }

    /** Every element of a list, page after page. */
    List<JsonObject> all(String target) throws IOException {
        var all = new ArrayList<JsonObject>();
        String cursor = "";
        do {
            var page = read(target + (target.contains("?") ? "&" : "?") + "limit=" + LIMIT + cursor);
            page.getJsonArray("data").forEach(one -> all.add((JsonObject) one));
            String next = page.getString("next");
            cursor = next == null
                    ? ""
                    : "&cursor=" + java.net.URLEncoder.encode(next, java.nio.charset.StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return all;
    }

    private JsonObject done(TourWorld.Operator operator, String method, String target, JsonObject body)
            throws IOException {
        var page = world.operator(operator, method, "/admin/v1" + target, body);
        if (page.status() / 100 != 2) {
            throw new IOException(method + " " + target + ": " + page.status() + " " + page.text());
        }
        return page.text().isBlank() ? new JsonObject() : new JsonObject(page.text());
    }
}
