package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What reading statements gave. */
final class ReadingStore {
    private static final String COLUMNS =
            "channel_id, bank_date, version, status, reason, line_count, quarantined_count, in_count, in_amount,"
                    + " out_count, out_amount, fee, net, read_at ";

    private static final String FIND = "select " + COLUMNS + """
            from statement_reading where channel_id = $1::text and bank_date = $2::date and version = $3::int
            """;

    Future<Optional<StatementReading>> find(SqlClient client, String channelId, LocalDate bankDate, int version) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(channelId, bankDate, version))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(reading(rows.iterator().next())));
    }

    private static final String LIST = "select " + COLUMNS + """
            from statement_reading where bank_date >= $1::date and bank_date <= $2::date
            order by bank_date desc, channel_id, version desc limit $3::int
            """;

    Future<List<StatementReading>> list(SqlClient client, LocalDate from, LocalDate to, int limit) {
        return client.preparedQuery(LIST).execute(Tuple.of(from, to, limit)).map(rows -> {
            var readings = new ArrayList<StatementReading>(rows.size());
            rows.forEach(row -> readings.add(reading(row)));
            return readings;
        });
    }

    private static final String FORMAT = """
            select format from statement_version
            where channel_id = $1::text and bank_date = $2::date and version = $3::int
            """;

    /** How a version's bytes are to be read; empty when there is no such version. */
    Future<Optional<String>> format(SqlClient client, String channelId, LocalDate bankDate, int version) {
        return client.preparedQuery(FORMAT)
                .execute(Tuple.of(channelId, bankDate, version))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("format")));
    }

    /** The file is bad, earlier versions do not count any more, and somebody is told; unless it was read before. */
    private static final String BAD = """
            with bad as (
                insert into statement_reading (channel_id, bank_date, version, status, reason, read_at)
                values ($1::text, $2::date, $3::int, 'bad', $4::text, $5::timestamptz)
                on conflict do nothing
                returning channel_id, bank_date, version, reason
            ), earlier as (
                update statement_reading r set status = 'superseded' from bad
                where r.channel_id = bad.channel_id and r.bank_date = bad.bank_date and r.version < bad.version
                  and r.status <> 'superseded'
            )
            insert into alarm (id, at, kind, subject, detail)
            select 'alm_statement_bad_' || channel_id || '_' || bank_date || '_' || version, $5::timestamptz,
                   'statement_bad', channel_id || ':' || bank_date, 'version ' || version || ': ' || reason
            from bad
            on conflict (id) do nothing
            """;

    Future<Void> bad(SqlClient client, StagingStore.Version version, String reason, Instant now) {
        return client.preparedQuery(BAD)
                .execute(Tuple.of(
                        version.channelId(),
                        version.bankDate(),
                        version.number(),
                        reason,
                        now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static StatementReading reading(Row row) {
        return new StatementReading(
                row.getString("channel_id"),
                row.getLocalDate("bank_date"),
                row.getInteger("version"),
                StatementReading.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getInteger("line_count"),
                row.getInteger("quarantined_count"),
                new StatementReading.Totals(
                        row.getInteger("in_count"),
                        row.getLong("in_amount"),
                        row.getInteger("out_count"),
                        row.getLong("out_amount"),
                        row.getLong("fee"),
                        row.getLong("net")),
                row.getOffsetDateTime("read_at").toInstant());
    }
}
