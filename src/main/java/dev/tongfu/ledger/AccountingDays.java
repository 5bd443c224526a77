package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the accounting days of a book through their life: {@link AccountingDayStatus}.
 *
 * <p>Every step is a compare-and-set, so it may be called again, and from several nodes.
 */
public final class AccountingDays {
    private static final Logger LOGGER = LoggerFactory.getLogger(AccountingDays.class);
    private static final int DAYS_AT_ONCE = 100;

    private final Pool pool;
    private final LedgerConfig config;
    private final AccountingDayStore store = new AccountingDayStore();
    private final TransferStore transfers = new TransferStore();
    private final LedgerProofStore proof = new LedgerProofStore();

    public AccountingDays(Pool pool, LedgerConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * Opens a day because the calendar reaches it or the bank names it, with missing days before it; a date at or
     * before a day that is closing or closed opens the day after that one instead.
     */
    public Future<Void> open(BookDate day) {
        return store.open(pool, List.of(day), config.gapDaysMax());
    }

    public Future<AccountingDayStatus> status(BookDate day) {
        return store.find(pool, day)
                .map(found -> found.map(AccountingDay::status).orElse(AccountingDayStatus.FUTURE));
    }

    /**
     * Closes the door of a day: new transfers of its date go to the next open day, which is opened first. False when
     * it is not open, or an earlier day of the book still is.
     */
    public Future<Boolean> close(BookDate day) {
        return open(new BookDate(day.book(), day.date().plusDays(1))).compose(done -> store.close(pool, day));
    }

    /** True when everything that could still write to the closing day has ended, and it is closed; ask again if not. */
    public Future<Boolean> drain(BookDate day) {
        return store.markDrain(pool, day).compose(marked -> store.finishDrain(pool, day));
    }

    /**
     * Seals a closed day, if all days of the book before it are sealed, the trial balance is zero and the balances are
     * the sum of the transfers.
     */
    public Future<SealOutcome> seal(BookDate day) {
        return store.find(pool, day)
                .compose(found -> store.before(pool, day).compose(before -> seal(day, found, before)));
    }

    /**
     * One pass over the days of a book up to a date whose cut-off and drain time are over: each goes as far as it can.
     *
     * @return the days sealed by this pass
     */
    public Future<List<BookDate>> advance(String book, LocalDate through) {
        var finished = new ArrayList<BookDate>();
        return store.unsealed(pool, book, through, DAYS_AT_ONCE).compose(days -> {
            Future<Void> all = Future.succeededFuture();
            for (var day : days) {
                all = all.compose(done -> advance(day.day(), day.status(), finished));
            }
            return all.map(done -> List.copyOf(finished));
        });
    }

    private Future<Void> advance(BookDate day, AccountingDayStatus status, List<BookDate> finished) {
        return Stream.of(AccountingDayStatus.Event.values())
                .filter(event -> status.after(event).isPresent())
                .findFirst()
                .map(event -> happen(day, event)
                        .compose(happened -> happened
                                ? advance(day, status.after(event).orElseThrow(), finished)
                                : Future.<Void>succeededFuture()))
                .orElseGet(() -> {
                    finished.add(day);
                    return Future.succeededFuture();
                });
    }

    private Future<Boolean> happen(BookDate day, AccountingDayStatus.Event event) {
        return switch (event) {
            case REACHED -> open(day).map(done -> true);
            case CUT_OFF -> close(day);
            case DRAINED -> drain(day);
            case PROVEN -> seal(day).map(outcome -> outcome instanceof SealOutcome.Sealed);
        };
    }

    private Future<SealOutcome> seal(BookDate day, Optional<AccountingDay> found, Optional<AccountingDay> before) {
        var status = found.map(AccountingDay::status).orElse(AccountingDayStatus.FUTURE);
        if (status == AccountingDayStatus.SEALED) {
            return Future.succeededFuture(
                    new SealOutcome.Sealed(found.orElseThrow().seal()));
        }
        boolean chained = before.map(AccountingDay::status)
                .map(AccountingDayStatus.SEALED::equals)
                .orElse(true);
        if (status != AccountingDayStatus.CLOSED || !chained) {
            return Future.succeededFuture(new SealOutcome.NotReady());
        }
        var previous = before.map(AccountingDay::seal).orElse("");
        var reading = new DayReading(transfers, day, config);
        return reading.read(pool)
                .compose(done -> reading.findings().isEmpty()
                        ? prove(day, reading.seal(previous), previous)
                        : Future.succeededFuture(unproven(day, reading.findings())));
    }

    private Future<SealOutcome> prove(BookDate day, String seal, String previous) {
        return pool.withTransaction(tx -> proof.allowTime(tx, config.statementTimeoutMs())
                        .compose(done -> write(tx, day, seal, previous)))
                .recover(failure -> failure instanceof Unproven unproven
                        ? Future.succeededFuture(unproven(day, unproven.differences))
                        : Future.failedFuture(failure));
    }

    private Future<SealOutcome> write(SqlConnection tx, BookDate day, String seal, String previous) {
        return store.seal(tx, day, seal, previous)
                .compose(changed -> changed
                        ? proof.addToSealed(tx, day)
                                .compose(done -> differences(tx, day))
                                .map(none -> done(day, seal))
                        : Future.succeededFuture(new SealOutcome.NotReady()));
    }

    /** A difference fails the transaction, so that the day stays closed. */
    private Future<Void> differences(SqlClient tx, BookDate day) {
        return proof.dayTrial(tx, day)
                .compose(trial -> proof.balances(tx, config.findingsMax())
                        .map(balances ->
                                Stream.concat(trial.stream(), balances.stream()).toList()))
                .compose(all -> all.isEmpty() ? Future.succeededFuture() : Future.failedFuture(new Unproven(all)));
    }

    private static SealOutcome done(BookDate day, String seal) {
        LOGGER.atInfo()
                .addKeyValue("book", day.book())
                .addKeyValue("date", day.date())
                .addKeyValue("seal", seal)
                .log("accounting day sealed");
        return new SealOutcome.Sealed(seal);
    }

    private static SealOutcome unproven(BookDate day, List<Difference> differences) {
        LOGGER.atError()
                .addKeyValue("book", day.book())
                .addKeyValue("date", day.date())
                .addKeyValue("differences", differences.size())
                .log("accounting day not sealed: the books do not agree");
        return new SealOutcome.Unproven(differences);
    }

    /** Rolls back the sealing of a day. */
    private static final class Unproven extends RuntimeException {
        private final transient List<Difference> differences;

        Unproven(List<Difference> differences) {
            super("the books do not agree", null, false, false);
            this.differences = differences;
        }
    }
}
