package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads breaks, and moves them on by compare-and-set. */
final class BreakStore {
    /** The rule of a break that is a payout which came back. */
    static final String PAYOUT_RETURNED = "payout_returned";

    private static final String COLUMNS = """
            id, channel_id, bank, bank_date, run_id, code, status, version, direction, amount, currency, side, suspense,
            frozen, our_ref, bank_ref, merchant_id, payment_id, resource_id, rule, evidence::text as evidence, opened_at
            """;

    private static final String LIST = "select " + COLUMNS + """
            from break
            where ($1::text is null or status = $1::text
                    or ($1::text = 'unresolved' and status in ('carried', 'open', 'proposed', 'resolving')))
                and ($2::text is null or code = $2::text) and ($3::text is null or bank = $3::text)
                and ($4::date is null or bank_date >= $4::date) and ($5::date is null or bank_date <= $5::date)
                and ($6::date is null or (bank_date, id) < ($6::date, $7::text))
            order by bank_date desc, id desc limit $8::int
            """;

    private static final String BY_ID = "select " + COLUMNS + "from break where id = $1::text";

    private static final String LOCK = BY_ID + " for no key update";

    private static final String SUMS = """
            select bank, code, side, currency, count(*) as number, sum(amount)::bigint as amount,
                sum(suspense)::bigint as suspense,
                case when days <= 1 then 0 when days <= 3 then 2 when days <= 7 then 4 when days <= 30 then 8 else 31
                    end as days
            from (select b.*, $1::date - (b.opened_at at time zone $2::text)::date as days from break b
                where b.status in ('carried', 'open', 'proposed', 'resolving')) open
            group by bank, code, side, currency, 8 order by bank, code, side, 8
            """;

    private static final String WRITE = """
            update break set status = $3::text, version = version + 1, suspense = suspense + $4::bigint,
                frozen = frozen + $5::bigint, changed_at = $6::timestamptz
            where id = $1::text and version = $2::int
            """;

    Future<List<BreakView>> list(SqlClient client, BreakFilter filter, int limit) {
        var after = filter.after();
        var tuple = Tuple.tuple()
                .addString(filter.status())
                .addString(filter.code())
                .addString(filter.bank())
                .addLocalDate(filter.from())
                .addLocalDate(filter.to())
                .addLocalDate(after == null ? null : after.bankDate())
                .addString(after == null ? null : after.id())
                .addInteger(limit);
        return client.preparedQuery(LIST).execute(tuple).map(rows -> rows(rows, BreakStore::view));
    }

    Future<Optional<BreakView>> byId(SqlClient client, String id) {
        return one(client, BY_ID, id);
    }

    /** Until the end of the transaction nobody else changes it. */
    Future<Optional<BreakView>> lock(SqlClient transaction, String id) {
        return one(transaction, LOCK, id);
    }

    Future<List<BreakSum>> sums(SqlClient client, LocalDate today, String zone) {
        return client.preparedQuery(SUMS)
                .execute(Tuple.of(today, zone))
                .map(rows -> rows(
                        rows,
                        row -> new BreakSum(
                                row.getString("bank"),
                                row.getString("code"),
                                side(row),
                                BreakAge.of(row.getInteger("days")),
                                row.getLong("number"),
                                money(row),
                                row.getLong("suspense"))));
    }

    /** What was paid out of a break and came back: in suspense again, for a break of its own. */
    private static final String CAME_BACK = """
            insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency, side,
                suspense, our_ref, merchant_id, payment_id, resource_id, rule, evidence, opened_at, changed_at)
            select $1::text, channel_id, bank, $6::date, $3::text, 'bank_only', 'open', 'in', $5::bigint, currency,
                'surplus', $5::bigint, $4::text, merchant_id, payment_id, $3::text, $8::text,
                json_build_object('break', id, 'payout', $3::text), $7::timestamptz, $7::timestamptz
            from break where id = $2::text
            """;

    /**
     * A payout that came back.
     *
     * @param aboutId the break it was paid out of
     */
    record CameBack(String id, String aboutId, String payoutId, String reference, long minor, LocalDate date) {}

    Future<Void> insert(SqlClient transaction, CameBack back, Instant now) {
        var tuple = Tuple.tuple()
                .addString(back.id())
                .addString(back.aboutId())
                .addString(back.payoutId())
                .addString(back.reference())
                .addLong(back.minor())
                .addLocalDate(back.date())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addString(PAYOUT_RETURNED);
        return transaction.preparedQuery(CAME_BACK).execute(tuple).mapEmpty();
    }

    /** False when somebody changed it in between. */
    Future<Boolean> write(
            SqlClient transaction, BreakView before, BreakStatus to, long suspenseBy, long frozenBy, Instant now) {
        var tuple = Tuple.tuple()
                .addString(before.id())
                .addInteger(before.version())
                .addString(to.word())
                .addLong(suspenseBy)
                .addLong(frozenBy)
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static Future<Optional<BreakView>> one(SqlClient client, String sql, String id) {
        return client.preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(rows -> rows(rows, BreakStore::view).stream().findFirst());
    }

    static <T> List<T> rows(RowSet<Row> rows, Function<Row, T> read) {
        var list = new ArrayList<T>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }

    private static BreakView view(Row row) {
        return new BreakView(
                row.getString("id"),
                row.getString("channel_id"),
                row.getString("bank"),
                row.getLocalDate("bank_date"),
                row.getString("run_id"),
                row.getString("code"),
                BreakStatus.of(row.getString("status")),
                row.getInteger("version"),
                row.getString("direction"),
                money(row),
                side(row),
                row.getLong("suspense"),
                row.getLong("frozen"),
                row.getString("our_ref"),
                row.getString("bank_ref"),
                row.getString("merchant_id"),
                row.getString("payment_id"),
                row.getString("resource_id"),
                row.getString("rule"),
                row.getString("evidence"),
                row.getOffsetDateTime("opened_at").toInstant());
    }

    private static @Nullable BreakSide side(Row row) {
        String word = row.getString("side");
        return word == null ? null : BreakSide.of(word);
    }

    private static Money money(Row row) {
        return new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency")));
    }
}
