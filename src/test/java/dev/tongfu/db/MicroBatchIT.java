package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.ProbeWork.Item;
import dev.tongfu.db.ProbeWork.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MicroBatchIT {
    private static final String WAITING = """
            select pid from pg_stat_activity
            where datname = current_database() and usename = 'tongfu_app' and wait_event_type = 'Lock'
            """;

    private TestDatabase database;
    private Pool superuser;

    @BeforeEach
    void create(Vertx vertx, VertxTestContext context) {
        database = TestDatabase.create();
        superuser = database.superuserPool(vertx);
        database.ownerPool(vertx).query(ProbeWork.TABLE).execute().onComplete(context.succeedingThenComplete());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void sameItemsFromTwoLoopsAreStoredOnceAndTheOthersAreReplays(Vertx vertx, VertxTestContext context) {
        // Given
        var items = items(300);

        // When
        var first = OnLoop.submit(vertx, database.config(), items);
        var second = OnLoop.submit(vertx, database.config(), items);

        // Then
        Future.all(first, second)
                .compose(both -> count())
                .onComplete(context.succeeding(rows -> context.verify(() -> {
                    assertThat(rows).isEqualTo(300);
                    assertThat(Stream.concat(first.result().stream(), second.result().stream()))
                            .extracting(Future::result)
                            .containsOnly(Outcome.NEW, Outcome.REPLAY)
                            .filteredOn(outcome -> outcome == Outcome.NEW)
                            .hasSize(300);
                    context.completeNow();
                })));
    }

    @Test
    void oneBadAmountAmongTwoHundredFailsAlone(Vertx vertx, VertxTestContext context) {
        // Given
        var items = new ArrayList<>(items(200));
        items.set(117, new Item("key-117", -1, "body"));

        // When
        var submitted = OnLoop.submit(vertx, database.config(), items);

        // Then
        submitted
                .compose(outcomes -> count())
                .onComplete(context.succeeding(rows -> context.verify(() -> {
                    var outcomes = new ArrayList<>(submitted.result());
                    assertThat(rows).isEqualTo(199);
                    assertThat(outcomes.remove(117).cause()).isInstanceOfSatisfying(DataRefused.class, refused -> {
                        assertThat(refused.sqlState()).isEqualTo("23514");
                        assertThat(refused.constraint()).contains("probe_amount_positive");
                    });
                    assertThat(outcomes).extracting(Future::result).containsOnly(Outcome.NEW);
                    context.completeNow();
                })));
    }

    @Test
    void itemsOfABackendThatWasTerminatedAreReadAndSentAgain(Vertx vertx, VertxTestContext context) {
        // Given
        var locked = superuser.getConnection();
        var began = locked.compose(connection -> connection
                .begin()
                .compose(transaction -> connection
                        .query("lock table probe in share mode")
                        .execute()
                        .map(rows -> transaction)));

        // When
        var submitted = began.compose(transaction -> {
            var outcomes = OnLoop.submit(vertx, database.config(), items(100));
            return waitingBackend(vertx)
                    .compose(this::terminate)
                    .compose(ended -> transaction.rollback())
                    .compose(released -> outcomes);
        });

        // Then
        submitted
                .compose(outcomes -> count())
                .onComplete(context.succeeding(rows -> context.verify(() -> {
                    assertThat(rows).isEqualTo(100);
                    assertThat(submitted.result()).hasSize(100).allMatch(Future::succeeded);
                    context.completeNow();
                })));
    }

    @Test
    void itemAnotherOneStoredBeforeIsAReplay(Vertx vertx, VertxTestContext context) {
        // Given
        var stored = superuser
                .preparedQuery("insert into probe values ($1::text, 1, 'body')")
                .execute(Tuple.of("key-001"));

        // When
        var submitted = stored.compose(rows -> OnLoop.submit(vertx, database.config(), items(2)));

        // Then
        submitted.onComplete(context.succeeding(outcomes -> context.verify(() -> {
            assertThat(outcomes).extracting(Future::result).containsExactly(Outcome.NEW, Outcome.REPLAY);
            context.completeNow();
        })));
    }

    private Future<Integer> waitingBackend(Vertx vertx) {
        var promise = Promise.<Integer>promise();
        lookForWaitingBackend(vertx, promise);
        return promise.future();
    }

    private void lookForWaitingBackend(Vertx vertx, Promise<Integer> found) {
        superuser.query(WAITING).execute().onFailure(found::fail).onSuccess(rows -> {
            if (rows.size() > 0) {
                found.complete(rows.iterator().next().getInteger("pid"));
            } else {
                vertx.setTimer(10, again -> lookForWaitingBackend(vertx, found));
            }
        });
    }

    private Future<Void> terminate(Integer backend) {
        return superuser
                .preparedQuery("select pg_terminate_backend($1::int)")
                .execute(Tuple.of(backend))
                .mapEmpty();
    }

    private Future<Long> count() {
        return superuser
                .query("select count(*) as rows from probe")
                .execute()
                .map(rows -> rows.iterator().next().getLong("rows"));
    }

    private static List<Item> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Item("key-%03d".formatted(number), 1, "body"))
                .toList();
    }
}
