package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a server that may forget what it has answered.
 *
 * <p>A payment is acknowledged after its commit, so a commit must be on disk. Only an explicit test profile goes on.
 */
public final class DurabilityCheck {
    private static final Logger LOGGER = LoggerFactory.getLogger(DurabilityCheck.class);
    private static final String SETTINGS = """
            select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
                current_setting('full_page_writes') as full_page_writes
            """;
    private static final Map<String, Set<String>> SAFE = Map.of(
            "fsync", Set.of("on"),
            "synchronous_commit", Set.of("on", "remote_apply"),
            "full_page_writes", Set.of("on"));

    private final boolean testProfile;

    public DurabilityCheck(boolean testProfile) {
        this.testProfile = testProfile;
    }

    /** Fails with {@link DatabaseRefused} unless commits of this client's role are durable. */
    public Future<Void> require(SqlClient client) {
        return client.query(SETTINGS)
                .execute()
                .map(rows -> rows.iterator().next())
                .compose(this::judge);
    }

    private Future<Void> judge(Row row) {
        for (var setting : SAFE.entrySet()) {
            var value = row.getString(setting.getKey());
            if (!setting.getValue().contains(value)) {
                return unsafe(setting.getKey(), value);
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> unsafe(String setting, String value) {
        if (testProfile) {
            LOGGER.atWarn().addKeyValue(setting, value).log("this PostgreSQL may lose commits; test profile goes on");
            return Future.succeededFuture();
        }
        return Future.failedFuture(new DatabaseRefused("PostgreSQL runs with " + setting + " = " + value
                + " and may lose money when the power fails: set it to on."));
    }
}
