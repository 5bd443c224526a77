package dev.tongfu.reconciliation;

import dev.tongfu.bank.Archive;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.outbox.OutboxStore;
import dev.tongfu.payment.StatementEvidence;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a run from step to step: {@link RunStatus}.
 *
 * <p>Each step is a transaction that holds the channel's row and ends by compare-and-set on the run's status, so a
 * step that was cut off is done again, and one that two do at once is done once. Banks are called between the steps'
 * transactions, never inside.
 */
public final class ReconciliationService implements Runs {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReconciliationService.class);
    private static final int REASON_MAX = 300;

    private final Parts parts;
    private final RunStore runs = new RunStore();
    private final MovementStore movements = new MovementStore();
    private final MatchStore matches = new MatchStore();
    private final Healing healing;
    private final RunPosting posting;
    private final RunProof proof;

    /**
     * What the feature needs of others.
     *
     * @param evidence the one door, of the event loop that asks
     */
    public record Parts(
            Pool pool,
            MerchantDirectory merchants,
            LedgerStore ledger,
            OutboxStore outbox,
            Staging staging,
            PayoutLines payouts,
            Supplier<StatementEvidence> evidence,
            Archive archive,
            RunConfig config,
            Ids ids,
            Clock clock) {}

    public ReconciliationService(Parts parts) {
        this.parts = parts;
        this.healing =
                new Healing(parts.pool(), parts.evidence(), parts.archive(), parts.config(), parts.clock(), runs);
        this.posting = new RunPosting(parts, runs);
        this.proof = new RunProof(parts);
    }

    @Override
    public Future<Optional<String>> run(String channelId, LocalDate bankDate, String actor) {
        var channel = parts.merchants().channel(channelId);
        return channel.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : runs.newestVersion(parts.pool(), channelId, bankDate)
                        .compose(version -> version.isEmpty()
                                ? Future.succeededFuture(Optional.empty())
                                : begun(channelId, channel.get().bank(), bankDate, version.get(), actor)
                                        .compose(this::goOn));
    }

    /** The run that is at work on the version, the proven one of it, or a new one. */
    private Future<Run> begun(String channelId, String bank, LocalDate bankDate, int version, String actor) {
        return step(
                channelId,
                false,
                tx -> runs.last(tx, channelId, bankDate)
                        .compose(last -> goesOn(tx, last, version).compose(goesOn -> {
                            var wanted = new Run(
                                    RunStore.id(parts.ids()), channelId, bank, bankDate, version, 1, RunStatus.CREATED);
                            return goesOn
                                    ? Future.succeededFuture(last.orElseThrow())
                                    : runs.begin(
                                            tx, wanted, actor, parts.clock().instant());
                        })));
    }

    /** A run at work goes on, a proven one is the answer again, unless a line of its statement was mended since. */
    private Future<Boolean> goesOn(SqlConnection tx, Optional<Run> last, int version) {
        if (last.isEmpty() || last.get().version() != version) {
            return Future.succeededFuture(false);
        }
        return last.get().status() == RunStatus.PROVEN
                ? runs.mended(tx, last.get()).map(mended -> !mended)
                : Future.succeededFuture(!last.get().status().ended());
    }

    /** From where it stands to its end; empty when the statement is bad. */
    private Future<Optional<String>> goOn(Run run) {
        if (run.status().ended()) {
            return Future.succeededFuture(
                    run.status() == RunStatus.SUPERSEDED ? Optional.empty() : Optional.of(run.id()));
        }
        return next(run)
                .recover(failure ->
                        failure instanceof RunStore.Overtaken ? Future.succeededFuture(true) : failed(run, failure))
                .compose(more -> more
                        ? runs.byId(parts.pool(), run.id()).compose(this::goOn)
                        : Future.succeededFuture(Optional.empty()));
    }

    /** False when there is nothing to go on with. */
    private Future<Boolean> next(Run run) {
        return switch (run.status()) {
            case CREATED -> stage(run);
            case STAGED -> match(run).map(true);
            case MATCHED -> classify(run).map(true);
            case CLASSIFIED -> posting.post(run).map(true);
            case POSTED ->
                step(
                                run.channelId(),
                                true,
                                tx -> proof.prove(tx, run)
                                        .compose(proven -> runs.step(
                                                tx,
                                                run,
                                                proven.holds() ? RunStatus.PROVEN : RunStatus.UNPROVEN,
                                                proven.json().encode(),
                                                parts.clock().instant())))
                        .map(true);
            case PROVEN, UNPROVEN, SUPERSEDED -> Future.succeededFuture(true);
        };
    }

    private Future<Boolean> stage(Run run) {
        return parts.staging()
                .stage(run.channelId(), run.bankDate(), run.version())
                .compose(staged -> {
                    if (staged instanceof Staging.Staged.Bad bad) {
                        return runs.failed(
                                        parts.pool(),
                                        run.id(),
                                        "staged",
                                        reason(bad.reason()),
                                        parts.clock().instant())
                                .map(false);
                    }
                    return staged instanceof Staging.Staged.Parsed
                            ? step(run.channelId(), false, tx -> end(tx, run, RunStatus.Event.STAGED))
                                    .map(true)
                            : Future.succeededFuture(false);
                });
    }

    private Future<Void> match(Run run) {
        return step(run.channelId(), false, tx -> collect(tx, run))
                .compose(done -> step(
                        run.channelId(),
                        true,
                        tx -> matches.forget(tx, run)
                                .compose(forgotten -> matches.byOurReference(tx, run, from(run)))
                                .compose(matched -> matches.rest(tx, run, from(run)))
                                .compose(matched -> end(tx, run, RunStatus.Event.MATCHED))));
    }

    /** Evidence first, then what it brought is collected and matched. */
    private Future<Void> classify(Run run) {
        return healing.heal(run)
                .compose(healed -> healed == 0
                        ? Future.succeededFuture()
                        : step(run.channelId(), false, tx -> collect(tx, run))
                                .compose(done -> step(run.channelId(), true, tx -> matches.rest(tx, run, from(run)))
                                        .mapEmpty()))
                .compose(done -> healing.ask(run, from(run)))
                .compose(asked -> step(run.channelId(), false, tx -> end(tx, run, RunStatus.Event.CLASSIFIED)));
    }

    private Future<Void> collect(SqlConnection tx, Run run) {
        return movements.collect(tx, run, from(run), parts.clock().instant().atOffset(ZoneOffset.UTC));
    }

    private LocalDate from(Run run) {
        return run.bankDate().minusDays(parts.config().windowDays());
    }

    private Future<Void> end(SqlConnection tx, Run run, RunStatus.Event event) {
        var next = run.status().after(event).orElseThrow();
        return runs.step(tx, run, next, null, parts.clock().instant());
    }

    private <T> Future<T> step(String channelId, boolean wholeSets, Function<SqlConnection, Future<T>> work) {
        return parts.pool()
                .withTransaction(tx -> runs.allow(tx, parts.config(), wholeSets)
                        .compose(allowed -> runs.lock(tx, channelId))
                        .compose(locked -> work.apply(tx)));
    }

    /** Says where it failed; whoever starts it again goes on there. */
    private Future<Boolean> failed(Run run, Throwable failure) {
        LOGGER.atError()
                .addKeyValue("run", run.id())
                .addKeyValue("after", run.status().word())
                .setCause(failure)
                .log("a run stopped; started again, it goes on from there");
        return runs.failed(
                        parts.pool(),
                        run.id(),
                        run.status().word(),
                        reason(String.valueOf(failure.getMessage())),
                        parts.clock().instant())
                .transform(done -> Future.failedFuture(failure));
    }

    private static String reason(String text) {
        return text.length() > REASON_MAX ? text.substring(0, REASON_MAX) : text;
    }
}
