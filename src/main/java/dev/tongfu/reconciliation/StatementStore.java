package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps statements; rows are only added. */
final class StatementStore {
    private static final String COLUMNS =
            "channel_id, bank, bank_date, version, sha256, name, format, source, size, taken_by, taken_at ";

    /** The next version, unless the very bytes are there; two that come at once are told apart by the keys. */
    private static final String KEEP = """
            insert into statement_version (channel_id, bank, bank_date, version, sha256, name, format, source, size,
                content, taken_by, taken_at)
            select $1::text, $2::text, $3::date,
                (select coalesce(max(version), 0) + 1 from statement_version
                 where channel_id = $1::text and bank_date = $3::date),
                $4::text, $5::text, $6::text, $7::text, $8::bigint, $9::bytea, $10::text, $11::timestamptz
            where not exists (select from statement_version
                where channel_id = $1::text and bank_date = $3::date and sha256 = $4::text)
            on conflict do nothing
            returning
            """ + COLUMNS;

    private static final String BY_BYTES = "select " + COLUMNS + """
            from statement_version where channel_id = $1::text and bank_date = $2::date and sha256 = $3::text
            """;

    private static final String LIST = "select " + COLUMNS + """
            from statement_version
            where bank_date >= $1::date and bank_date <= $2::date and ($3::text is null or bank = $3::text)
            order by bank_date desc, channel_id, version desc limit $4::int
            """;

    private static final String CONTENT = """
            select content from statement_version
            where channel_id = $1::text and bank_date = $2::date and version = $3::int
            """;

    /** Empty when the bytes are there already, or another file took the version in the same moment. */
    Future<Optional<StatementFile>> keep(SqlClient client, StatementFile file, Buffer compressed) {
        var tuple = Tuple.tuple()
                .addString(file.channelId())
                .addString(file.bank())
                .addLocalDate(file.bankDate())
                .addString(file.sha256())
                .addString(file.name())
                .addString(file.format())
                .addString(file.source().name().toLowerCase(Locale.ROOT))
                .addLong(file.size())
                .addBuffer(compressed)
                .addString(file.takenBy())
                .addOffsetDateTime(file.takenAt().atOffset(ZoneOffset.UTC));
        return client.preparedQuery(KEEP).execute(tuple).map(StatementStore::first);
    }

    Future<Optional<StatementFile>> byBytes(SqlClient client, String channelId, LocalDate bankDate, String sha256) {
        return client.preparedQuery(BY_BYTES)
                .execute(Tuple.of(channelId, bankDate, sha256))
                .map(StatementStore::first);
    }

    Future<List<StatementFile>> list(SqlClient client, LocalDate from, LocalDate to, @Nullable String bank, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(from, to, bank, limit))
                .map(StatementStore::files);
    }

    /** The compressed bytes. */
    Future<Optional<Buffer>> content(SqlClient client, String channelId, LocalDate bankDate, int version) {
        return client.preparedQuery(CONTENT)
                .execute(Tuple.of(channelId, bankDate, version))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getBuffer("content")));
    }

    private static Optional<StatementFile> first(RowSet<Row> rows) {
        return files(rows).stream().findFirst();
    }

    private static List<StatementFile> files(RowSet<Row> rows) {
        var files = new ArrayList<StatementFile>(rows.size());
        rows.forEach(row -> files.add(file(row)));
        return files;
    }

    private static StatementFile file(Row row) {
        return new StatementFile(
                row.getString("channel_id"),
                row.getString("bank"),
                row.getLocalDate("bank_date"),
                row.getInteger("version"),
                row.getString("sha256"),
                row.getString("name"),
                row.getString("format"),
                StatementFile.Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                row.getLong("size"),
                row.getString("taken_by"),
                row.getOffsetDateTime("taken_at").toInstant());
    }
}
