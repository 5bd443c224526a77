package dev.tongfu.reconciliation;

import dev.tongfu.bank.StatementLine;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines put aside, and how they come back. */
final class QuarantineStore {
    private final ZoneId zone;

    /** @param zone in which the banks' clocks are read */
    QuarantineStore(ZoneId zone) {
        this.zone = zone;
    }

    private static final String LIST = """
            select line_no, reason, raw, released_by is not null as released from quarantined_line
            where channel_id = $1::text and bank_date = $2::date and version = $3::int
            order by line_no limit $4::int
            """;

    Future<List<LineRelease.Quarantined>> list(SqlClient client, StagingStore.Version version, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(version.channelId(), version.bankDate(), version.number(), limit))
                .map(rows -> {
                    var lines = new ArrayList<LineRelease.Quarantined>(rows.size());
                    rows.forEach(row -> lines.add(new LineRelease.Quarantined(
                            row.getInteger("line_no"),
                            row.getString("reason"),
                            row.getString("raw"),
                            row.getBoolean("released"))));
                    return lines;
                });
    }

    private static final String COUNTING = """
            select v.format from statement_reading r
            join statement_version v using (channel_id, bank_date, version)
            where r.channel_id = $1::text and r.bank_date = $2::date and r.version = $3::int and r.status = 'parsed'
            for update of r
            """;

    /** The format of a version that counts; from here on nobody else changes its reading. */
    Future<Optional<String>> counting(SqlConnection transaction, StagingStore.Version version) {
        return transaction
                .preparedQuery(COUNTING)
                .execute(Tuple.of(version.channelId(), version.bankDate(), version.number()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("format")));
    }

    private static final String RELEASE = """
            update quarantined_line set released_by = $5::text
            where channel_id = $1::text and bank_date = $2::date and version = $3::int and line_no = $4::int
              and released_by is null
            """;

    /** False when there is no such line, or it was released before. */
    Future<Boolean> release(SqlConnection transaction, StagingStore.Version version, int line, String actor) {
        return transaction
                .preparedQuery(RELEASE)
                .execute(Tuple.of(version.channelId(), version.bankDate(), version.number(), line, actor))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String TWINS = """
            select count(*)::int as twins from statement_line
            where channel_id = $1::text and bank_date = $2::date and version = $3::int
              and direction = $4::text and kind = $5::text and our_ref is not distinct from $6::text
              and bank_ref is not distinct from $7::text and amount = $8::bigint and fee = $9::bigint
            """;

    /** How many lines say the same. */
    Future<Integer> twins(SqlConnection transaction, StagingStore.Version version, StatementLine line) {
        return transaction
                .preparedQuery(TWINS)
                .execute(key(version)
                        .addString(line.direction().word())
                        .addString(line.kind().word())
                        .addString(line.ourRef())
                        .addString(line.bankRef())
                        .addLong(line.amount())
                        .addLong(line.fee()))
                .map(rows -> rows.iterator().next().getInteger("twins"));
    }

    private static final String INSERT = """
            insert into statement_line (channel_id, bank_date, version, line_no, line_id, direction, kind, our_ref,
                bank_ref, original_ref, amount, fee, net, currency, named_date, occurred_at)
            values ($1::text, $2::date, $3::int, $4::int, $5::text, $6::text, $7::text, $8::text, $9::text, $10::text,
                $11::bigint, $12::bigint, $13::bigint, $14::text, $15::date, $16::timestamptz)
            """;

    Future<Void> insert(SqlConnection transaction, StagingStore.Version version, StatementLine line, String lineId) {
        return transaction
                .preparedQuery(INSERT)
                .execute(key(version)
                        .addInteger(line.number())
                        .addString(lineId)
                        .addString(line.direction().word())
                        .addString(line.kind().word())
                        .addString(line.ourRef())
                        .addString(line.bankRef())
                        .addString(line.originalRef())
                        .addLong(line.amount())
                        .addLong(line.fee())
                        .addLong(line.net())
                        .addString(line.currency().name())
                        .addLocalDate(line.namedDate())
                        .addOffsetDateTime(at(line.bankTime())))
                .mapEmpty();
    }

    private static final String ADD = """
            update statement_reading set line_count = line_count + 1, quarantined_count = quarantined_count - 1,
                in_count = in_count + case when $4::bool then 1 else 0 end,
                in_amount = in_amount + case when $4::bool then $5::bigint else 0 end,
                out_count = out_count + case when $4::bool then 0 else 1 end,
                out_amount = out_amount + case when $4::bool then 0 else $5::bigint end,
                fee = fee + $6::bigint, net = net + $7::bigint, read_at = $8::timestamptz
            where channel_id = $1::text and bank_date = $2::date and version = $3::int
            """;

    /** Counts it, and says that the version was read anew, which asks for a new run. */
    Future<Void> add(SqlConnection transaction, StagingStore.Version version, StatementLine line, Instant now) {
        return transaction
                .preparedQuery(ADD)
                .execute(key(version)
                        .addBoolean(line.direction() == StatementLine.Direction.IN)
                        .addLong(line.amount())
                        .addLong(line.fee())
                        .addLong(line.net())
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    private static Tuple key(StagingStore.Version version) {
        return Tuple.tuple()
                .addString(version.channelId())
                .addLocalDate(version.bankDate())
                .addInteger(version.number());
    }

    private @Nullable OffsetDateTime at(@Nullable LocalDateTime bankTime) {
        return bankTime == null ? null : bankTime.atZone(zone).toOffsetDateTime();
    }
}
