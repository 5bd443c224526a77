package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementRows.COLUMNS;
import static dev.tongfu.settlement.SettlementRows.first;
import static dev.tongfu.settlement.SettlementRows.utc;

import dev.tongfu.merchant.MerchantPolicy;
import dev.tongfu.money.CurrencyCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batches, their lines, and the conditions they are made under. */
final class SettlementStore {
    private static final String MERCHANTS = """
            select m.id, p.settlement_days from merchant m join merchant_policy p on p.merchant_id = m.id order by m.id
            """;

    /** Whoever may be settled. */
    Future<List<Due>> merchants(SqlClient client) {
        return client.preparedQuery(MERCHANTS)
                .execute()
                .map(rows -> SettlementRows.list(
                        rows, row -> new Due(row.getString("id"), row.getInteger("settlement_days"))));
    }

    /** @param days the n of T+n */
    record Due(String merchantId, int days) {}

    /** One batch of a merchant is made at a time: whoever makes one holds its policy. */
    private static final String TERMS = """
            select settlement_mode, settlement_minimum, reserve_ppm, reserve_days, settlement_hold
            from merchant_policy where merchant_id = $1::text for no key update
            """;

    Future<SettlementTerms> lockTerms(SqlConnection transaction, String merchantId) {
        return transaction
                .preparedQuery(TERMS)
                .execute(Tuple.of(merchantId))
                .map(rows -> rows.iterator().next())
                .map(row -> new SettlementTerms(
                        SettlementRows.mode(row.getString("settlement_mode")),
                        row.getLong("settlement_minimum"),
                        row.getInteger("reserve_ppm"),
                        row.getInteger("reserve_days"),
                        row.getBoolean("settlement_hold")));
    }

    /**
     * What a date waits for: books that must be closed and made into lines, and channels whose newest run of a bank
     * date in the period must be proven. A reversal waits for the statement of what it reverses, not for that of the
     * date on which somebody decided it: at a bank with an early cut-off that may be a day on which nothing happened.
     */
    private static final String WAITS_FOR = """
            with books as (
              select 'house' as book union
              select bank from merchant_channel where merchant_id = $1::text union
              select book from merchant_line where merchant_id = $1::text and settlement_id is null and settles
            )
            select 'book ' || b.book as what from books b
            where exists (select from accounting_day d where d.book = b.book)
              and (exists (select from accounting_day d where d.book = b.book and d.date <= $3::date
                     and not exists (select from projected_day p where p.book = d.book and p.accounting_date = d.date))
                or not exists (select from projected_day p where p.book = b.book and p.accounting_date >= $3::date))
            union
            select distinct 'channel ' || l.channel_id || ' ' || w.bank_date from merchant_line l
            cross join lateral (select case when l.kind = 'reversal'
                then coalesce((select max(b.bank_date) from break b where b.transfer_id = l.proof_id), l.bank_date)
                else l.bank_date end as bank_date) w
            where l.merchant_id = $1::text and l.needs_proof and l.accounting_date between $2::date and $3::date
              and w.bank_date between $2::date and $3::date and l.channel_id is not null
              and coalesce((select r.status from reconciliation_run r
                   where r.channel_id = l.channel_id and r.bank_date = w.bank_date order by r.number desc limit 1), '')
                 <> 'proven'
            order by 1 limit 20
            """;

    /** Empty: the dates are closed, their lines are made and their statements proven. */
    Future<List<String>> waitsFor(SqlClient client, String merchantId, LocalDate from, LocalDate to) {
        return client.preparedQuery(WAITS_FOR)
                .execute(Tuple.of(merchantId, from, to))
                .map(rows -> SettlementRows.list(rows, row -> row.getString("what")));
    }

    private static final String BEFORE = "select " + COLUMNS + """
            from settlement s where s.merchant_id = $1::text and s.currency = $2::text and s.period_to < $3::date
            order by s.period_to desc limit 1
            """;

    /** The batch that carries into one that ends on this date. */
    Future<Optional<Settlement>> before(SqlClient client, String merchantId, CurrencyCode currency, LocalDate to) {
        return client.preparedQuery(BEFORE)
                .execute(Tuple.of(merchantId, currency.name(), to))
                .map(rows -> first(rows, SettlementRows::settlement));
    }

    private static final String COVERING = "select " + COLUMNS + """
            from settlement s where s.merchant_id = $1::text and s.currency = $2::text and s.period_to >= $3::date
            order by s.period_to limit 1
            """;

