package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/** Runs a change and its record in one transaction; a refused change leaves neither. */
final class Changes {
    private final Pool pool;
    private final ChangeRecorder recorder;
    private final MerchantStore merchants = new MerchantStore();

    Changes(Pool pool, ChangeRecorder recorder) {
        this.pool = pool;
        this.recorder = recorder;
    }

    /** A change of one merchant, which must exist; changes of the same merchant run one after the other. */
    <T> Future<Outcome<T>> ofMerchant(
            ChangeRecorder.Change change, String merchantId, Function<SqlConnection, Future<Outcome<T>>> work) {
        return run(
                change,
                connection -> merchants
                        .lock(connection, merchantId)
                        .compose(exists ->
                                exists ? work.apply(connection) : refused("there is no merchant " + merchantId)));
    }

    <T> Future<Outcome<T>> run(ChangeRecorder.Change change, Function<SqlConnection, Future<Outcome<T>>> work) {
        return pool.withTransaction(
                        connection -> work.apply(connection).compose(outcome -> recorded(connection, change, outcome)))
                .recover(Changes::broken);
    }

    private <T> Future<Outcome<T>> recorded(
            SqlConnection connection, ChangeRecorder.Change change, Outcome<T> outcome) {
        return outcome.match(
                value -> recorder.record(connection, change).map(outcome), sentence -> Future.succeededFuture(outcome));
    }

    private static <T> Future<Outcome<T>> broken(Throwable failure) {
        return failure instanceof Rules.Broken rule ? refused(rule.getMessage()) : Future.failedFuture(failure);
    }

    static <T> Future<Outcome<T>> refused(@org.jspecify.annotations.Nullable String sentence) {
        return Future.succeededFuture(new Outcome.Refused<>(String.valueOf(sentence)));
    }

    static <T> Outcome<T> doneIf(boolean done, T value, String sentence) {
        return done ? new Outcome.Done<>(value) : new Outcome.Refused<>(sentence);
    }
}
