package dev.tongfu.audit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table of records. */
final class AuditStore {
    private static final long CHAIN_LOCK = 0x746f6e676675L;
    private static final HexFormat HEX = HexFormat.of();

    private static final String LOCK = "select pg_advisory_xact_lock($1::bigint)";

    /** Only one transaction at a time adds to the chain; the others wait for its end. */
    Future<Void> lock(SqlConnection connection) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(CHAIN_LOCK)).mapEmpty();
    }

    private static final String COLUMNS =
            "seq, at, actor, action, object, reason, detail::text as detail, previous_hash, hash";

    private static final String LAST = "select " + COLUMNS + " from audit_entry order by seq desc limit 1";

    Future<Optional<AuditEntry>> last(SqlClient client) {
        return client.preparedQuery(LAST)
                .execute()
                .map(rows -> list(rows).stream().findFirst());
    }

    private static final String INSERT = """
            insert into audit_entry (seq, at, actor, action, object, reason, detail, previous_hash, hash)
            values ($1::bigint, $2::timestamptz, $3::text, $4::text, $5::text, $6::text, $7::text::json, $8::bytea,
                $9::bytea)
            """;

    Future<Void> insert(SqlConnection connection, AuditEntry entry) {
        var values = Tuple.tuple()
                .addLong(entry.seq())
                .addOffsetDateTime(entry.at().atOffset(ZoneOffset.UTC))
                .addString(entry.actor())
                .addString(entry.action())
                .addString(entry.object())
                .addString(entry.reason())
                .addString(entry.detail())
                .addBuffer(Buffer.buffer(HEX.parseHex(entry.previousHash())))
                .addBuffer(Buffer.buffer(HEX.parseHex(entry.hash())));
        return connection.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    private static final String AFTER =
            "select " + COLUMNS + " from audit_entry where seq > $1::bigint order by seq limit $2::int";

    Future<List<AuditEntry>> after(SqlClient client, long seq, int limit) {
        return client.preparedQuery(AFTER).execute(Tuple.of(seq, limit)).map(AuditStore::list);
    }

    private static final String NEWEST = "select " + COLUMNS + """
             from audit_entry
            where seq < $1::bigint and ($2::text is null or actor = $2::text)
                and ($3::text is null or object = $3::text)
            order by seq desc limit $4::int
            """;

    Future<List<AuditEntry>> before(
            SqlClient client, long seq, @Nullable String actor, @Nullable String object, int limit) {
        return client.preparedQuery(NEWEST)
                .execute(Tuple.tuple()
                        .addLong(seq)
                        .addString(actor)
                        .addString(object)
                        .addInteger(limit))
                .map(AuditStore::list);
    }

    private static List<AuditEntry> list(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(AuditStore::entry)
                .toList();
    }

    private static AuditEntry entry(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("at");
        return new AuditEntry(
                row.getLong("seq"),
                at.toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("object"),
                row.getString("reason"),
                row.getString("detail"),
                HEX.formatHex(row.getBuffer("previous_hash").getBytes()),
                HEX.formatHex(row.getBuffer("hash").getBytes()));
    }
}
