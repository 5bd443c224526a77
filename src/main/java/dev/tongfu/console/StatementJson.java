package dev.tongfu.console;

import dev.tongfu.reconciliation.LineRelease;
import dev.tongfu.reconciliation.StatementFile;
import dev.tongfu.reconciliation.StatementReading;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Statements as operators see them; amounts are minor units. */
final class StatementJson {
    private StatementJson() {}

    /** Each version with what reading it gave, {@code reading: null} where it was not read yet. */
    static JsonObject list(List<StatementFile> files, List<StatementReading> readings) {
        var data = new JsonArray();
        for (var file : files) {
            var reading = readings.stream()
                    .filter(each -> each.channelId().equals(file.channelId())
                            && each.bankDate().equals(file.bankDate())
                            && each.version() == file.version())
                    .findFirst();
            data.add(file(file)
                    .put("reading", reading.map(StatementJson::reading).orElse(null)));
        }
        return new JsonObject().put("data", data);
    }

    static JsonObject file(StatementFile file) {
        return new JsonObject()
                .put("channel", file.channelId())
                .put("bank", file.bank())
                .put("bank_date", file.bankDate().toString())
                .put("version", file.version())
                .put("sha256", file.sha256())
                .put("name", file.name())
                .put("format", file.format())
                .put("source", file.source().name().toLowerCase(Locale.ROOT))
                .put("size", file.size())
                .put("taken_by", file.takenBy())
                .put("taken_at", file.takenAt().toString());
    }

    private static JsonObject reading(StatementReading reading) {
        var totals = reading.totals();
        return new JsonObject()
                .put("status", reading.status().word())
                .put("reason", reading.reason())
                .put("lines", reading.lines())
                .put("quarantined", reading.quarantined())
                .put("in_count", totals.inCount())
                .put("in_amount", totals.inAmount())
                .put("out_count", totals.outCount())
                .put("out_amount", totals.outAmount())
                .put("fee", totals.fee())
                .put("net", totals.net())
                .put("read_at", reading.readAt().toString());
    }

    static JsonObject quarantined(LineRelease.Quarantined line) {
        return new JsonObject()
                .put("line", line.line())
                .put("reason", line.reason())
                .put("raw", line.raw())
                .put("released", line.released());
    }
}
