package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps breaks as runs find them, by compare-and-set on their version; and what runs have posted. */
final class FoundBreakStore {
    private static final String KNOWN = """
            select b.id, b.bank_date, b.code, b.status, b.version, b.direction, b.amount, b.currency, b.side,
                   b.suspense, b.frozen, b.line_id, b.line_no, b.transfer_id, b.our_ref, b.bank_ref, b.merchant_id,
                   b.payment_id, b.resource_id, b.rule, b.evidence,
                   b.transfer_id is not null and exists (select from statement_match s
                     where s.transfer_id = b.transfer_id)
                   or b.transfer_id is null and b.code in ('bank_only', 'bank_paid', 'duplicate')
                     and b.bank_date < $3::date and exists (select from statement_match s
                       where s.late and s.channel_id = b.channel_id and s.bank_date = b.bank_date
                         and s.line_id = b.line_id) as matched
            from break b
            where b.channel_id = $1::text and b.bank_date between $2::date and $3::date + 1
            """;

    /** One that is there stays as it is, unless it was cleared: then it is found again. */
    private static final String INSERT = """
            insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency, side,
                suspense, frozen, line_id, line_no, transfer_id, our_ref, bank_ref, merchant_id, payment_id,
                resource_id, rule, evidence, opened_at, changed_at)
            select id, $1::text, $2::text, bank_date, $3::text, code, status, direction, amount, currency, side,
                suspense, frozen, line_id, line_no, transfer_id, our_ref, bank_ref, merchant_id, payment_id,
                resource_id, rule, evidence::json, $4::timestamptz, $4::timestamptz
            from unnest($5::text[], $6::date[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::text[],
                $12::text[], $13::bigint[], $14::bigint[], $15::text[], $16::int[], $17::text[], $18::text[],
                $19::text[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[])
                as b(id, bank_date, code, status, direction, amount, currency, side, suspense, frozen, line_id, line_no,
                     transfer_id, our_ref, bank_ref, merchant_id, payment_id, resource_id, rule, evidence)
            order by id
            on conflict (id) do update
            set status = excluded.status, version = break.version + 1, opened_at = excluded.opened_at,
                changed_at = excluded.changed_at
            where break.status = 'cleared'
            """;

    private static final String CHANGE = """
            update break b
            set status = c.status, side = c.side, suspense = c.suspense, frozen = c.frozen, amount = c.amount,
                version = b.version + 1, changed_at = $7::timestamptz,
                opened_at = case when b.status = 'cleared' and c.status <> 'cleared' then $7::timestamptz
                                 else b.opened_at end
            from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $8::bigint[])
                as c(id, version, status, side, suspense, frozen, amount)
            where b.id = c.id and b.version = c.version and b.status in ('carried', 'open', 'cleared')
            """;

    private static final String POSTED = """
            insert into run_posting (channel_id, bank_date, logical_key, run_id, event_key, template, debit, credit,
                amount, currency)
            select $1::text, bank_date, logical_key, $2::text, event_key, template, debit, credit, amount, currency
            from unnest($3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[],
                $10::text[]) as p(bank_date, logical_key, event_key, template, debit, credit, amount, currency)
            """;

    Future<List<Findings.Known>> known(SqlClient client, Run run, LocalDate from) {
        return FindingStore.list(
                client,
                KNOWN,
                Tuple.of(run.channelId(), from, run.bankDate()),
                row -> new Findings.Known(row(row), row.getInteger("version"), row.getBoolean("matched")));
    }

