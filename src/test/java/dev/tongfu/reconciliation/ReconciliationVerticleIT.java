package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.StatementFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.StatementRequest;
import dev.tongfu.bus.Bus;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.Database;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.merchant.MerchantDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationVerticleIT {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Vertx VERTX = Vertx.vertx();
    private static final Bus BUS = new Bus(VERTX);
    private static final Pool POOL = DATABASE.appPool(VERTX);
    private static final Pool OWNER = DATABASE.ownerPool(VERTX);
    private static final StatementReply NOT_READY = new StatementReply.NotReady("98");
    private static final Map<LocalDate, StatementReply> REPLIES = new ConcurrentHashMap<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static MerchantDirectory merchants;

    private final MovedClock clock = new MovedClock();
    private final RecordedRuns runs = new RecordedRuns();
    private StatementScheduler scheduler;

    /** Goes where the test puts it. */
    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

        void at(String shanghai) {
            now = java.time.LocalDateTime.parse(shanghai)
                    .atZone(ZoneId.of("Asia/Shanghai"))
                    .toInstant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Remembers what was asked for and says the run is done, as the tables then say. */
    private static final class RecordedRuns implements Runs {
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private volatile boolean failing;

        @Override
        public Future<Optional<String>> run(String channelId, LocalDate bankDate, String actor) {
            asked.add(channelId + " " + bankDate + " " + actor);
            if (failing) {
                return Future.failedFuture("the database went away");
            }
            return OWNER.preparedQuery("""
                            insert into reconciliation_run (id, channel_id, bank, bank_date, version, number, status,
                                actor, created_at, changed_at)
                            select 'run_' || channel_id || bank_date || max(version), channel_id, max(bank), bank_date,
                                max(version), max(version), 'proven', $3::text, now(), now()
                            from statement_version where channel_id = $1::text and bank_date = $2::date
                            group by channel_id, bank_date
                            """)
                    .execute(io.vertx.sqlclient.Tuple.of(channelId, bankDate, actor))
                    .map(Optional.of("run_1"));
        }
    }

    @BeforeAll
    static void open() throws Exception {
        done(OWNER.query("insert into channel values ('abc-1', 'abc', '10388', '{}', true, 'taken',"
                        + " '2026-11-19T20:00:00+08'), ('unionpay-1', 'unionpay', '80231', '{}', false, 'taken',"
                        + " '2026-11-19T20:00:00+08')")
                .execute());
        var ring = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
        merchants = new MerchantDirectory(
                VERTX,
                Clock.systemUTC(),
                POOL,
                new MerchantConfig(1_000, 2_000, 10_000, 1),
                new SecretBox(ring),
                CryptoProviders.portable());
        done(merchants.start());
        done(BUS.serve(BankAddresses.STATEMENT, ReconciliationVerticleIT::answer)
                .completion());
    }

    private static Future<StatementReply> answer(StatementRequest request) {
        ASKED.add(request.channelId() + " " + request.bankDate());
        return Future.succeededFuture(REPLIES.getOrDefault(request.bankDate(), NOT_READY));
    }

    @BeforeEach
    void clear() throws Exception {
        done(OWNER.query("truncate statement_version, statement_day, statement_reading, reconciliation_run, alarm")
                .execute());
        done(OWNER.query("update channel set enabled = id = 'abc-1'").execute());
        REPLIES.clear();
        ASKED.clear();
        var custody = new StatementCustody(VERTX, POOL, BUS, merchants, StatementFixture.config(1_000_000), clock);
        scheduler = new StatementScheduler(POOL, custody::fetch, runs, StatementFixture.SCHEDULE, clock);
    }

    @AfterAll
    static void close() throws Exception {
        done(merchants.stop());
        done(VERTX.close());
        DATABASE.close();
    }

    private static void offer(String day, String content) {
        REPLIES.put(LocalDate.parse(day), new StatementReply.Fetched("abc.txt", "abc", Buffer.buffer(content)));
    }

    private void lookAt(String shanghai) throws Exception {
        clock.at(shanghai);
        done(scheduler.look(() -> Future.succeededFuture(true)));
    }

    private static List<String> days() throws Exception {
        var sql = "select concat_ws(' ', bank_date, status, tries, version, last_answer) from statement_day"
                + " order by channel_id, bank_date";
        return StreamSupport.stream(done(OWNER.query(sql).execute()).spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }

    private static long alarms() throws Exception {
        return done(OWNER.query("select count(*) from alarm where kind = 'statement_late'")
                        .execute())
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void aStatementIsAskedForFromItsHourOnAndNotBefore() throws Exception {
        // Given
        offer("2026-11-19", "one");

        // When
        lookAt("2026-11-20T05:59:59");
        assertThat(ASKED).isEmpty();
        assertThat(days()).containsExactly("2026-11-19 expected 0");
        lookAt("2026-11-20T06:00:00");

        // Then
        assertThat(ASKED).containsExactly("abc-1 2026-11-19");
        assertThat(days()).containsExactly("2026-11-19 stored 0 1");
        assertThat(runs.asked).containsExactly("abc-1 2026-11-19 scheduler");
        lookAt("2026-11-20T07:00:00");
        assertThat(ASKED).hasSize(1);
        assertThat(runs.asked).hasSize(1);
    }

    @Test
    void whatIsMissingIsAskedForMoreAndMoreSeldomAndOneAlarmIsRaisedWhenItIsLate() throws Exception {
        // When
        lookAt("2026-11-20T06:00:00");
        lookAt("2026-11-20T06:00:59");
        lookAt("2026-11-20T06:01:00");
        lookAt("2026-11-20T06:02:59");
        lookAt("2026-11-20T06:03:00");
        assertThat(ASKED).hasSize(3);
        assertThat(days()).containsExactly("2026-11-19 expected 3 not ready: 98");
        assertThat(alarms()).isZero();
        REPLIES.put(LocalDate.parse("2026-11-19"), new StatementReply.Unknown("unsigned"));
        lookAt("2026-11-20T12:00:00");
        lookAt("2026-11-20T13:00:00");

        // Then
        assertThat(days()).containsExactly("2026-11-19 late 5 unclear: unsigned");
        assertThat(alarms()).isOne();
        assertThat(runs.asked).isEmpty();
        offer("2026-11-19", "at last");
        lookAt("2026-11-20T14:00:00");
        assertThat(days()).containsExactly("2026-11-19 stored 5 1");
        assertThat(runs.asked).hasSize(1);
    }

    @Test
    void daysMissedWhileNothingRanAreCaughtUpWithFromTheChannelsFirstDay() throws Exception {
        // Given
        List.of("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22").forEach(day -> offer(day, day));

        // When
        lookAt("2026-11-23T10:00:00");

        // Then
        assertThat(runs.asked)
                .containsExactly(
                        "abc-1 2026-11-19 scheduler",
                        "abc-1 2026-11-20 scheduler",
                        "abc-1 2026-11-21 scheduler",
                        "abc-1 2026-11-22 scheduler");
        assertThat(days()).allMatch(day -> day.endsWith("stored 0 1"));
    }

    @Test
    void noMoreDaysBackThanConfiguredAreLookedFor() throws Exception {
        // When
        lookAt("2026-12-31T10:00:00");

        // Then: yesterday and seven days before
        assertThat(days()).hasSize(8).first().asString().startsWith("2026-12-23");
    }

    @Test
    void aNewerVersionIsReconciledAgainAndAFailedRunIsTriedAgainLater() throws Exception {
        // Given
        offer("2026-11-19", "one");
        lookAt("2026-11-20T06:00:00");
        StatementFixture.keep(
                POOL,
                "abc-1",
                LocalDate.parse("2026-11-19"),
                2,
                "abc",
                StatementFixture.packedText(text -> text.add("two")));

        // When
        runs.failing = true;
        lookAt("2026-11-20T08:00:00");
        lookAt("2026-11-20T08:00:30");
        runs.failing = false;
        lookAt("2026-11-20T08:01:00");
        lookAt("2026-11-20T08:05:00");

        // Then
        assertThat(runs.asked).hasSize(3);
    }

    @Test
    void aBadStatementIsNotReconciledUntilANewerOneComes() throws Exception {
        // Given
        offer("2026-11-19", "one");
        done(OWNER.query("insert into statement_reading (channel_id, bank_date, version, status, reason, read_at)"
                        + " values ('abc-1', '2026-11-19', 1, 'bad', 'no header', now())")
                .execute());

        // When
        lookAt("2026-11-20T06:00:00");

        // Then
        assertThat(days()).containsExactly("2026-11-19 stored 0 1");
        assertThat(runs.asked).isEmpty();
    }

    @Test
    void whoLosesTheWorkLeavesTheRestToTheOther() throws Exception {
        // Given
        clock.at("2026-11-23T10:00:00");
        var left = new java.util.concurrent.atomic.AtomicInteger(2);

        // When
        done(scheduler.look(() -> Future.succeededFuture(left.getAndDecrement() > 0)));

        // Then
        assertThat(ASKED).hasSize(2);
    }

    @Test
    void oneNodeAtATimeLooks() throws Exception {
        // Given
        clock.at("2026-11-20T06:00:00");
        offer("2026-11-19", "one");
        var database = new Database(DATABASE.config());

        // When
        var first = done(VERTX.deployVerticle(
                new ReconciliationVerticle(database, StatementFixture.SCHEDULE, pool -> scheduler, "node-1")));
        Poll.await(Duration.ofSeconds(20), () -> runs.asked.size() == 1);
        var second = done(VERTX.deployVerticle(new ReconciliationVerticle(
                database,
                StatementFixture.SCHEDULE,
                pool -> new StatementScheduler(
                        pool,
                        (channel, day, actor) -> Future.failedFuture("the second node must not work"),
                        runs,
                        StatementFixture.SCHEDULE,
                        clock),
                "node-2")));

        // Then
        assertThat(done(OWNER.query("select owner from scheduler_lease where name = 'reconciliation'")
                                .execute())
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("node-1");
        done(VERTX.undeploy(second));
        done(VERTX.undeploy(first));
        assertThat(runs.asked).hasSize(1);
    }
}
