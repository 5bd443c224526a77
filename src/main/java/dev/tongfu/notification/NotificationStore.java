package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the delivery log. */
final class NotificationStore {
    private static final Instant LONG_AGO = Instant.EPOCH;

    private static final String COLUMNS = """
            select n.merchant_id, n.id, n.type, n.resource_id, n.sequence, n.status, n.url, n.created_at, n.next_at,
                   n.delivered_at,
                   n.lease_epoch * 2 + n.series - case when n.status = 'sending' then 1 else 0 end as version
            from notification n
            """;

    private static final String LIST = """
            where (n.created_at, n.id) < ($1::timestamptz, $2::text)
              and n.created_at >= $3::timestamptz and n.created_at < $4::timestamptz
              and ($5::text is null or n.status = $5::text)
              and ($6::text is null or n.type = $6::text)
              and ($7::text is null or n.resource_id = $7::text)
              and %s
            order by n.created_at desc, n.id desc limit $8::int
            """;

    private static final String LIST_OF_ONE = COLUMNS + LIST.formatted("n.merchant_id = $9::text");
    private static final String LIST_OF_ALL = COLUMNS + LIST.formatted("$9::text is null");

    Future<List<NotificationView>> list(
            SqlClient client, NotificationFilter filter, NotificationCursor after, int limit) {
        var values = Tuple.tuple()
                .addOffsetDateTime(at(after.createdAt()))
                .addString(after.id())
                .addOffsetDateTime(at(filter.from() == null ? LONG_AGO : filter.from()))
                .addOffsetDateTime(at(filter.to() == null ? NotificationCursor.START.createdAt() : filter.to()))
                .addString(filter.status() == null ? null : filter.status().word())
                .addString(filter.type())
                .addString(filter.resourceId())
                .addInteger(limit)
                .addString(filter.merchantId());
        return client.preparedQuery(filter.merchantId() == null ? LIST_OF_ALL : LIST_OF_ONE)
                .mapping(NotificationStore::view)
                .execute(values)
                .map(rows -> rows.stream().toList());
    }

    private static final String FIND = COLUMNS + "where n.merchant_id = $1::text and n.id = $2::text";

    Future<Optional<NotificationView>> find(SqlClient client, String merchantId, String id) {
        return client.preparedQuery(FIND)
                .mapping(NotificationStore::view)
                .execute(Tuple.of(merchantId, id))
                .map(rows -> rows.stream().findFirst());
    }

    private static final String ATTEMPTS = """
            select wanted.id as notification_id, a.series, a.number, a.at, a.status, a.ms, a.answer, a.error
            from unnest($1::text[], $2::text[]) as wanted(merchant_id, id)
            cross join lateral (
                select * from notification_attempt t
                where t.merchant_id = wanted.merchant_id and t.notification_id = wanted.id
                order by t.epoch desc limit $3::int) a
            order by wanted.id, a.epoch
            """;

    /** The latest attempts of each, oldest first. */
    Future<Map<String, List<NotificationView.Attempt>>> attempts(
            SqlClient client, List<NotificationView> notifications, int eachMax) {
        var values = Tuple.tuple()
                .addArrayOfString(
                        notifications.stream().map(NotificationView::merchantId).toArray(String[]::new))
                .addArrayOfString(
                        notifications.stream().map(NotificationView::id).toArray(String[]::new))
                .addInteger(eachMax);
        return client.preparedQuery(ATTEMPTS).execute(values).map(rows -> {
            var found = new HashMap<String, List<NotificationView.Attempt>>();
            rows.forEach(row -> found.computeIfAbsent(row.getString("notification_id"), id -> new ArrayList<>())
                    .add(attempt(row)));
            return found;
        });
    }

    private static final String LATEST = """
            select merchant_id, id, type, body, status, customer_url from notification
            where merchant_id = $1::text and resource_id = $2::text order by sequence desc limit 1
            """;

    Future<Optional<PageNotice>> latest(SqlClient client, String merchantId, String resourceId) {
        return client.preparedQuery(LATEST)
                .mapping(NotificationStore::notice)
                .execute(Tuple.of(merchantId, resourceId))
                .map(rows -> rows.stream().findFirst());
    }

    private static final String NOTICE = """
            select merchant_id, id, type, body, status, customer_url from notification
            where merchant_id = $1::text and id = $2::text
            """;

    Future<Optional<PageNotice>> notice(SqlClient client, String merchantId, String id) {
        return client.preparedQuery(NOTICE)
                .mapping(NotificationStore::notice)
                .execute(Tuple.of(merchantId, id))
                .map(rows -> rows.stream().findFirst());
    }

    private static NotificationView view(Row row) {
        return new NotificationView(
                row.getString("merchant_id"),
                row.getString("id"),
                row.getString("type"),
                row.getString("resource_id"),
                row.getLong("sequence"),
                NotificationStatus.ofWord(row.getString("status")),
                row.getString("url"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("next_at")),
                instant(row.getOffsetDateTime("delivered_at")),
                row.getLong("version"),
                List.of());
    }

    private static NotificationView.Attempt attempt(Row row) {
        return new NotificationView.Attempt(
                row.getInteger("series"),
                row.getInteger("number"),
                row.getOffsetDateTime("at").toInstant(),
                row.getInteger("status"),
                row.getInteger("ms"),
                row.getString("answer"),
                row.getString("error"));
    }

    private static PageNotice notice(Row row) {
        return new PageNotice(
                row.getString("merchant_id"),
                row.getString("id"),
                row.getString("type"),
                row.getString("body"),
                NotificationStatus.ofWord(row.getString("status")),
                row.getString("customer_url"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
