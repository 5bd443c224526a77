package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.StatementFixture.abc;
import static dev.tongfu.reconciliation.StatementFixture.abcPayment;
import static dev.tongfu.reconciliation.StatementFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.reconciliation.LineRelease.Outcome;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineReleaseIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL = DATABASE.appPool(VERTX);
    private static final Pool OWNER = DATABASE.ownerPool(VERTX);
    private static final StatementConfig CONFIG = StatementFixture.config(1_000_000);
    private static final StatementStaging STAGING = new StatementStaging(
            VERTX,
            POOL,
            new BulkLoad(DATABASE.config(), 60_000),
            StatementFixture.formats(),
            CONFIG,
            Clock.systemUTC());
    private static final LineRelease RELEASE =
            new LineRelease(POOL, StatementFixture.formats(), CONFIG, Clock.systemUTC());

    @BeforeEach
    void stage() throws Exception {
        done(OWNER.query("truncate statement_version, statement_reading, statement_line, quarantined_line")
                .execute());
        var text = abc(abcPayment("P0001", 10_000), "cut|line", abcPayment("P0002", 2_000));
        StatementFixture.keep(POOL, "abc-1", DAY, 1, "abc", StatementFixture.packedText(file -> file.add(text)));
        assertThat(done(STAGING.stage("abc-1", DAY, 1))).isEqualTo(new Staging.Staged.Parsed(2, 1));
    }

    @AfterAll
    static void close() throws Exception {
        done(VERTX.close());
        DATABASE.close();
    }

    private static Outcome release(int version, int line, String text) throws Exception {
        return done(RELEASE.release(new LineRelease.Act(
                "abc-1", DAY, version, line, text, "operator:mia", "the bank said so by telephone")));
    }

    private static List<String> column(String sql) throws Exception {
        return StreamSupport.stream(done(OWNER.query(sql).execute()).spliterator(), false)
                .map(row -> String.valueOf(row.getValue(0)))
                .toList();
    }

    @Test
    void aMendedLineIsALineLikeAnyOtherWithItsSumsAndItsEntryInTheAuditLog() throws Exception {
        // Given
        var readAt = column("select read_at from statement_reading");

        // When: it says the same as the first line, which makes it that one's twin
        var outcome = release(1, 3, abcPayment("P0001", 10_000));

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Released());
        assertThat(column("select line_no || ' ' || our_ref || ' ' || net from statement_line order by line_no"))
                .containsExactly("2 P0001 9940", "3 P0001 9940", "4 P0002 1988");
        assertThat(column("select line_id from statement_line")).doesNotHaveDuplicates();
        assertThat(column("select concat_ws(' ', line_count, quarantined_count, in_count, in_amount, fee, net)"
                        + " from statement_reading"))
                .containsExactly("3 0 3 22000 132 21868");
        assertThat(column("select read_at from statement_reading")).isNotEqualTo(readAt);
        assertThat(column("select released_by || ' ' || raw from quarantined_line"))
                .containsExactly("operator:mia cut|line");
        assertThat(column("select action from audit_entry where object = 'abc-1:2026-11-22'"))
                .contains("statement.line-release");
        assertThat(done(RELEASE.list("abc-1", DAY, 1, 10)))
                .containsExactly(new LineRelease.Quarantined(3, "it has 2 columns, not 15 to 18", "cut|line", true));
    }

    @Test
    void theNameOfATwinIsTheSameAsIfTheFileHadBeenWhole() throws Exception {
        // Given
        assertThat(release(1, 3, abcPayment("P0001", 10_000))).isEqualTo(new Outcome.Released());
        var text = abc(abcPayment("P0001", 10_000), abcPayment("P0001", 10_000), abcPayment("P0002", 2_000));
        StatementFixture.keep(POOL, "abc-1", DAY, 2, "abc", StatementFixture.packedText(file -> file.add(text)));

        // When
        var staged = done(STAGING.stage("abc-1", DAY, 2));

        // Then
        assertThat(staged).isEqualTo(new Staging.Staged.Parsed(3, 0));
        assertThat(column("select line_id from statement_line where version = 1 order by line_no"))
                .isEqualTo(column("select line_id from statement_line where version = 2 order by line_no"));
        assertThat(release(1, 3, abcPayment("P0003", 1))).isEqualTo(new Outcome.NotCounting());
    }

    @Test
    void whatIsStillBadOrNotThereOrReleasedBeforeChangesNothing() throws Exception {
        assertThat(release(1, 3, "cut|again"))
                .isInstanceOfSatisfying(
                        Outcome.StillBad.class, bad -> assertThat(bad.reason()).contains("columns"));
        assertThat(release(1, 2, abcPayment("P0009", 1))).isEqualTo(new Outcome.NoSuchLine());
        assertThat(release(7, 3, abcPayment("P0009", 1))).isEqualTo(new Outcome.NotCounting());
        assertThat(release(1, 3, abcPayment("P0009", 1))).isEqualTo(new Outcome.Released());
        assertThat(release(1, 3, abcPayment("P0009", 1))).isEqualTo(new Outcome.NoSuchLine());
        assertThat(column("select count(*) from statement_line")).containsExactly("3");
    }
}
