package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Accounts, days and transfers of the ledger, for pages and for the admin API. */
final class LedgerViewStore {
    private static final String ACCOUNTS = """
            select a.id, a.code, a.key, a.currency, bool_and(b.debit_normal) as debit_normal,
                sum(b.debits_posted)::bigint as debits_posted, sum(b.credits_posted)::bigint as credits_posted,
                sum(b.debits_pending)::bigint as debits_pending, sum(b.credits_pending)::bigint as credits_pending,
                (case when bool_and(b.debit_normal) then sum(b.debits_posted) - sum(b.credits_posted)
                    else sum(b.credits_posted) - sum(b.debits_posted) end)::bigint as balance
            from account a join balance b on b.account = a.id
            where a.id > $1::text and ($2::int = 0 or a.code = $2::int) and ($3::text = '' or a.key = $3::text
                or a.id = $3::text)
            group by a.id
            having not $4::boolean or sum(b.debits_posted) <> sum(b.credits_posted)
                or sum(b.debits_pending) <> 0 or sum(b.credits_pending) <> 0
            order by a.id limit $5::int
            """;

    /**
     * Which accounts.
     *
     * @param after the last id of the page before, or empty
     * @param code 0: any
     * @param key a merchant, channel or whole account id; empty: any
     * @param movingOnly leaves out those at zero with nothing pending
     */
    record Accounts(String after, int code, String key, boolean movingOnly, int limit) {
        private Tuple values() {
            return Tuple.of(after, code, key, movingOnly, limit);
        }
    }

    Future<List<Map<String, Object>>> accounts(SqlClient client, Accounts wanted) {
        return client.preparedQuery(ACCOUNTS).execute(wanted.values()).map(Rows::maps);
    }

    Future<List<JsonObject>> accountsJson(SqlClient client, Accounts wanted) {
        return client.preparedQuery(ACCOUNTS).execute(wanted.values()).map(Rows::json);
    }

    private static final String DAYS = """
            select book, date, status, opened_at, closing_at, closed_at, sealed_at, transfer_count,
                encode(seal, 'hex') as seal
            from accounting_day
            where ($1::text = '' or book = $1::text) and (date, book) < ($2::text::date, $3::text)
            order by date desc, book desc limit $4::int
            """;

    /** @param beforeDate the place after which to go on, as {@code YYYY-MM-DD}, or {@code infinity} */
    Future<List<Map<String, Object>>> days(
            SqlClient client, String book, String beforeDate, String beforeBook, int limit) {
        return client.preparedQuery(DAYS)
                .execute(Tuple.of(book, beforeDate, beforeBook, limit))
                .map(Rows::maps);
    }

    Future<List<JsonObject>> daysJson(SqlClient client, String book, String beforeDate, String beforeBook, int limit) {
        return client.preparedQuery(DAYS)
                .execute(Tuple.of(book, beforeDate, beforeBook, limit))
                .map(Rows::json);
    }

    private static final String TRANSFERS = """
            select t.id, t.event_key, t.template, t.kind, t.debit, t.credit, t.amount, t.currency, t.book,
                t.accounting_date, t.value_date, t.booked_at, t.source_id
            from every_transfer t
            where t.accounting_date = $1::date and t.id < $2::text
                and ($3::text = '' or t.debit = $3::text or t.credit = $3::text)
                and ($4::text = '' or t.book = $4::text)
            order by t.id desc limit $5::int
            """;

    /**
     * Which transfers of one accounting date, newest first.
     *
     * @param before the last id of the page before, or {@code ~}
     * @param account empty: any
     */
    record Transfers(LocalDate date, String before, String account, String book, int limit) {
        private Tuple values() {
            return Tuple.of(date, before, account, book, limit);
        }
    }

    Future<List<Map<String, Object>>> transfers(SqlClient client, Transfers wanted) {
        return client.preparedQuery(TRANSFERS).execute(wanted.values()).map(Rows::maps);
    }

    Future<List<JsonObject>> transfersJson(SqlClient client, Transfers wanted) {
        return client.preparedQuery(TRANSFERS).execute(wanted.values()).map(Rows::json);
    }
}