    /** The earliest batch that ends on or after this date. */
    Future<Optional<Settlement>> covering(SqlClient client, String merchantId, CurrencyCode currency, LocalDate date) {
        return client.preparedQuery(COVERING)
                .execute(Tuple.of(merchantId, currency.name(), date))
                .map(rows -> first(rows, SettlementRows::settlement));
    }

    private static final String FIRST_DATE = """
            select min(accounting_date) as date from merchant_line
            where merchant_id = $1::text and currency = $2::text and settles and accounting_date <= $3::date
            """;

    /** The date of the merchant's first line; empty without one up to this date. */
    Future<Optional<LocalDate>> firstDate(SqlClient client, String merchantId, CurrencyCode currency, LocalDate to) {
        return client.preparedQuery(FIRST_DATE)
                .execute(Tuple.of(merchantId, currency.name(), to))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLocalDate("date")));
    }

    private static final String OPEN = """
            insert into settlement (id, merchant_id, currency, mode, period_from, period_to, due_on, status, created_at,
                changed_at)
            values ($1::text, $2::text, $3::text, $4::text, $5::date, $6::date, $7::date, 'open', $8::timestamptz,
                $8::timestamptz)
            """;

    Future<Void> open(SqlConnection transaction, NewSettlement batch, Instant now) {
        var values = Tuple.tuple()
                .addString(batch.id())
                .addString(batch.merchantId())
                .addString(batch.currency().name())
                .addString(batch.mode().name().toLowerCase(Locale.ROOT))
                .addLocalDate(batch.from())
                .addLocalDate(batch.to())
                .addLocalDate(batch.dueOn())
                .addOffsetDateTime(utc(now));
        return transaction.preparedQuery(OPEN).execute(values).mapEmpty();
    }

    record NewSettlement(
            String id,
            String merchantId,
            CurrencyCode currency,
            MerchantPolicy.SettlementMode mode,
            LocalDate from,
            LocalDate to,
            LocalDate dueOn) {}

    private static final String FIND = "select " + COLUMNS + "from settlement s where s.id = $1::text ";

    Future<Optional<Settlement>> find(SqlClient client, String id) {
        return client.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> first(rows, SettlementRows::settlement));
    }

    private static final String LOCK = FIND + "for no key update";

    Future<Optional<Settlement>> lock(SqlConnection transaction, String id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id))
                .map(rows -> first(rows, SettlementRows::settlement));
    }

    private static final String CALCULATE = """
            update settlement set status = 'calculated', version = version + 1, mode = $2::text, line_count = $3::int,
                gross = $4::bigint, refunds = $5::bigint, fees = $6::bigint, adjustments = $7::bigint,
                reserve = $8::bigint, carried_in = $9::bigint, carried_out = $10::bigint, net = $11::bigint,
                sha256 = $12::text, calculated_by = $13::text, changed_at = $14::timestamptz
            where id = $1::text and status = 'open'
            """;

    Future<Void> calculated(
            SqlConnection transaction,
            Settlement batch,
            SettlementTerms terms,
            Settlement.Totals totals,
            @Nullable String sha256,
            String actor,
            Instant now) {
        var values = amounts(batch.id(), terms, totals)
                .addString(sha256)
                .addString(actor)
                .addOffsetDateTime(utc(now));
        return transaction.preparedQuery(CALCULATE).execute(values).compose(rows -> one(rows.rowCount(), batch));
    }

    private static Tuple amounts(String id, SettlementTerms terms, Settlement.Totals totals) {
        return Tuple.tuple()
                .addString(id)
                .addString(terms.mode().name().toLowerCase(Locale.ROOT))
                .addInteger(totals.lines())
                .addLong(totals.gross())
                .addLong(totals.refunds())
                .addLong(totals.fees())
                .addLong(totals.adjustments())
                .addLong(totals.reserve())
                .addLong(totals.carriedIn())
                .addLong(totals.carriedOut())
                .addLong(totals.net());
    }

    private static final String APPROVE = """
            update settlement set status = $12::text, version = version + 1, mode = $2::text, line_count = $3::int,
                gross = $4::bigint, refunds = $5::bigint, fees = $6::bigint, adjustments = $7::bigint,
                reserve = $8::bigint, carried_in = $9::bigint, carried_out = $10::bigint, net = $11::bigint,
                approved_by = $13::text, changed_at = $14::timestamptz
            where id = $1::text and status = 'calculated'
            """;

    Future<Void> approved(
            SqlConnection transaction,
            Settlement batch,
            SettlementTerms terms,
            Settlement.Totals totals,
            SettlementStatus status,
            String actor,
            Instant now) {
        var values = amounts(batch.id(), terms, totals)
                .addString(status.word())
                .addString(actor)
                .addOffsetDateTime(utc(now));
        return transaction.preparedQuery(APPROVE).execute(values).compose(rows -> one(rows.rowCount(), batch));
    }

    private static final String MOVE = """
            update settlement set status = $3::text, version = version + 1, sequence = sequence + $4::int,
                changed_at = $5::timestamptz
            where id = $1::text and status = $2::text
            returning
            """ + COLUMNS.replace("s.", "");

    /** By compare-and-set; fails where somebody was faster, since the row was locked by the caller. */
    Future<Settlement> move(
            SqlConnection transaction, Settlement batch, SettlementStatus to, boolean told, Instant now) {
        return transaction
                .preparedQuery(MOVE)
                .execute(Tuple.of(batch.id(), batch.status().word(), to.word(), told ? 1 : 0, utc(now)))
                .compose(rows ->
                        one(rows.size(), batch).map(done -> rows.iterator().next()))
                .map(SettlementRows::settlement);
    }

    private static final String REOPEN = """
            update settlement set status = 'open', version = version + 1, line_count = 0, gross = 0, refunds = 0,
                fees = 0, adjustments = 0, reserve = 0, carried_in = 0, carried_out = 0, net = 0, sha256 = null,
                calculated_by = null, changed_at = $2::timestamptz
            where id = $1::text and status = 'calculated'
            """;

    Future<Void> reopen(SqlConnection transaction, Settlement batch, Instant now) {
        return transaction
                .preparedQuery(REOPEN)
                .execute(Tuple.of(batch.id(), utc(now)))
                .compose(rows -> one(rows.rowCount(), batch));
    }

    private static final String HOLD = """
            update settlement set hold = $2::boolean, version = version + 1, changed_at = $3::timestamptz
            where id = $1::text and status in ('open', 'calculated') and hold <> $2::boolean
            """;

    /** False: it is past that, or so already. */
    Future<Boolean> hold(SqlConnection transaction, String id, boolean hold, Instant now) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(id, hold, utc(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String LIST = "select " + COLUMNS + """
            from settlement s
            where ($1::text is null or s.merchant_id = $1::text) and ($2::text is null or s.status = $2::text)
              and s.created_at >= $3::timestamptz and s.created_at < $4::timestamptz
              and ($5::text is null or s.id < $5::text)
            order by s.id desc limit $6::int
            """;

    /** Newest first; ids order by time. */
    Future<List<Settlement>> list(SqlClient client, SettlementFilter filter, int limit) {
        var values = Tuple.tuple()
                .addString(filter.merchantId())
                .addString(filter.status())
                .addOffsetDateTime(utc(filter.from()))
                .addOffsetDateTime(utc(filter.to()))
                .addString(filter.beforeId())
                .addInteger(limit);
        return client.preparedQuery(LIST)
                .execute(values)
                .map(rows -> SettlementRows.list(rows, SettlementRows::settlement));
    }

    private static final String APPROVED =
            "select id from settlement where status = 'approved' order by id limit $1::int";

    /** Batches whose payout is still to be made. */
    Future<List<String>> approved(SqlClient client, int limit) {
        return client.preparedQuery(APPROVED)
                .execute(Tuple.of(limit))
                .map(rows -> SettlementRows.list(rows, row -> row.getString("id")));
    }

    private static final String UNPAID = """
            select id from settlement where status = 'open' and not hold order by period_to, id limit $1::int
            """;

    /** Batches that were opened and are still to be calculated, such as rejected ones. */
    Future<List<String>> open(SqlClient client, int limit) {
        return client.preparedQuery(UNPAID)
                .execute(Tuple.of(limit))
                .map(rows -> SettlementRows.list(rows, row -> row.getString("id")));
    }

    private static Future<Void> one(int rows, Settlement batch) {
        return rows == 1
                ? Future.succeededFuture()
                : Future.failedFuture("the batch " + batch.id() + " was changed by somebody else");
    }
}
