package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;

/** One payment with everything that is known of it. */
final class PaymentDetailStore {
    private static final String PAYMENT = """
            select merchant_id, id, order_no, kind, status, amount, currency, captured, refunded, refund_reserved,
                requested_bank, bank, bank_txn_no, bank_date, accounting_date, subject, result_mode, notify_url,
                return_url, created_at, expires_at, changed_at, paid_at, payable_until, failure_code, failure_message,
                attempts, version, frozen, card_masked, contract_id, batch_id
            from payment where merchant_id = $1::text and id = $2::text
            """;

    Future<List<Map<String, Object>>> payment(SqlClient client, String merchant, String id) {
        return run(client, PAYMENT, merchant, id);
    }

    private static final String ATTEMPTS = """
            select number, bank, channel_id, bank_order_no, status, ordered_at, deadline, bank_txn_no, query_count,
                next_query_at
            from attempt where merchant_id = $1::text and payment_id = $2::text order by number
            """;

    Future<List<Map<String, Object>>> attempts(SqlClient client, String merchant, String id) {
        return run(client, ATTEMPTS, merchant, id);
    }

    private static final String OPERATIONS = """
            select bank_order_no, kind, number, resource_id, bank, channel_id, status, ordered_at, sends, queries,
                next_at, bank_txn_no
            from operation where merchant_id = $1::text and payment_id = $2::text order by ordered_at, bank_order_no
            """;

    Future<List<Map<String, Object>>> operations(SqlClient client, String merchant, String id) {
        return run(client, OPERATIONS, merchant, id);
    }

    private static final String REFUNDS = """
            select id, refund_no, status, amount, currency, reason, source, bank_refund_no, bank_date, created_at,
                failure_code, failure_message
            from refund where merchant_id = $1::text and payment_id = $2::text order by id
            """;

    Future<List<Map<String, Object>>> refunds(SqlClient client, String merchant, String id) {
        return run(client, REFUNDS, merchant, id);
    }

    private static final String RECEIPTS = """
            select bank_ref, bank_order_no, channel_id, amount, currency, bank_date, status
            from extra_receipt where merchant_id = $1::text and payment_id = $2::text order by created_at, bank_ref
            """;

    /** Second receipts, by the bank's reference that a proposal names. */
    Future<List<Map<String, Object>>> receipts(SqlClient client, String merchant, String id) {
        return run(client, RECEIPTS, merchant, id);
    }

    private static final String PAYOUTS = """
            select p.id, p.proposal_id, p.source, p.bank_ref, p.amount, p.currency, p.status, p.created_at,
                a.account_masked, a.bank_reference
            from payout p join payout_attempt a on a.payout_id = p.id and a.attempt = p.attempt
            where p.merchant_id = $1::text and p.payment_id = $2::text order by p.id
            """;

    /** What goes back to the payer by a payout. */
    Future<List<Map<String, Object>>> payouts(SqlClient client, String merchant, String id) {
        return run(client, PAYOUTS, merchant, id);
    }

    private static final String EVIDENCE = """
            select id, received_at, source, kind, detail, amount, currency, bank_txn_no, bank_date, effect, channel_id,
                object, left(sha256, 12) as sha256, octet_length(message) as bytes
            from evidence where merchant_id = $1::text and payment_id = $2::text order by received_at, id limit 200
            """;

    /** What banks said, oldest first; never the message itself, which is sealed. */
    Future<List<Map<String, Object>>> evidence(SqlClient client, String merchant, String id) {
        return run(client, EVIDENCE, merchant, id);
    }

    private static final String TRANSFERS = """
            with mine as (
                select $2::text as id
                union select id from refund where merchant_id = $1::text and payment_id = $2::text
                union select id from hold_act where merchant_id = $1::text and payment_id = $2::text
                union select id from payout where merchant_id = $1::text and payment_id = $2::text
            ), keys as (
                select k.transfer_id, k.book, k.accounting_date from mine
                join transfer_key k on k.event_key >= mine.id || ':' and k.event_key < mine.id || ';'
            )
            select t.id, t.booked_at, t.template, t.kind, t.debit, t.credit, t.amount, t.currency, t.accounting_date,
                t.value_date
            from keys k join every_transfer t on t.accounting_date = k.accounting_date and t.book = k.book
                and t.id = k.transfer_id
            order by t.booked_at, t.id limit 200
            """;

    /** The transfers booked under the keys of the payment, its refunds, payouts and what was done with its hold. */
    Future<List<Map<String, Object>>> transfers(SqlClient client, String merchant, String id) {
        return run(client, TRANSFERS, merchant, id);
    }

    private static final String NOTIFICATIONS = """
            with mine as (
                select $2::text as id
                union select id from refund where merchant_id = $1::text and payment_id = $2::text
                union select id from hold_act where merchant_id = $1::text and payment_id = $2::text
            )
            select n.id, n.type, n.status, n.url, n.attempts, n.created_at, n.next_at, n.delivered_at
            from mine join notification n on n.merchant_id = $1::text and n.resource_id = mine.id
            order by n.created_at, n.id limit 100
            """;

    Future<List<Map<String, Object>>> notifications(SqlClient client, String merchant, String id) {
        return run(client, NOTIFICATIONS, merchant, id);
    }

    private static final String DELIVERIES = """
            with mine as (
                select $2::text as id
                union select id from refund where merchant_id = $1::text and payment_id = $2::text
                union select id from hold_act where merchant_id = $1::text and payment_id = $2::text
            )
            select a.notification_id, a.series, a.number, a.at, a.status, a.ms, left(a.answer, 200) as answer, a.error
            from mine join notification n on n.merchant_id = $1::text and n.resource_id = mine.id
                join notification_attempt a on a.merchant_id = n.merchant_id and a.notification_id = n.id
            order by a.at desc limit 100
            """;

    /** Every try to deliver one of the notifications, the newest first. */
    Future<List<Map<String, Object>>> deliveries(SqlClient client, String merchant, String id) {
        return run(client, DELIVERIES, merchant, id);
    }

    private static final String BREAKS = """
            select id, code, status, amount, bank_date from break
            where payment_id = $2::text and (merchant_id = $1::text or merchant_id is null) order by bank_date, id
            """;

    Future<List<Map<String, Object>>> breaks(SqlClient client, String merchant, String id) {
        return run(client, BREAKS, merchant, id);
    }

    private static Future<List<Map<String, Object>>> run(SqlClient client, String sql, String merchant, String id) {
        return client.preparedQuery(sql).execute(Tuple.of(merchant, id)).map(Rows::maps);
    }
}
