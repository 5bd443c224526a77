package dev.tongfu.reconciliation;

import dev.tongfu.bank.Archive;
import dev.tongfu.payment.StatementEvidence;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What needs the bank's word or gives it: lines about orders we do not hold as done become evidence, and movements
 * that no line states are asked after.
 *
 * <p>Each is named as a break before anything is done, so that a run that goes on after a crash still knows it.
 */
final class Healing {
    private final Pool pool;
    private final Supplier<StatementEvidence> evidence;
    private final Archive archive;
    private final RunConfig config;
    private final Clock clock;
    private final RunStore runs;
    private final HealStore store = new HealStore();
    private final FoundBreakStore breaks = new FoundBreakStore();

    Healing(
            Pool pool,
            Supplier<StatementEvidence> evidence,
            Archive archive,
            RunConfig config,
            Clock clock,
            RunStore runs) {
        this.pool = pool;
        this.evidence = evidence;
        this.archive = archive;
        this.config = config;
        this.clock = clock;
        this.runs = runs;
    }

    /** @return how many lines became evidence */
    Future<Integer> heal(Run run) {
        return heal(run, 0, 0);
    }

    private Future<Integer> heal(Run run, int afterLine, int healed) {
        return read(client -> store.unheard(client, run, afterLine, config.pageLines()))
                .compose(page -> page.isEmpty()
                        ? Future.succeededFuture(healed)
                        : name(run, page)
                                .compose(named -> each(page, line -> tell(run, line)))
                                .compose(told -> page.size() < config.pageLines()
                                        ? Future.succeededFuture(healed + page.size())
                                        : heal(
                                                run,
                                                page.get(page.size() - 1).line().lineNo(),
                                                healed + page.size())));
    }

    private Future<Integer> name(Run run, List<HealStore.Unheard> page) {
        var make = new Breaks(run.channelId());
        var rows = page.stream()
                .map(each -> make.ofLine(
                                each.line(),
                                run.bankDate(),
                                "bank_paid",
                                "evidence",
                                each.line().amount(),
                                each.line().in(),
                                null)
                        .with("open", null, 0, 0))
                .toList();
        return breaks.insert(pool, run, rows, clock.instant());
    }

    private Future<Void> tell(Run run, HealStore.Unheard unheard) {
        var line = unheard.line();
        String text = String.join(
                "|",
                run.channelId(),
                run.bankDate().toString(),
                line.lineId(),
                line.kind(),
                unheard.ourRef(),
                String.valueOf(line.bankRef()),
                Long.toString(line.amount()),
                Long.toString(line.fee()));
        return evidence.get()
                .moved(new StatementEvidence.Heard(
                        run.channelId(),
                        unheard.ourRef(),
                        unheard.money(),
                        line.bankRef(),
                        run.bankDate(),
                        unheard.at(),
                        archive.seal(Buffer.buffer(), Buffer.buffer(text))));
    }

    /** Asks after movements that no line states; those that the bank refuses for good are named. */
    Future<Void> ask(Run run, LocalDate from) {
        return config.queriesMax() == 0
                ? Future.succeededFuture()
                : read(client -> store.absent(client, run, from, config.queriesMax()))
                        .compose(absent -> each(absent, ours -> ask(run, ours)));
    }

    private Future<Void> ask(Run run, Findings.Ours ours) {
        var row = new Breaks(run.channelId()).ofMovement(ours, "bank_unpaid", "open", "query_refused", 0, 0);
        return evidence.get()
                .refused(ours.ourRef(), ours.money())
                .compose(refused -> refused
                        ? breaks.insert(pool, run, List.of(row), clock.instant())
                                .mapEmpty()
                        : Future.succeededFuture());
    }

    private <T> Future<T> read(Function<io.vertx.sqlclient.SqlClient, Future<T>> reading) {
        return pool.withTransaction(tx -> runs.allow(tx, config, true).compose(done -> reading.apply(tx)));
    }

    /** So many at once as are allowed, each followed by the next. */
    private <T> Future<Void> each(List<T> items, Function<T, Future<Void>> action) {
        var remaining = items.iterator();
        var lanes = new ArrayList<Future<Void>>();
        for (int i = 0; i < Math.min(config.callsAtOnce(), items.size()); i++) {
            lanes.add(next(remaining, action));
        }
        return Future.join(lanes).mapEmpty();
    }

    private static <T> Future<Void> next(java.util.Iterator<T> remaining, Function<T, Future<Void>> action) {
        return remaining.hasNext()
                ? action.apply(remaining.next()).compose(done -> next(remaining, action))
                : Future.succeededFuture();
    }
}
