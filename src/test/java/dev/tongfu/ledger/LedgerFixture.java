package dev.tongfu.ledger;

import dev.tongfu.db.Ids;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A ledger in a database of its own, called from a test's thread. */
final class LedgerFixture implements AutoCloseable {
    private static final int QUESTIONS_MAX = 2_000;

    private final Vertx vertx = Vertx.vertx();
    final TestDatabase database = TestDatabase.create();
    final LedgerConfig config = new LedgerConfig(1_000, 31, 7, 60_000, 100);
    final Pool pool = database.appPool(vertx);
    final Pool ownerPool = database.ownerPool(vertx);
    final LedgerStore store = newStore();

    LedgerStore newStore() {
        return new LedgerStore(new Ids(Clock.systemUTC()), config);
    }

    /** Prepares and posts in a transaction of its own. */
    Set<String> post(List<Transfer> transfers) {
        return await(posting(transfers));
    }

    /** Posts what a test takes as given. */
    void given(List<Transfer> transfers) {
        done(posting(transfers));
    }

    Future<Set<String>> posting(List<Transfer> transfers) {
        return store.prepare(pool, transfers).compose(done -> pool.withTransaction(tx -> store.post(tx, transfers)));
    }

    FloorOutcome reserve(Transfer transfer, long floorMinor) {
        return await(reserving(transfer, floorMinor));
    }

    Future<FloorOutcome> reserving(Transfer transfer, long floorMinor) {
        return store.prepare(pool, List.of(transfer))
                .compose(done -> pool.withTransaction(tx -> store.postWithFloor(tx, transfer, floorMinor)));
    }

    /** Seals the days of a book; waits while anything else on the server still runs. */
    void seal(String book, LocalDate through) {
        var days = new AccountingDays(pool, config);
        until(() -> days.advance(book, through)
                .compose(done -> days.status(new BookDate(book, through)))
                .map(AccountingDayStatus.SEALED::equals));
    }

    /** Asks again until the answer is true; a test fails when it never is. */
    static void until(Supplier<Future<Boolean>> question) {
        for (int i = 0; i < QUESTIONS_MAX; i++) {
            if (await(question.get())) {
                return;
            }
        }
        throw new AssertionError("never true");
    }

    /** Debits posted, credits posted, debits pending, credits pending. */
    List<Long> balance(Account account) {
        var row = rows(
                        "select debits_posted, credits_posted, debits_pending, credits_pending from balance"
                                + " where account = $1::text",
                        Tuple.of(account.id()))
                .get(0);
        return List.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3));
    }

    List<Row> rows(String sql, Tuple parameters) {
        var rows = new ArrayList<Row>();
        await(pool.preparedQuery(sql).execute(parameters)).forEach(rows::add);
        return rows;
    }

    /** Changes booked rows as only somebody with the owner's password could: the guard is switched off for it. */
    void tamper(String sql) {
        done(ownerPool.withTransaction(tx -> tx.query("alter table transfer disable trigger all")
                .execute()
                .compose(done ->
                        tx.query("alter table transfer_key disable trigger all").execute())
                .compose(done -> tx.query(sql).execute())
                .compose(done ->
                        tx.query("alter table transfer enable trigger all").execute())
                .compose(done ->
                        tx.query("alter table transfer_key enable trigger all").execute())));
    }

    /** Why a posting was refused; a test fails when it was not. */
    static PostingRefusal refusal(Future<?> posting) {
        return await(posting.map(done -> Optional.<PostingRefusal>empty())
                        .recover(failure -> Future.succeededFuture(LedgerStore.refusal(failure))))
                .orElseThrow();
    }

    static void done(Future<?> future) {
        var unused = await(future);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new LedgerFailure(failure);
        } catch (InterruptedException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        done(pool.close());
        done(ownerPool.close());
        done(vertx.close());
        database.close();
    }

    /** A future that failed, with its cause. */
    static final class LedgerFailure extends RuntimeException {
        LedgerFailure(ExecutionException failure) {
            super(failure.getCause());
        }
    }
}
