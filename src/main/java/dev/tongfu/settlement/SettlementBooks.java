package dev.tongfu.settlement;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.PostingRefusal;
import dev.tongfu.ledger.Transfer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

/** Transactions that post: what they need is prepared before, and made again where a day closed in between. */
final class SettlementBooks {
    private static final int TRIES_MAX = 3;

    private final Pool pool;
    private final LedgerStore ledger;
    private final Clock clock;
    private final ZoneId zone;

    SettlementBooks(Pool pool, LedgerStore ledger, Clock clock, ZoneId zone) {
        this.pool = pool;
        this.ledger = ledger;
        this.clock = clock;
        this.zone = zone;
    }

    Pool pool() {
        return pool;
    }

    LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }

    /** @param sample of what the work may post: its accounts and dates are made ready, its amounts mean nothing */
    <T> Future<T> transaction(List<Transfer> sample, Function<SqlConnection, Future<T>> work) {
        return transaction(sample, work, TRIES_MAX);
    }

    private <T> Future<T> transaction(List<Transfer> sample, Function<SqlConnection, Future<T>> work, int triesLeft) {
        return ledger.prepare(pool, sample)
                .compose(prepared -> pool.withTransaction(work))
                .recover(failure -> unprepared(failure) && triesLeft > 1
                        ? transaction(sample, work, triesLeft - 1)
                        : Future.failedFuture(failure));
    }

    private static boolean unprepared(Throwable failure) {
        return LedgerStore.refusal(failure)
                .filter(PostingRefusal.UNPREPARED::equals)
                .isPresent();
    }

    /** Posts all; fails where one was posted before, since its cause was locked by the caller. */
    Future<Void> post(SqlConnection transaction, List<Transfer> transfers) {
        return ledger.post(transaction, transfers)
                .compose(posted -> posted.size() == transfers.size()
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                "posted before: " + transfers.get(0).eventKey()));
    }

    Future<Long> holdFree(SqlConnection transaction, Account account) {
        return ledger.holdFree(transaction, account);
    }
}
