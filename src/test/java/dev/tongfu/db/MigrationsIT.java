package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MigrationsIT {
    private static final int NODES = 16;

    private TestDatabase database;

    @BeforeEach
    void create() {
        database = TestDatabase.createEmpty();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Future<Integer> migrate(Vertx vertx) {
        return vertx.executeBlocking(() -> Migrations.gateway(database.config()).migrate(), false);
    }

    private static Future<String> refusal(Pool pool, String sql) {
        return pool.query(sql)
                .execute()
                .map("allowed")
                .recover(failure -> Future.succeededFuture(((PgException) failure).getSqlState()));
    }

    @Test
    void nodesThatStartTogetherMigrateOnce(Vertx vertx, VertxTestContext context) {
        // When
        var together = Future.all(migrate(vertx), migrate(vertx), migrate(vertx));

        // Then
        together.onComplete(context.succeeding(all -> context.verify(() -> {
            assertThat(all.<Integer>list()).filteredOn(count -> count > 0).hasSize(1);
            context.completeNow();
        })));
    }

    @Test
    void manyNodesMayStartAtOnceOnASchemaThatIsUpToDate(Vertx vertx, VertxTestContext context) {
        // When
        var together = migrate(vertx)
                .compose(first -> Future.all(
                        Stream.generate(() -> migrate(vertx)).limit(NODES).toList()));

        // Then
        together.onComplete(context.succeeding(all -> context.verify(() -> {
            assertThat(all.<Integer>list()).hasSize(NODES).containsOnly(0);
            context.completeNow();
        })));
    }

    @Test
    void gatewaysRoleChangesNoSchemaAndSeesNothingOfTheSimulatedBanks(Vertx vertx, VertxTestContext context) {
        // Given
        var app = database.appPool(vertx);
        var banks = new Database(database.simulatorConfig()).pool(vertx);
        var books = migrate(vertx)
                .compose(count ->
                        banks.query("create table books (account text)").execute());

        // When
        var refusals = books.compose(created -> Future.all(
                refusal(app, "create table more (id text)"),
                refusal(app, "drop table scheduler_lease"),
                refusal(app, "truncate scheduler_lease"),
                refusal(app, "select * from simulator.books")));

        // Then
        refusals.onComplete(context.succeeding(all -> context.verify(() -> {
            assertThat(all.<String>list()).containsOnly("42501");
            context.completeNow();
        })));
    }

    @Test
    void simulatedBanksSeeNothingOfTheGateway(Vertx vertx, VertxTestContext context) {
        // Given
        var banks = new Database(database.simulatorConfig()).pool(vertx);

        // When
        var refusal = migrate(vertx).compose(count -> refusal(banks, "select * from public.scheduler_lease"));

        // Then
        refusal.onComplete(context.succeeding(state -> context.verify(() -> {
            assertThat(state).isEqualTo("42501");
            context.completeNow();
        })));
    }

    @Test
    void serverThatMayForgetCommitsIsRefusedOutsideATestProfile(Vertx vertx, VertxTestContext context) {
        // Given
        var owner = database.superuserPool(vertx);
        var name = database.config().name();

        // When
        var safe = new DurabilityCheck(false).require(database.appPool(vertx));
        var unsafe = safe.compose(passed -> owner.query("alter database " + name + " set synchronous_commit = off")
                        .execute())
                .compose(altered -> new DurabilityCheck(true).require(database.appPool(vertx)))
                .compose(testGoesOn -> new DurabilityCheck(false).require(database.appPool(vertx)));

        // Then
        unsafe.onComplete(context.failing(refused -> context.verify(() -> {
            assertThat(safe.succeeded()).isTrue();
            assertThat(refused).isInstanceOf(DatabaseRefused.class).hasMessageContaining("synchronous_commit = off");
            context.completeNow();
        })));
    }
}
