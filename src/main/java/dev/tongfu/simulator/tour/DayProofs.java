package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The proof of a run as lines to be read by people. */
final class DayProofs {
    private DayProofs() {}

    /** What the statements say that the merchant got, fees taken off. */
    static long net(JsonObject answer) {
        return answer.getJsonArray("runs", new JsonArray()).stream()
                .map(one -> ((JsonObject) one).getJsonObject("proof", new JsonObject()))
                .mapToLong(proof -> proof.getLong("net", 0L))
                .sum();
    }

    /** @param answer of {@code POST /admin/v1/reconciliations} */
    static List<String> lines(JsonObject answer) {
        var lines = new ArrayList<String>();
        for (var one : answer.getJsonArray("runs", new JsonArray())) {
            var proof = ((JsonObject) one).getJsonObject("proof", new JsonObject());
            for (var kind : proof.getJsonArray("kinds", new JsonArray())) {
                lines.add(line((JsonObject) kind));
            }
            lines.add(String.format(
                    Locale.ROOT,
                    "     net of the statement %,d = posted to cash %,d; %s",
                    proof.getLong("net", 0L),
                    proof.getLong("posted_to_cash", 0L),
                    Boolean.TRUE.equals(proof.getBoolean("holds")) ? "holds" : "DOES NOT HOLD"));
        }
        return lines;
    }

    private static String line(JsonObject kind) {
        return String.format(
                Locale.ROOT,
                "     %-14s ours %,d (%d) − breaks %,d (%d) = bank %,d (%d); difference %d",
                kind.getString("kind"),
                kind.getLong("platform_amount", 0L),
                kind.getLong("platform_count", 0L),
                kind.getLong("break_amount", 0L),
                kind.getLong("break_count", 0L),
                kind.getLong("bank_amount", 0L),
                kind.getLong("bank_count", 0L),
                kind.getLong("difference", 0L));
    }
}
