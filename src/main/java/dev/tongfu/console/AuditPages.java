package dev.tongfu.console;

import dev.tongfu.audit.AuditEntry;
import dev.tongfu.audit.AuditLog;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /console/audit}: what operators did, and whether the record of it is whole. */
final class AuditPages {
    private final Pool pool;
    private final AuditLog audit;
    private final int rows;

    AuditPages(Pool pool, Clock clock, int rows) {
        this.pool = pool;
        this.audit = new AuditLog(clock);
        this.rows = rows;
    }

    void mount(Router router, ConsoleDesk desk) {
        desk.page(router, "/console/audit", this::list);
    }

    private Future<ConsolePage> list(Visit visit) {
        String before = visit.query("before");
        long seq = before.matches("[0-9]{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
        String actor = visit.query("actor");
        String object = visit.query("object");
        boolean prove = visit.query("prove").equals("1");
        return Gather.first(
                        "entries",
                        () -> audit.list(pool, seq, given(actor), given(object), rows + 1)
                                .map(AuditPages::shown))
                .then("proof", () -> prove ? proof() : Future.succeededFuture(Map.of()))
                .with("actor", actor)
                .with("object", object)
                .values()
                .map(values -> ConsolePage.of("audit", Paging.cut(values, "entries", rows, visit, "seq")));
    }

    private Future<Map<String, Object>> proof() {
        return audit.prove(pool)
                .map(proof -> Map.of(
                        "entries", proof.entries(),
                        "head", proof.head(),
                        "whole", proof.whole(),
                        "brokenAt", proof.brokenAt() == null ? 0L : proof.brokenAt()));
    }

    private static List<Map<String, Object>> shown(List<AuditEntry> entries) {
        return entries.stream()
                .map(entry -> Map.<String, Object>of(
                        "seq", entry.seq(),
                        "at", entry.at().atOffset(ZoneOffset.UTC),
                        "actor", entry.actor(),
                        "action", entry.action(),
                        "object", entry.object(),
                        "reason", entry.reason(),
                        "detail", entry.detail(),
                        "hash", entry.hash().substring(0, 12),
                        "intact", entry.intact()))
                .toList();
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
