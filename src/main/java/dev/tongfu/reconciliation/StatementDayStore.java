package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the statement of each channel and bank date stands. */
final class StatementDayStore {
    /** A channel and the day it was taken on. */
    record Since(String channelId, String bank, OffsetDateTime createdAt) {}

    private static final String CHANNELS = "select id, bank, created_at from channel where enabled order by id";

    Future<List<Since>> channels(SqlClient client) {
        return client.query(CHANNELS).execute().map(rows -> {
            var channels = new ArrayList<Since>(rows.size());
            rows.forEach(row -> channels.add(
                    new Since(row.getString("id"), row.getString("bank"), row.getOffsetDateTime("created_at"))));
            return channels;
        });
    }

    private static final String EXPECT = """
            insert into statement_day (channel_id, bank, bank_date, status, expected_at, next_at)
            select $1::text, $2::text, wanted.bank_date, 'expected', wanted.expected_at, wanted.expected_at
            from unnest($3::date[], $4::timestamptz[]) as wanted(bank_date, expected_at)
            on conflict do nothing
            """;

    /** Adds the days that are not there yet. */
    Future<Integer> expect(SqlClient client, Since channel, List<LocalDate> days, List<Instant> expectedAt) {
        return client.preparedQuery(EXPECT)
                .execute(Tuple.of(
                        channel.channelId(),
                        channel.bank(),
                        days.toArray(LocalDate[]::new),
                        expectedAt.stream().map(StatementDayStore::utc).toArray(OffsetDateTime[]::new)))
                .map(rows -> rows.rowCount());
    }

    private static final String DUE = """
            select channel_id, bank, bank_date, status, expected_at, tries from statement_day
            where next_at <= $1::timestamptz
            order by next_at, bank_date, channel_id limit $2::int
            """;

    /** The days to be fetched now, those waiting longest first. */
    Future<List<StatementDay>> due(SqlClient client, Instant now, int limit) {
        return client.preparedQuery(DUE).execute(Tuple.of(utc(now), limit)).map(StatementDayStore::days);
    }

    private static final String FETCHING = """
            update statement_day set status = 'fetching', next_at = $4::timestamptz
            where channel_id = $1::text and bank_date = $2::date and status = $3::text
            """;

    /** Says that it is being fetched; if this process dies over it, it is due again at {@code again}. */
    Future<Boolean> fetching(SqlClient client, StatementDay day, Instant again) {
        return client.preparedQuery(FETCHING)
                .execute(Tuple.of(day.channelId(), day.bankDate(), word(day.status()), utc(again)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String STORED = """
            update statement_day set status = 'stored', next_at = null, version = $3::int, last_answer = null
            where channel_id = $1::text and bank_date = $2::date
            """;

    Future<Void> stored(SqlClient client, StatementDay day, int version) {
        return client.preparedQuery(STORED)
                .execute(Tuple.of(day.channelId(), day.bankDate(), version))
                .mapEmpty();
    }

    private static final String MISSED = """
            with missed as (
                update statement_day set tries = tries + 1, next_at = $3::timestamptz, last_answer = $4::text,
                    status = case when $5::boolean then 'late' else 'expected' end
                where channel_id = $1::text and bank_date = $2::date and status = 'fetching'
                returning channel_id, bank_date, last_answer
            )
            insert into alarm (id, at, kind, subject, detail)
            select 'alm_statement_late_' || channel_id || '_' || bank_date, $6::timestamptz, 'statement_late',
                   channel_id || ':' || bank_date, last_answer
            from missed where $5::boolean
            on conflict (id) do nothing
            """;

    /** Not there: tried again later; late ones raise one alarm and go on. */
    Future<Void> missed(SqlClient client, StatementDay day, Missed missed, Instant now) {
        return client.preparedQuery(MISSED)
                .execute(Tuple.of(
                        day.channelId(), day.bankDate(), utc(missed.again()), missed.answer(), missed.late(), utc(now)))
                .mapEmpty();
    }

    /** What a try in vain gave. */
    record Missed(String answer, Instant again, boolean late) {}

    private static final String UNRECONCILED = """
            select d.channel_id, d.bank, d.bank_date, d.status, d.expected_at, d.tries
            from statement_day d
            join lateral (select max(version) as version from statement_version
                          where channel_id = d.channel_id and bank_date = d.bank_date) newest on true
            left join statement_reading r on r.channel_id = d.channel_id and r.bank_date = d.bank_date
                and r.version = newest.version
            where d.bank_date >= $1::date and newest.version is not null
              and r.status is distinct from 'bad'
              and not exists (select from reconciliation_run run
                              where run.channel_id = d.channel_id and run.bank_date = d.bank_date
                                and run.version = newest.version and run.status in ('proven', 'unproven')
                                and (r.read_at is null or run.changed_at >= r.read_at))
            order by d.bank_date, d.channel_id limit $2::int
            """;

    /** Days with a newest version, fetched or brought by hand, that no finished run has looked at since it was read. */
    Future<List<StatementDay>> unreconciled(SqlClient client, LocalDate from, int limit) {
        return client.preparedQuery(UNRECONCILED).execute(Tuple.of(from, limit)).map(StatementDayStore::days);
    }

    private static List<StatementDay> days(RowSet<Row> rows) {
        var days = new ArrayList<StatementDay>(rows.size());
        rows.forEach(row -> days.add(new StatementDay(
                row.getString("channel_id"),
                row.getString("bank"),
                row.getLocalDate("bank_date"),
                StatementDay.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getOffsetDateTime("expected_at").toInstant(),
                row.getInteger("tries"))));
        return days;
    }

    private static String word(StatementDay.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
