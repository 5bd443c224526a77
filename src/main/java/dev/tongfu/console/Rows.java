package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as pages and lists show them: by the names of their columns. */
final class Rows {
    private Rows() {}

    /** For templates, which write each kind of value in their own way. */
    static List<Map<String, Object>> maps(RowSet<Row> rows) {
        var all = new ArrayList<Map<String, Object>>(rows.size());
        rows.forEach(row -> all.add(map(row)));
        return all;
    }

    private static Map<String, Object> map(Row row) {
        var values = new LinkedHashMap<String, Object>();
        for (int i = 0; i < row.size(); i++) {
            var value = row.getValue(i);
            values.put(row.getColumnName(i), value instanceof JsonObject json ? json.getMap() : value);
        }
        return values;
    }

    /** For programs: moments and dates in ISO 8601. */
    static List<JsonObject> json(RowSet<Row> rows) {
        var all = new ArrayList<JsonObject>(rows.size());
        rows.forEach(row -> {
            var object = new JsonObject();
            for (int i = 0; i < row.size(); i++) {
                object.put(row.getColumnName(i), plain(row.getValue(i)));
            }
            all.add(object);
        });
        return all;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof OffsetDateTime moment) {
            return moment.toInstant().toString();
        }
        return value instanceof Temporal date ? date.toString() : value;
    }

    static JsonArray array(List<JsonObject> rows) {
        return new JsonArray(rows);
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** The row, if there is one. */
    static Future<Map<String, Object>> first(Future<List<Map<String, Object>>> rows) {
        return rows.map(found -> found.isEmpty() ? Map.of() : found.get(0));
    }
}
