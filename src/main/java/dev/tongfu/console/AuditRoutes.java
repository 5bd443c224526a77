package dev.tongfu.console;

import dev.tongfu.audit.AuditEntry;
import dev.tongfu.audit.AuditLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlClient;

/** {@code GET /admin/v1/audit}: what operators did, newest first, by actor or object. */
public final class AuditRoutes implements AdminRoutes {
    private final SqlClient client;
    private final AuditLog log;
    private final int pageMax;

    /** @param pageMax rows of a page */
    public AuditRoutes(SqlClient client, AuditLog log, int pageMax) {
        this.client = client;
        this.log = log;
        this.pageMax = pageMax;
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        router.get("/admin/v1/audit")
                .handler(access.viewers())
                .handler(context -> AdminQuery.handle(context, access, () -> list(context)));
    }

    private Future<Void> list(RoutingContext context) {
        int limit = AdminQuery.limit(context, pageMax);
        long before =
                AdminQuery.text(context, "cursor").map(AuditRoutes::sequence).orElse(Long.MAX_VALUE);
        return log.list(
                        client,
                        before,
                        AdminQuery.text(context, "actor").orElse(null),
                        AdminQuery.text(context, "object").orElse(null),
                        limit + 1)
                .compose(found -> {
                    boolean more = found.size() > limit;
                    var page = more ? found.subList(0, limit) : found;
                    var data = new JsonArray();
                    page.forEach(entry -> data.add(json(entry)));
                    String next = more ? Long.toString(page.get(limit - 1).seq()) : null;
                    return AdminAnswer.send(
                            context, 200, new JsonObject().put("data", data).put("next", next));
                });
    }

    private static long sequence(String cursor) {
        if (!cursor.matches("[1-9][0-9]{0,17}")) {
            throw new AdminQuery.Bad("cursor", "cursor must be the next of a page of this list");
        }
        return Long.parseLong(cursor);
    }

    private static JsonObject json(AuditEntry entry) {
        return new JsonObject()
                .put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("action", entry.action())
                .put("object", entry.object())
                .put("reason", entry.reason())
                .put("detail", new JsonObject(entry.detail()))
                .put("hash", entry.hash());
    }
}
