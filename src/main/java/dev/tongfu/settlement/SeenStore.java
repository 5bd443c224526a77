package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementRows.utc;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;

/** What statements of the paying account showed of payouts, and what is missing where one was paid twice. */
final class SeenStore {
    private static final String SEEN = """
            update payout_attempt set seen_line = coalesce(seen_line, $2::text)
            where bank_reference = $1::text and coalesce(seen_line, $2::text) = $2::text
            """;

    private static final String RETURN_SEEN = """
            update payout_attempt set return_line = coalesce(return_line, $2::text)
            where bank_reference = $1::text and coalesce(return_line, $2::text) = $2::text
            """;

    /** False: another line showed it before. */
    Future<Boolean> seen(SqlClient client, String reference, String lineId, boolean returned) {
        return client.preparedQuery(returned ? RETURN_SEEN : SEEN)
                .execute(Tuple.of(reference, lineId))
                .map(rows -> rows.rowCount() == 1);
    }

    /** A payout that was made twice: the shortage it leaves is a break, to be resolved by two operators. */
    private static final String TWICE = """
            insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency, side,
                suspense, our_ref, merchant_id, resource_id, rule, evidence, opened_at, changed_at)
            values ($1::text, $2::text, $3::text, $4::date, $5::text, 'duplicate', 'open', 'out', $6::bigint, $7::text,
                'shortage', $6::bigint, $8::text, $9::text, $5::text, 'payout_twice', '{}'::json, $10::timestamptz,
                $10::timestamptz)
            on conflict do nothing
            """;

    Future<Void> twice(SqlConnection transaction, Payout payout, LocalDate date, Instant now) {
        var values = Tuple.tuple()
                .addString("brk_" + payout.attempt().reference().substring(0, 24)
                        + payout.attempt().reference().substring(26))
                .addString(payout.channel().id())
                .addString(payout.channel().book())
                .addLocalDate(date)
                .addString(payout.id())
                .addLong(payout.amount().minor())
                .addString(payout.amount().currency().name())
                .addString(payout.attempt().reference())
                .addString(payout.merchantId())
                .addOffsetDateTime(utc(now));
        return transaction.preparedQuery(TWICE).execute(values).mapEmpty();
    }

    private static final String ALARM = """
            insert into alarm (id, at, kind, subject, detail)
            values ($1::text, $2::timestamptz, $3::text, $4::text, $5::text) on conflict do nothing
            """;

    /** What a person must look at. */
    Future<Void> alarm(SqlClient client, String id, String kind, String subject, String detail, Instant now) {
        return client.preparedQuery(ALARM)
                .execute(Tuple.of(id, utc(now), kind, subject, detail))
                .mapEmpty();
    }
}
