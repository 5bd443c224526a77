package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads transfers page by page, and holds what all statements over transfers share: how a row is fingerprinted and
 * what it does to balances. Posting, sealing and verification use the same text, so they cannot disagree about it.
 */
final class TransferStore {
    /** SHA-256 over all columns of {@code t}; independent of the session's time zone and date style. */
    static final String FINGERPRINT = """
            sha256(convert_to(concat_ws('|', t.id, t.event_key, t.template, t.kind, t.debit, t.credit, t.amount,
              t.currency, coalesce(t.pending_id, '-'), coalesce(t.pending_amount, 0), t.source_id, t.book,
              t.accounting_date - date '2000-01-01', t.value_date - date '2000-01-01',
              (extract(epoch from t.booked_at) * 1000000)::bigint), 'UTF8'))""";

    private static final String SIDES = """
            select debit as account, currency,
                   case when kind in ('posted', 'post') then amount else 0 end as debits_posted,
                   0::bigint as credits_posted,
                   case kind when 'pending' then amount when 'posted' then 0 else -pending_amount end
                     as debits_pending,
                   0::bigint as credits_pending
            from %1$s
            union all
            select credit, currency,
                   0,
                   case when kind in ('posted', 'post') then amount else 0 end,
                   0,
                   case kind when 'pending' then amount when 'posted' then 0 else -pending_amount end
            from %1$s
            """;

    private static final String SUMS = """
            select account, sum(debits_posted)::bigint as debits_posted, sum(credits_posted)::bigint as credits_posted,
                   sum(debits_pending)::bigint as debits_pending, sum(credits_pending)::bigint as credits_pending
            from (%s) sides
            group by account
            """;

    /** The fields are text, written the same way on every server: they are what a seal is computed over. */
    private static final String PAGE = """
            select t.id,
                   array[t.id, t.event_key, t.template, t.kind, t.debit, t.credit, t.amount::text, t.currency,
                         t.pending_id, t.pending_amount::text, t.source_id, t.book,
                         to_char(t.accounting_date, 'YYYY-MM-DD'), to_char(t.value_date, 'YYYY-MM-DD'),
                         (extract(epoch from t.booked_at) * 1000000)::bigint::text] as fields,
                   k.event_key is not null as keyed,
                   coalesce(k.transfer_id = t.id, false) as same_id,
                   coalesce(k.fingerprint = %s, false) as unchanged
            from every_transfer t left join transfer_key k on k.event_key = t.event_key
            where t.accounting_date = $1::date and t.book = $2::text and t.id > $3::text
            order by t.id
            limit $4::integer
            """.formatted(FINGERPRINT);

    private static final String KEY_PAGE = """
            select k.event_key, k.transfer_id, t.id is not null as booked
            from (select * from transfer_key where event_key > $1::text order by event_key limit $2::integer) k
            left join every_transfer t
              on t.accounting_date = k.accounting_date and t.book = k.book and t.id = k.transfer_id
            order by k.event_key
            """;

    /** Two rows per transfer of {@code source}: what it does to its debit account and to its credit account. */
    static String sides(String source) {
        return SIDES.formatted(source);
    }

    /** One row per account: what the transfers of {@code source} do to it. */
    static String sums(String source) {
        return SUMS.formatted(sides(source));
    }

    /** The next transfers of a day after {@code afterId}, in order of id. */
    Future<List<BookedRow>> page(SqlClient client, BookDate day, String afterId, int rowsMax) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(day.date(), day.book(), afterId, rowsMax))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(TransferStore::booked)
                        .toList());
    }

    /** The next event keys after {@code afterKey}, and whether their transfers are there. */
    Future<List<KeyRow>> keyPage(SqlClient client, String afterKey, int rowsMax) {
        return client.preparedQuery(KEY_PAGE)
                .execute(Tuple.of(afterKey, rowsMax))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new KeyRow(
                                row.getString("event_key"), row.getString("transfer_id"), row.getBoolean("booked")))
                        .toList());
    }

    private static BookedRow booked(Row row) {
        return new BookedRow(
                row.getString("id"),
                Arrays.asList(row.getArrayOfStrings("fields")),
                row.getBoolean("keyed"),
                row.getBoolean("same_id"),
                row.getBoolean("unchanged"));
    }

    /**
     * A transfer as its row is now.
     *
     * @param keyed its event key is known
     * @param sameId that key names this transfer
     * @param unchanged its columns have the fingerprint they were written with
     */
    record BookedRow(String id, List<@Nullable String> fields, boolean keyed, boolean sameId, boolean unchanged) {
        boolean genuine() {
            return keyed && sameId && unchanged;
        }
    }

    record KeyRow(String eventKey, String transferId, boolean booked) {}
}
