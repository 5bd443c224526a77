package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    @Test
    void whatIsGivenBackIsEmptyOrNotUsedAgain(Vertx vertx) throws Exception {
        // Given
        run(database, vertx, "insert into merchant (id, name, created_at) values ('m_left', 'left over', now())");
        var changed = TestDatabase.create();
        run(changed, vertx, "alter table merchant add column left_over integer");

        // When
        changed.close();
        database.close();
        var next = List.of(TestDatabase.create(), TestDatabase.create(), TestDatabase.create());
        database = TestDatabase.create();

        // Then
        for (var one : next) {
            assertThat(number(one, vertx, "select count(*) from merchant")).isZero();
            assertThat(number(one, vertx, "select count(*) from pg_attribute where attname = 'left_over'"))
                    .isZero();
            one.close();
        }
    }

    private static void run(TestDatabase on, Vertx vertx, String statement) throws Exception {
        var pool = on.ownerPool(vertx);
        var rows = done(pool.query(statement).execute());
        assertThat(rows.rowCount()).isNotNegative();
        done(pool.close().map("closed"));
    }

    private static long number(TestDatabase on, Vertx vertx, String query) throws Exception {
        var pool = on.superuserPool(vertx);
        long number = done(pool.query(query).execute()).iterator().next().getLong(0);
        done(pool.close().map("closed"));
        return number;
    }

    @CanIgnoreReturnValue
    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