    Future<Integer> insert(SqlClient client, Run run, List<Break> rows, Instant now) {
        if (rows.isEmpty()) {
            return Future.succeededFuture(0);
        }
        var tuple = Tuple.tuple()
                .addString(run.channelId())
                .addString(run.bank())
                .addString(run.id())
                .addOffsetDateTime(at(now))
                .addArrayOfString(texts(rows, Break::id))
                .addArrayOfLocalDate(rows.stream().map(Break::bankDate).toArray(LocalDate[]::new))
                .addArrayOfString(texts(rows, Break::code))
                .addArrayOfString(texts(rows, Break::status))
                .addArrayOfString(texts(rows, row -> row.in() ? "in" : "out"))
                .addArrayOfLong(longs(rows, Break::amount))
                .addArrayOfString(texts(rows, row -> row.currency().name()))
                .addArrayOfString(texts(rows, Break::side))
                .addArrayOfLong(longs(rows, Break::suspense))
                .addArrayOfLong(longs(rows, Break::frozen))
                .addArrayOfString(texts(rows, Break::lineId))
                .addArrayOfInteger(rows.stream().map(Break::lineNo).toArray(Integer[]::new))
                .addArrayOfString(texts(rows, Break::transferId))
                .addArrayOfString(texts(rows, Break::ourRef))
                .addArrayOfString(texts(rows, Break::bankRef))
                .addArrayOfString(texts(rows, Break::merchantId))
                .addArrayOfString(texts(rows, Break::paymentId))
                .addArrayOfString(texts(rows, Break::resourceId))
                .addArrayOfString(texts(rows, Break::rule))
                .addArrayOfString(texts(rows, row -> row.evidence().encode()));
        return client.preparedQuery(INSERT).execute(tuple).map(result -> result.rowCount());
    }

    /** How many still had the version they were read at, and nobody at them. */
    Future<Integer> change(SqlClient tx, List<RunPlan.Change> changes, Instant now) {
        if (changes.isEmpty()) {
            return Future.succeededFuture(0);
        }
        var rows = changes.stream().map(RunPlan.Change::row).toList();
        var tuple = Tuple.tuple()
                .addArrayOfString(texts(rows, Break::id))
                .addArrayOfInteger(changes.stream().map(RunPlan.Change::version).toArray(Integer[]::new))
                .addArrayOfString(texts(rows, Break::status))
                .addArrayOfString(texts(rows, Break::side))
                .addArrayOfLong(longs(rows, Break::suspense))
                .addArrayOfLong(longs(rows, Break::frozen))
                .addOffsetDateTime(at(now))
                .addArrayOfLong(longs(rows, Break::amount));
        return tx.preparedQuery(CHANGE).execute(tuple).map(result -> result.rowCount());
    }

    Future<Void> posted(SqlClient tx, Run run, List<Targets.Delta> deltas) {
        if (deltas.isEmpty()) {
            return Future.succeededFuture();
        }
        var tuple = Tuple.tuple()
                .addString(run.channelId())
                .addString(run.id())
                .addArrayOfLocalDate(deltas.stream().map(Targets.Delta::home).toArray(LocalDate[]::new))
                .addArrayOfString(texts(deltas, Targets.Delta::key))
                .addArrayOfString(texts(deltas, delta -> delta.transfer().eventKey()))
                .addArrayOfString(texts(deltas, delta -> delta.transfer().template()))
                .addArrayOfString(
                        texts(deltas, delta -> delta.transfer().debit().id()))
                .addArrayOfString(
                        texts(deltas, delta -> delta.transfer().credit().id()))
                .addArrayOfLong(longs(deltas, delta -> delta.transfer().amount().minor()))
                .addArrayOfString(texts(
                        deltas, delta -> delta.transfer().amount().currency().name()));
        return tx.preparedQuery(POSTED).execute(tuple).mapEmpty();
    }

    private static Break row(Row row) {
        var evidence = row.getJsonObject("evidence");
        return new Break(
                row.getString("id"),
                row.getLocalDate("bank_date"),
                row.getString("code"),
                row.getString("status"),
                "in".equals(row.getString("direction")),
                row.getLong("amount"),
                CurrencyCode.valueOf(row.getString("currency")),
                row.getString("side"),
                row.getLong("suspense"),
                row.getLong("frozen"),
                row.getString("line_id"),
                row.getInteger("line_no"),
                row.getString("transfer_id"),
                row.getString("our_ref"),
                row.getString("bank_ref"),
                row.getString("merchant_id"),
                row.getString("payment_id"),
                row.getString("resource_id"),
                row.getString("rule"),
                evidence == null ? new JsonObject() : evidence);
    }

    private static OffsetDateTime at(Instant now) {
        return now.atOffset(ZoneOffset.UTC);
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> Long[] longs(List<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }
}
