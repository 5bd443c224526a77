package dev.tongfu.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class OutboxStoreIT {
    private static final Instant AT = Instant.parse("2026-11-25T05:20:05Z");
    private static final String BODY = "{\"type\":\"payment.succeeded\",\"data\":{\"subject\":\"测试商品 \\u0001 'x'\"}}";

    private final OutboxStore store = new OutboxStore();
    private TestDatabase database;
    private Pool pool;

    @BeforeEach
    void create(Vertx vertx) {
        database = TestDatabase.create();
        pool = database.appPool(vertx);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static OutboxMessage message(String id, String resourceId, long sequence, @Nullable String url) {
        return new OutboxMessage(id, "m_1", "payment.succeeded", resourceId, sequence, url, BODY, AT);
    }

    private Future<List<Row>> rows() {
        return pool.query("select * from notification order by id")
                .execute()
                .map(rows -> rows.stream().toList());
    }

    @Test
    void messagesOfATransactionAreThereWithTheirBytes(VertxTestContext context) {
        // Given
        var messages =
                List.of(message("ntf_1", "pay_1", 1, "https://shop.example/hooks"), message("ntf_2", "pay_1", 2, null));

        // When
        var written = pool.withTransaction(transaction -> store.insert(transaction, messages));

        // Then
        written.compose(done -> rows())
                .onComplete(context.succeeding(rows -> context.verify(() -> {
                    assertThat(rows).extracting(row -> row.getString("body")).containsExactly(BODY, BODY);
                    assertThat(rows).extracting(row -> row.getString("status")).containsExactly("pending", "pending");
                    assertThat(rows.get(0).getOffsetDateTime("next_at")).isNotNull();
                    assertThat(rows.get(1).getOffsetDateTime("next_at")).isNull();
                    assertThat(rows.get(0).getOffsetDateTime("created_at").toInstant())
                            .isEqualTo(AT);
                    context.completeNow();
                })));
    }

    @Test
    void messagesGoWithTheirTransaction(VertxTestContext context) {
        // When
        var undone = pool.withTransaction(
                transaction -> store.insert(transaction, List.of(message("ntf_1", "pay_1", 1, "https://shop.example/")))
                        .compose(done -> Future.<Void>failedFuture("the cause failed")));

        // Then
        undone.otherwiseEmpty()
                .compose(done -> rows())
                .onComplete(context.succeeding(rows -> context.verify(() -> {
                    assertThat(rows).isEmpty();
                    context.completeNow();
                })));
    }

    @Test
    void sequenceOfAResourceIsUsedOnce(VertxTestContext context) {
        // When
        var second = store.insert(pool, List.of(message("ntf_1", "pay_1", 1, null)))
                .compose(done -> store.insert(pool, List.of(message("ntf_2", "pay_1", 1, null))));

        // Then
        second.onComplete(context.failing(cause -> context.verify(() -> {
            assertThat(cause)
                    .isInstanceOfSatisfying(
                            PgException.class,
                            refused -> assertThat(refused.getSqlState()).isEqualTo("23505"));
            context.completeNow();
        })));
    }

    @Test
    void noMessagesAreNoStatement(VertxTestContext context) {
        pool.close().compose(closed -> store.insert(pool, List.of())).onComplete(context.succeedingThenComplete());
    }
}
