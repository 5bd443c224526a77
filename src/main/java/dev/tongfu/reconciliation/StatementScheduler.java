package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what is due and reconciles what is new; everything it knows is in the tables, so any node goes on where
 * another stopped.
 *
 * <p>An error is never an empty day: what is not there is asked for again, more and more seldom, for as long as it is
 * missing. Days missed while nothing ran are caught up with, as far back as configured and not before the channel was
 * taken on.
 */
public final class StatementScheduler {
    private static final Logger LOGGER = LoggerFactory.getLogger(StatementScheduler.class);
    private static final String ACTOR = "scheduler";
    private static final int ANSWER_CHARS_MAX = 100;

    private final Pool pool;
    private final Fetching custody;
    private final Runs runs;
    private final StatementSchedule schedule;
    private final Clock clock;
    private final StatementDayStore store = new StatementDayStore();
    private final Map<String, Pause> pauses = new HashMap<>();

    public StatementScheduler(Pool pool, Fetching custody, Runs runs, StatementSchedule schedule, Clock clock) {
        this.pool = pool;
        this.custody = custody;
        this.runs = runs;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Fetches one statement, as custody does. */
    @FunctionalInterface
    public interface Fetching {
        Future<StatementOutcome> fetch(String channelId, LocalDate bankDate, String actor);
    }

    /** A day whose run failed is left alone for a while. */
    private record Pause(int failures, Instant until) {}

    /**
     * One look.
     *
     * @param held asked before each day: whether this node still has the work
     */
    public Future<Void> look(Supplier<Future<Boolean>> held) {
        return expect().compose(expected -> store.due(pool, clock.instant(), schedule.perLook()))
                .compose(due -> each(due, held, this::fetch))
                .compose(fetched -> store.unreconciled(pool, earliest(), schedule.perLook()))
                .compose(days -> each(days.stream().filter(this::rested).toList(), held, this::reconcile));
    }

    private Future<Void> expect() {
        return store.channels(pool).compose(channels -> {
            Future<Void> chain = Future.succeededFuture();
            for (var channel : channels) {
                chain = chain.compose(done -> expect(channel));
            }
            return chain;
        });
    }

    private Future<Void> expect(StatementDayStore.Since channel) {
        var zone = schedule.zoneId();
        var takenOn = channel.createdAt().atZoneSameInstant(zone).toLocalDate();
        var first = takenOn.isAfter(earliest()) ? takenOn : earliest();
        List<LocalDate> days = first.isAfter(yesterday())
                ? List.of()
                : first.datesUntil(yesterday().plusDays(1)).toList();
        var expectedAt =
                days.stream().map(day -> schedule.readyAt(channel.bank(), day)).toList();
        return days.isEmpty()
                ? Future.succeededFuture()
                : store.expect(pool, channel, days, expectedAt).mapEmpty();
    }

    private Future<Void> each(
            List<StatementDay> days, Supplier<Future<Boolean>> held, Function<StatementDay, Future<Void>> step) {
        Future<Boolean> chain = Future.succeededFuture(true);
        for (var day : days) {
            chain = chain.compose(going -> going ? held.get() : Future.succeededFuture(false))
                    .compose(going -> going ? step.apply(day).map(true) : Future.succeededFuture(false));
        }
        return chain.mapEmpty();
    }

    private Future<Void> fetch(StatementDay day) {
        var again = clock.instant().plusSeconds(schedule.leaseS());
        return store.fetching(pool, day, again).compose(mine -> mine ? ask(day) : Future.succeededFuture());
    }

    private Future<Void> ask(StatementDay day) {
        return custody.fetch(day.channelId(), day.bankDate(), ACTOR)
                .otherwise(failure -> new StatementOutcome.Unclear("it could not be kept"))
                .compose(outcome -> took(day, outcome));
    }

    private Future<Void> took(StatementDay day, StatementOutcome outcome) {
        if (outcome instanceof StatementOutcome.Kept kept) {
            return store.stored(pool, day, kept.file().version());
        }
        if (outcome instanceof StatementOutcome.Known known) {
            return store.stored(pool, day, known.file().version());
        }
        return missed(day, answer(outcome));
    }

    private Future<Void> missed(StatementDay day, String answer) {
        var now = clock.instant();
        boolean late = !now.isBefore(schedule.lateAt(day.bankDate()));
        var event = late ? LOGGER.atWarn() : LOGGER.atInfo();
        event.addKeyValue("channel", day.channelId())
                .addKeyValue("bankDate", day.bankDate())
                .addKeyValue("tries", day.tries() + 1)
                .addKeyValue("answer", answer)
                .log("a statement is not there yet");
        var missed = new StatementDayStore.Missed(answer, now.plusSeconds(schedule.retryAfterS(day.tries() + 1)), late);
        return store.missed(pool, day, missed, now);
    }

    private static String answer(StatementOutcome outcome) {
        if (outcome instanceof StatementOutcome.NotReady notReady) {
            return "not ready: " + cut(notReady.code());
        }
        if (outcome instanceof StatementOutcome.Unclear unclear) {
            return "unclear: " + cut(unclear.reason());
        }
        if (outcome instanceof StatementOutcome.TooLarge tooLarge) {
            return "larger than " + tooLarge.bytesMax() + " bytes";
        }
        return outcome instanceof StatementOutcome.NotOffered ? "the bank has no such call" : "no such channel";
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(ANSWER_CHARS_MAX, text.length()));
    }

    private Future<Void> reconcile(StatementDay day) {
        return runs.run(day.channelId(), day.bankDate(), ACTOR)
                .onSuccess(run -> pauses.remove(key(day)))
                .<Void>mapEmpty()
                .recover(failure -> {
                    pause(day, failure);
                    return Future.succeededFuture();
                });
    }

    private void pause(StatementDay day, Throwable failure) {
        var before = pauses.get(key(day));
        int failures = before == null ? 1 : before.failures() + 1;
        int seconds = schedule.retryAfterS(failures);
        pauses.put(key(day), new Pause(failures, clock.instant().plusSeconds(seconds)));
        LOGGER.atWarn()
                .addKeyValue("channel", day.channelId())
                .addKeyValue("bankDate", day.bankDate())
                .addKeyValue("failures", failures)
                .setCause(failure)
                .log("a run failed; tried again later");
    }

    private boolean rested(StatementDay day) {
        var pause = pauses.get(key(day));
        return pause == null || !pause.until().isAfter(clock.instant());
    }

    private static String key(StatementDay day) {
        return day.channelId() + ':' + day.bankDate();
    }

    private LocalDate yesterday() {
        ZoneId zone = schedule.zoneId();
        return clock.instant().atZone(zone).toLocalDate().minusDays(1);
    }

    private LocalDate earliest() {
        return yesterday().minusDays(schedule.daysBackMax());
    }
}
