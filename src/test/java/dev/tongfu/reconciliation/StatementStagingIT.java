package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.StatementFixture.abc;
import static dev.tongfu.reconciliation.StatementFixture.abcPayment;
import static dev.tongfu.reconciliation.StatementFixture.abcRefund;
import static dev.tongfu.reconciliation.StatementFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.reconciliation.Staging.Staged;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementStagingIT {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL = DATABASE.appPool(VERTX);
    private static final Pool OWNER = DATABASE.ownerPool(VERTX);
    private static final StatementStaging STAGING = new StatementStaging(
            VERTX,
            POOL,
            new BulkLoad(DATABASE.config(), 60_000),
            StatementFixture.formats(),
            StatementFixture.config(1_000_000),
            Clock.systemUTC());

    @BeforeEach
    void clear() throws Exception {
        done(OWNER.query("truncate statement_version, statement_reading, statement_line, quarantined_line, alarm")
                .execute());
    }

    @AfterAll
    static void close() throws Exception {
        done(VERTX.close());
        DATABASE.close();
    }

    private static void keep(int version, String text) throws Exception {
        StatementFixture.keep(
                POOL, "abc-1", DAY, version, "abc", StatementFixture.packedText(content -> content.add(text)));
    }

    private static List<String> column(String sql) throws Exception {
        return StreamSupport.stream(done(OWNER.query(sql).execute()).spliterator(), false)
                .map(row -> String.valueOf(row.getValue(0)))
                .toList();
    }

    private static Staged stage(int version) throws Exception {
        return done(STAGING.stage("abc-1", DAY, version));
    }

    @Test
    void linesAreThereAsTheyWereWrittenWithTheirSums() throws Exception {
        // Given
        keep(1, abc(abcPayment("P0001", 10_000), "cut|line", abcRefund("R0001", "P0001", 4_000)));

        // When
        var staged = stage(1);

        // Then
        assertThat(staged).isEqualTo(new Staged.Parsed(2, 1));
        Row line = done(OWNER.query("select * from statement_line order by line_no limit 1")
                        .execute())
                .iterator()
                .next();
        assertThat(line.getString("our_ref")).isEqualTo("P0001");
        assertThat(line.getString("bank_ref")).isEqualTo("BP0001");
        assertThat(line.getString("original_ref")).isNull();
        assertThat(line.getString("direction")).isEqualTo("in");
        assertThat(line.getString("kind")).isEqualTo("payment");
        assertThat(line.getLong("amount")).isEqualTo(10_000);
        assertThat(line.getLong("fee")).isEqualTo(60);
        assertThat(line.getLong("net")).isEqualTo(9_940);
        assertThat(line.getString("currency")).isEqualTo("CNY");
        assertThat(line.getLocalDate("named_date")).isEqualTo(DAY);
        assertThat(line.getOffsetDateTime("occurred_at").toInstant()).isEqualTo("2026-11-22T01:08:07Z");
        assertThat(line.getString("line_id")).matches("lin_[0-9a-f]{26}");
        assertThat(column("select line_no || ' ' || reason || ' ' || raw from quarantined_line"))
                .containsExactly("3 it has 2 columns, not 15 to 18 cut|line");
        assertThat(column("select concat_ws(' ', status, line_count, quarantined_count, in_count, in_amount, out_count,"
                        + " out_amount, fee, net) from statement_reading"))
                .containsExactly("parsed 2 1 1 10000 1 4000 60 5940");
    }

    @Test
    void readingAgainOrTwiceAtOnceGivesTheSameAndNothingTwice() throws Exception {
        // Given
        keep(1, abc(abcPayment("P0001", 10_000), "cut|line"));

        // When
        var both = Future.all(STAGING.stage("abc-1", DAY, 1), STAGING.stage("abc-1", DAY, 1));
        var staged = done(both).<Staged>list();

        // Then
        assertThat(staged).containsOnly(new Staged.Parsed(1, 1));
        assertThat(stage(1)).isEqualTo(new Staged.Parsed(1, 1));
        assertThat(column("select count(*) from statement_line")).containsExactly("1");
    }

    @Test
    void aLineKeepsItsNameInEveryVersionAndOrderAndTwinsHaveTheirOwn() throws Exception {
        // Given
        var payment = abcPayment("P0001", 10_000);
        var refund = abcRefund("R0001", "P0001", 4_000);
        keep(1, abc(payment, refund, payment));
        keep(2, abc(refund, payment, payment));

        // When
        assertThat(stage(1)).isEqualTo(new Staged.Parsed(3, 0));
        assertThat(stage(2)).isEqualTo(new Staged.Parsed(3, 0));

        // Then
        var names = "select line_id from statement_line where version = %d order by line_id";
        assertThat(column(String.format(names, 1)))
                .isEqualTo(column(String.format(names, 2)))
                .doesNotHaveDuplicates();
        assertThat(column("select status from statement_reading order by version"))
                .containsExactly("superseded", "parsed");
    }

    @Test
    void aFileThatContradictsItselfLeavesNothingButAnAlarm() throws Exception {
        // Given
        keep(1, abc(abcPayment("P0001", 10_000)));
        keep(2, "no header" + "^^" + abcPayment("P0001", 10_000));
        keep(3, abc("1", "2", "3", "4", abcPayment("P0001", 10_000)));
        StatementFixture.keep(
                POOL, "abc-1", DAY, 4, "unheard-of", StatementFixture.packedText(content -> content.add("x")));

        // When
        assertThat(stage(1)).isEqualTo(new Staged.Parsed(1, 0));
        var headless = stage(2);
        var full = stage(3);
        var unknown = stage(4);

        // Then
        assertThat(headless)
                .isInstanceOfSatisfying(
                        Staged.Bad.class, bad -> assertThat(bad.reason()).contains("header"));
        assertThat(full).isEqualTo(new Staged.Bad("more than 3 lines can't be read"));
        assertThat(unknown).isEqualTo(new Staged.Bad("nobody reads the format unheard-of"));
        assertThat(stage(2)).isEqualTo(headless);
        assertThat(column("select version from statement_line")).containsExactly("1");
        assertThat(column("select status from statement_reading order by version"))
                .containsExactly("superseded", "superseded", "superseded", "bad");
        assertThat(column("select detail from alarm where kind = 'statement_bad' order by id"))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("version 2: ");
        assertThat(stage(9)).isInstanceOf(Staged.NoSuchVersion.class);
    }

    @Test
    void aZipIsReadFromTheKeptBytes() throws Exception {
        // Given
        StatementFixture.keep(POOL, "abc-1", DAY, 1, "unionpay-zip", StatementFixture.packedZip(zm -> {
            zm.add(StatementFixture.unionPayPayment("P0001", 10_000));
            zm.add("broken\r\n");
        }));

        // Then
        assertThat(stage(1)).isEqualTo(new Staged.Parsed(1, 1));
        assertThat(column("select occurred_at from statement_line")).containsExactly("2026-11-22T01:08:07Z");
    }
}
