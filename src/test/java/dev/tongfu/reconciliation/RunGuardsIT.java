package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.RunWorld.CHANNEL;
import static dev.tongfu.reconciliation.RunWorld.DAY;
import static dev.tongfu.reconciliation.RunWorld.foreign;
import static dev.tongfu.reconciliation.RunWorld.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.ledger.BreakPostings;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps two who work at the same from both having their way: each guard of runs, by itself and in a run. */
class RunGuardsIT {
    private static final LocalDate NEXT = DAY.plusDays(1);
    private final FoundBreakStore breaks = new FoundBreakStore();
    private final RunStore runs = new RunStore();
    private RunWorld world;

    @BeforeEach
    void open() {
        world = new RunWorld();
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    private Run last() {
        return world.paid
                .onLoop(() -> runs.last(world.paid.pool(), CHANNEL, DAY))
                .orElseThrow();
    }

    /** The one break of the day. */
    private Findings.Known known() {
        var run = last();
        return world.paid
                .onLoop(() -> breaks.known(world.paid.pool(), run, DAY))
                .get(0);
    }

    @Test
    void aStepThatSomebodyElseHasEndedIsNotEndedAgain() {
        // Given
        world.run(DAY, List.of());
        var ended = last();
        var behind = new Run(ended.id(), CHANNEL, ended.bank(), DAY, 1, 1, RunStatus.MATCHED);

        // When
        boolean stepped = world.paid.onLoop(() -> runs.step(
                        world.paid.pool(), behind, RunStatus.CLASSIFIED, null, world.paid.now())
                .map(true)
                .recover(overtaken -> Future.succeededFuture(!(overtaken instanceof RunStore.Overtaken))));

        // Then
        assertThat(stepped).isFalse();
        assertThat(world.status(DAY)).isEqualTo("proven");
    }

    @Test
    void aBreakThatChangedSinceItWasReadIsNotWritten() {
        // Given
        world.run(DAY, List.of(foreign(true, 50, 1)));
        var read = known();
        world.paid.sql("update break set version = version + 1");

        // When
        int written = cleared(read);

        // Then
        assertThat(written).isZero();
        assertThat(world.breaks()).containsExactly("bank_only open surplus 50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proposed", "resolving"})
    void aBreakThatPeopleAreAtIsNotWritten(String status) {
        // Given
        world.run(DAY, List.of(foreign(true, 50, 1)));
        world.paid.sql("update break set status = '" + status + "'");

        // When
        int written = cleared(known());

        // Then
        assertThat(written).isZero();
        assertThat(world.breaks()).containsExactly("bank_only " + status + " surplus 50");
    }

    private int cleared(Findings.Known read) {
        var change = new RunPlan.Change(read.row().cleared(), read.version());
        return world.paid.onLoop(() -> breaks.change(world.paid.pool(), List.of(change), world.paid.now()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "proposed", "resolving"})
    void aBreakThatIsThereIsNotFoundAgain(String status) {
        // Given
        world.run(DAY, List.of(foreign(true, 50, 1)));
        var found = known().row();
        world.paid.sql("update break set status = '" + status + "'");

        // When
        var again = List.of(found.with("carried", null, 0, 0));
        var run = last();
        int inserted = world.paid.onLoop(() -> breaks.insert(world.paid.pool(), run, again, world.paid.now()));

        // Then
        assertThat(inserted).isZero();
        assertThat(world.breaks()).containsExactly("bank_only " + status + " surplus 50");
    }

    @Test
    void whatARunPostedIsKeptOnce() {
        // Given
        world.run(DAY, List.of());
        var channel = new LedgerChannel(CHANNEL, "abc");
        var transfer = BreakPostings.bankOnlyInflow("lin_1", channel, DAY, Money.cny(1))
                .get(0);
        var run = last();
        var delta = new Targets.Delta(DAY, "lin_1:suspense", transfer);

        // When
        boolean twice = world.paid.onLoop(() -> world.paid
                .pool()
                .withTransaction(tx -> breaks.posted(tx, run, List.of(delta, delta)))
                .map(true)
                .otherwise(false));

        // Then
        assertThat(twice).isFalse();
        assertThat(world.postings()).isEmpty();
    }

    @Test
    void aPostingThatIsInTheLedgerAndThatNoRunKnowsOfStopsTheRun() {
        // Given
        var lines = List.of(foreign(true, 50, 1));
        world.run(DAY, lines);
        world.paid.sql("create table forgotten as select * from run_posting");
        world.paid.sql("delete from run_posting");

        // When, Then
        assertThatThrownBy(() -> world.run(DAY, lines)).hasStackTraceContaining("was there before its run knew of it");
        world.paid.sql("insert into run_posting select * from forgotten");
        world.run(DAY);
        assertThat(world.status(DAY)).isEqualTo("proven");
    }

    @Test
    void aMovementIsMatchedOnce() {
        // Given
        world.run(DAY, List.of(line(world.paid.paid(100, DAY))));

        // When, Then
        assertThatThrownBy(() -> world.paid.sql("insert into statement_match select * from statement_match"))
                .hasStackTraceContaining("statement_match_pkey");
    }

    @Test
    void whatPeopleProposeWhileARunIsOnItsWayStays() {
        boolean disturbed = true;
        for (int n = 0; disturbed; n++) {
            // Given: the next version lacks the line, so that the run would clear its break
            world.run(DAY, List.of(foreign(true, 50, n)));
            world.statement(DAY, List.of());
            String propose = "update break set status = 'proposed', version = version + 1 where our_ref = 'FOREIGN" + n
                    + "' and status = 'open'";
            var proposed = new AtomicInteger();

            // When
            disturbed = world.runDisturbed(
                    DAY,
                    n,
                    () -> world.paid.pool().query(propose).execute().onSuccess(rows -> proposed.set(rows.rowCount())));

            // Then
            assertThat(world.breaks().stream().filter("bank_only proposed surplus 50"::equals))
                    .as("before transaction " + n)
                    .hasSize(proposed.get());
            assertThat(world.differences()).as("before transaction " + n).isEmpty();
            world.paid.sql("update break set status = 'open', version = version + 1 where status = 'proposed'");
        }
    }

    @Test
    void whatAnotherDaysRunPostsWhileARunIsOnItsWayIsSeen() {
        boolean disturbed = true;
        for (int n = 0; disturbed; n++) {
            // Given: carried, and neither day's next statement was looked at
            var payment = world.paid.paid(100 + n, DAY);
            world.run(DAY, List.of());
            world.statement(DAY, List.of(line(payment)));
            world.statement(NEXT, List.of(foreign(true, 50, n)));

            // When
            disturbed = world.runDisturbed(DAY, n, () -> world.service().run(CHANNEL, NEXT, "scheduler"));

            // Then
            assertThat(world.status(DAY)).as("before transaction " + n).isEqualTo("proven");
            assertThat(world.differences()).as("before transaction " + n).isEmpty();
        }
    }
}
