package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TestDatabaseIT {
    private static final String LIMITS = """
            select current_user::text as role, current_setting('statement_timeout') as statement,
                current_setting('lock_timeout') as lock,
                current_setting('idle_in_transaction_session_timeout') as idle
            """;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.create();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void poolRunsAsTheAppRoleWithTheServersTimeouts(Vertx vertx, VertxTestContext context) {
        // When
        var answer = database.appPool(vertx).query(LIMITS).execute();

        // Then
        answer.onComplete(context.succeeding(rows -> context.verify(() -> {
            var row = rows.iterator().next();
            assertThat(row.getString("role")).isEqualTo("tongfu_app");
            assertThat(row.getString("statement")).isEqualTo("10s");
            assertThat(row.getString("lock")).isEqualTo("5s");
            assertThat(row.getString("idle")).isEqualTo("10s");
            context.completeNow();
        })));
    }
}
