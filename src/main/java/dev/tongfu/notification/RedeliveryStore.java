package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Begins new series of tries: the same webhook-id and body, attempts counted anew.
 *
 * <p>A message that had no address takes the merchant's present one. Whoever may say so re-enables the address.
 */
final class RedeliveryStore {
    /** The end of statements that name their addresses {@code again}: those that were closed are open from now on. */
    private static final String OPENED = """
            ), enabled as (
                delete from endpoint e using (select distinct merchant_id, url from again) a
                where e.merchant_id = a.merchant_id and e.url = a.url
                returning e.merchant_id, e.url
            ), opened as (
                insert into endpoint_opened (merchant_id, url, opened_at)
                select merchant_id, url, clock_timestamp() from enabled
                on conflict (merchant_id, url) do update set opened_at = excluded.opened_at
            )
            """;

    private static final String REDELIVER = """
            with again as (
                update notification
                set status = 'pending', next_at = clock_timestamp(), series = series + 1, attempts = 0,
                    url = coalesce(url, $3::text)
                where merchant_id = $1::text and id = $2::text
                      and (status in ('dead', 'suspended', 'delivered') or (status = 'pending' and url is null))
                      and created_at > clock_timestamp() - $4::int * interval '1 day'
                      and coalesce(url, $3::text) is not null
                returning merchant_id, id, url
            """ + OPENED + "select id from again";

    /** False: it is not there or not in a state to be sent again; {@link #reason} tells which. */
    Future<Boolean> redeliver(
            SqlClient client, String merchantId, String id, @Nullable String defaultUrl, int daysMax) {
        return client.preparedQuery(REDELIVER)
                .execute(Tuple.of(merchantId, id, defaultUrl, daysMax))
                .map(rows -> rows.size() > 0);
    }

    private static final String RESEND = """
            update notification n
            set status = 'pending', next_at = clock_timestamp(), series = series + 1, attempts = 0,
                url = coalesce(url, $3::text)
            where merchant_id = $1::text and id = $2::text and status <> 'sending'
                  and created_at > clock_timestamp() - $4::int * interval '1 day'
                  and coalesce(url, $3::text) is not null
                  and not exists (
                      select 1 from notification_attempt a
                      where a.merchant_id = n.merchant_id and a.notification_id = n.id
                            and a.at > clock_timestamp() - $5::bigint * interval '1 millisecond')
            returning id
            """;

    /** For the payer's button: also brings forward what waits, never sooner than the gap, never re-enables. */
    Future<Boolean> resend(SqlClient client, PageNotice notice, @Nullable String defaultUrl, int daysMax, long gapMs) {
        return client.preparedQuery(RESEND)
                .execute(Tuple.of(notice.merchantId(), notice.id(), defaultUrl, daysMax, gapMs))
                .map(rows -> rows.size() > 0);
    }

    private static final String REASON = """
            select created_at <= clock_timestamp() - $4::int * interval '1 day' as too_old,
                   coalesce(url, $3::text) is null as no_address
            from notification where merchant_id = $1::text and id = $2::text
            """;

    /** Why it was not sent again; {@code otherwise} when neither its age nor its address is the reason. */
    Future<Redelivery> reason(
            SqlClient client, NotificationKey key, @Nullable String defaultUrl, int daysMax, Redelivery otherwise) {
        return client.preparedQuery(REASON)
                .execute(Tuple.of(key.merchantId(), key.id(), defaultUrl, daysMax))
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> reason(row, otherwise))
                        .orElse(Redelivery.NOT_FOUND));
    }

    /** One notification of one merchant. */
    record NotificationKey(String merchantId, String id) {}

    private static Redelivery reason(Row row, Redelivery otherwise) {
        if (row.getBoolean("too_old")) {
            return Redelivery.TOO_OLD;
        }
        return row.getBoolean("no_address") ? Redelivery.NO_ADDRESS : otherwise;
    }

    private static final String REPLAY = """
            with chosen as materialized (
                select merchant_id, id from notification
                where merchant_id = $1::text
                      and created_at >= $2::timestamptz and created_at < $3::timestamptz
                      and created_at > clock_timestamp() - $4::int * interval '1 day'
                      and (cardinality($5::text[]) = 0 or type = any($5::text[]))
                      and (status in ('dead', 'suspended', 'delivered') or (status = 'pending' and url is null))
                      and coalesce(url, $6::text) is not null
                order by created_at, id limit $7::int for update
            ), again as (
                update notification n
                set status = 'pending', next_at = clock_timestamp(), series = series + 1, attempts = 0,
                    url = coalesce(url, $6::text)
                from chosen c where n.merchant_id = c.merchant_id and n.id = c.id
                returning n.merchant_id, n.url
            """ + OPENED + "select count(*) as again from again";

    Future<Integer> replay(
            SqlClient client,
            String merchantId,
            ReplayWindow window,
            @Nullable String defaultUrl,
            int daysMax,
            int rowsMax) {
        var values = Tuple.tuple()
                .addString(merchantId)
                .addOffsetDateTime(window.from().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(window.to().atOffset(ZoneOffset.UTC))
                .addInteger(daysMax)
                .addArrayOfString(window.types().toArray(String[]::new))
                .addString(defaultUrl)
                .addInteger(rowsMax);
        return client.preparedQuery(REPLAY)
                .mapping(row -> row.getInteger("again"))
                .execute(values)
                .map(rows -> rows.iterator().next());
    }

    private static final String ENABLE = """
            with again as (
                select $1::text as merchant_id, $2::text as url
            """ + OPENED + "select count(*) from again";

    Future<Void> enable(SqlClient client, String merchantId, String url) {
        return client.preparedQuery(ENABLE).execute(Tuple.of(merchantId, url)).mapEmpty();
    }
}
