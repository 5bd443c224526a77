package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SchedulerLeaseStoreIT {
    private static final String WORK = "day-close";
    private static final long LONG_MS = 60_000;
    private static final long RUN_OUT_MS = -1;

    private final SchedulerLeaseStore store = new SchedulerLeaseStore();
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

    private Future<Optional<SchedulerLease>> take(String owner, long forMs) {
        return store.take(pool, WORK, owner, forMs);
    }

    @Test
    void oneOfManyWhoTryAtOnceGetsTheLease(VertxTestContext context) {
        // When
        var taken = Future.all(IntStream.range(0, 8)
                .mapToObj(node -> take("node-" + node, LONG_MS))
                .toList());

        // Then
        taken.onComplete(context.succeeding(all -> context.verify(() -> {
            assertThat(all.<Optional<SchedulerLease>>list())
                    .filteredOn(Optional::isPresent)
                    .hasSize(1);
            context.completeNow();
        })));
    }

    @Test
    void ownerExtendsItsLeaseInTheSameEpoch(VertxTestContext context) {
        // When
        var taken = take("a", LONG_MS)
                .compose(first -> take("a", 2 * LONG_MS).map(again -> List.of(first.get(), again.get())));

        // Then
        taken.onComplete(context.succeeding(leases -> context.verify(() -> {
            assertThat(leases).extracting(SchedulerLease::epoch).containsExactly(1L, 1L);
            assertThat(leases.get(1).until()).isAfter(leases.get(0).until());
            context.completeNow();
        })));
    }

    @Test
    void leaseThatRanOutGoesToTheNextOneInANewEpoch(VertxTestContext context) {
        // When
        var taken = take("a", RUN_OUT_MS).compose(first -> take("b", LONG_MS));

        // Then
        taken.onComplete(context.succeeding(lease -> context.verify(() -> {
            assertThat(lease).hasValueSatisfying(held -> {
                assertThat(held.owner()).isEqualTo("b");
                assertThat(held.epoch()).isEqualTo(2);
            });
            context.completeNow();
        })));
    }

    @Test
    void ownerWhoseLeaseRanOutComesBackInANewEpoch(VertxTestContext context) {
        // When
        var taken = take("a", RUN_OUT_MS).compose(first -> take("a", LONG_MS));

        // Then
        taken.onComplete(context.succeeding(lease -> context.verify(() -> {
            assertThat(lease).map(SchedulerLease::epoch).contains(2L);
            context.completeNow();
        })));
    }

    @Test
    void releasedLeaseIsFreeAtOnceAndIsReleasedOnce(VertxTestContext context) {
        // Given
        var lease = take("a", LONG_MS).map(Optional::get);

        // When
        var released = lease.compose(held -> store.release(pool, held));
        var again = released.compose(first -> store.release(pool, lease.result()));
        var next = again.compose(second -> take("b", LONG_MS));

        // Then
        next.onComplete(context.succeeding(taken -> context.verify(() -> {
            assertThat(released.result()).isTrue();
            assertThat(again.result()).isFalse();
            assertThat(taken).isPresent();
            context.completeNow();
        })));
    }

    @Test
    void onlyTheHolderOfTheLatestEpochMayWriteItsResult(VertxTestContext context) {
        // Given
        var old = take("a", RUN_OUT_MS).map(Optional::get);
        var latest = old.compose(lost -> take("b", LONG_MS)).map(Optional::get);

        // When
        var locks = latest.compose(held -> pool.withTransaction(
                transaction -> Future.all(store.lock(transaction, old.result()), store.lock(transaction, held))));

        // Then
        locks.onComplete(context.succeeding(all -> context.verify(() -> {
            assertThat(all.<Boolean>list()).containsExactly(false, true);
            context.completeNow();
        })));
    }
}
