package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The queue: who has messages due, claims by lease, results by epoch, lost leases. All times are the database's. */
final class DeliveryStore {
    /** Jumps from merchant to merchant in the due index: the cost is one probe each, however long their queues are. */
    private static final String DUE_MERCHANTS = """
            with recursive waiting(merchant_id) as (
                (select merchant_id from notification
                 where status = 'pending' and next_at is not null and merchant_id > $1::text
                 order by merchant_id limit 1)
                union all
                select (select n.merchant_id from notification n
                        where n.status = 'pending' and n.next_at is not null and n.merchant_id > w.merchant_id
                        order by n.merchant_id limit 1)
                from waiting w where w.merchant_id is not null
            )
            select w.merchant_id,
                   coalesce((select n.next_at <= clock_timestamp() from notification n
                             where n.merchant_id = w.merchant_id and n.status = 'pending' and n.next_at is not null
                             order by n.next_at limit 1), false) as due
            from waiting w where w.merchant_id is not null limit $2::int
            """;

    Future<List<DueMerchant>> dueMerchants(SqlClient client, String afterMerchantId, int merchantsMax) {
        return client.preparedQuery(DUE_MERCHANTS)
                .mapping(row -> new DueMerchant(row.getString("merchant_id"), row.getBoolean("due")))
                .execute(Tuple.of(afterMerchantId, merchantsMax))
                .map(rows -> rows.stream().toList());
    }

    private static final String CLAIM = """
            with picked as materialized (
                select due.merchant_id, due.id, due.next_at
                from unnest($1::text[], $2::int[]) as quota(merchant_id, messages_max)
                cross join lateral (
                    select n.merchant_id, n.id, n.next_at from notification n
                    where n.merchant_id = quota.merchant_id and n.status = 'pending'
                          and n.next_at <= clock_timestamp()
                    order by n.next_at limit quota.messages_max
                    for update skip locked) due
            ), claimed as (
                update notification n
                set status = 'sending', next_at = null, attempts = n.attempts + 1, lease_owner = $3::text,
                    lease_until = clock_timestamp() + $4::bigint * interval '1 millisecond',
                    lease_epoch = n.lease_epoch + 1
                from picked p
                where n.merchant_id = p.merchant_id and n.id = p.id and n.status = 'pending'
                returning n.merchant_id, n.id, n.url, n.body, n.lease_epoch, n.series, n.attempts,
                    (extract(epoch from clock_timestamp() - p.next_at) * 1000)::bigint as overdue_ms
            ), begun as (
                insert into notification_attempt (merchant_id, notification_id, epoch, series, number, at)
                select merchant_id, id, lease_epoch, series, attempts, clock_timestamp() from claimed
            )
            select c.merchant_id, c.id, c.url, c.body, c.lease_epoch, c.attempts, c.overdue_ms, e.reason
            from claimed c left join endpoint e on e.merchant_id = c.merchant_id and e.url = c.url
            """;

    Future<List<Claim>> claim(SqlClient client, String owner, int leaseMs, List<Quota> quotas) {
        var values = Tuple.tuple()
                .addArrayOfString(quotas.stream().map(Quota::merchantId).toArray(String[]::new))
                .addArrayOfInteger(quotas.stream().map(Quota::messagesMax).toArray(Integer[]::new))
                .addString(owner)
                .addLong((long) leaseMs);
        return client.preparedQuery(CLAIM)
                .mapping(DeliveryStore::claim)
                .execute(values)
                .map(rows -> rows.stream().toList());
    }

    private static Claim claim(Row row) {
        return new Claim(
                row.getString("merchant_id"),
                row.getString("id"),
                row.getString("url"),
                row.getString("body"),
                row.getLong("lease_epoch"),
                row.getInteger("attempts"),
                row.getLong("overdue_ms"),
                row.getString("reason"));
    }

    /**
     * A result counts only while its lease is the row's latest; what was not sent leaves no attempt behind. What found
     * an address closed, but was sent before somebody opened it again, is sent once more.
     */
    private static final String RESULTS = """
            with result as (
                select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::int[],
                                     $7::int[], $8::text[], $9::text[], $10::text[], $11::boolean[])
                    as r(merchant_id, id, epoch, status, delay_ms, http_status, ms, answer, error, customer_url,
                         postponed)
            ), held as materialized (
                select n.merchant_id, n.id, n.url, r.epoch, r.delay_ms, r.http_status, r.ms, r.answer, r.error,
                       r.customer_url, r.postponed,
                       case when r.status = 'suspended' and exists (
                                select from endpoint_opened o join notification_attempt a
                                    on a.merchant_id = n.merchant_id and a.notification_id = n.id and a.epoch = r.epoch
                                where o.merchant_id = n.merchant_id and o.url = n.url and o.opened_at > a.at)
                            then 'pending' else r.status end as status
                from notification n join result r on r.merchant_id = n.merchant_id and r.id = n.id
                where n.status = 'sending' and n.lease_epoch = r.epoch
                order by n.merchant_id, n.id for update of n
            ), written as (
                update notification n
                set status = h.status,
                    next_at = case when h.status = 'pending'
                                   then clock_timestamp() + h.delay_ms * interval '1 millisecond' end,
                    attempts = n.attempts - case when h.postponed then 1 else 0 end,
                    lease_owner = null, lease_until = null,
                    customer_url = coalesce(h.customer_url, n.customer_url),
                    delivered_at = case when h.status = 'delivered' then clock_timestamp() else n.delivered_at end
                from held h
                where n.merchant_id = h.merchant_id and n.id = h.id
            ), ended as (
                update notification_attempt a
                set status = h.http_status, ms = h.ms, answer = h.answer, error = h.error
                from held h
                where a.merchant_id = h.merchant_id and a.notification_id = h.id and a.epoch = h.epoch
                      and not h.postponed
            ), unsent as (
                delete from notification_attempt a using held h
                where a.merchant_id = h.merchant_id and a.notification_id = h.id and a.epoch = h.epoch
                      and h.postponed
            ), disabled as (
                insert into endpoint (merchant_id, url, reason, disabled_at)
                select distinct on (merchant_id, url) merchant_id, url, error, clock_timestamp()
                from held where status = 'suspended' order by merchant_id, url
                on conflict (merchant_id, url) do nothing
            ), alarmed as (
                insert into alarm (id, at, kind, subject, detail)
                select 'alm_' || id || '_' || epoch, clock_timestamp(), 'notification_' || status, id,
                       coalesce(error, 'http status ' || http_status, 'no answer')
                from held where status in ('dead', 'suspended')
                on conflict (id) do nothing
            )
            select id, epoch from held
            """;

    /** The leases whose results counted. */
    Future<Set<Lease>> writeResults(SqlClient client, List<AttemptResult> results) {
        var values = Tuple.tuple()
                .addArrayOfString(texts(results, result -> result.claim().merchantId()))
                .addArrayOfString(texts(results, result -> result.claim().id()))
                .addArrayOfLong(longs(results, result -> result.claim().epoch()))
                .addArrayOfString(texts(results, result -> result.status().word()))
                .addArrayOfLong(longs(results, result -> result.delay().toMillis()))
                .addArrayOfInteger(
                        results.stream().map(AttemptResult::httpStatus).toArray(Integer[]::new))
                .addArrayOfInteger(results.stream().map(AttemptResult::ms).toArray(Integer[]::new))
                .addArrayOfString(results.stream().map(AttemptResult::answer).toArray(String[]::new))
                .addArrayOfString(results.stream().map(AttemptResult::error).toArray(String[]::new))
                .addArrayOfString(
                        results.stream().map(AttemptResult::customerUrl).toArray(String[]::new))
                .addArrayOfBoolean(results.stream()
                        .map(result -> result.event() == NotificationStatus.Event.POSTPONED)
                        .toArray(Boolean[]::new));
        return client.preparedQuery(RESULTS)
                .mapping(row -> new Lease(row.getString("id"), row.getLong("epoch")))
                .execute(values)
                .map(rows -> rows.stream().collect(Collectors.toSet()));
    }

    private static final String WRITTEN = """
            select a.notification_id as id, a.epoch from notification_attempt a
            join unnest($1::text[], $2::text[], $3::bigint[]) as wanted(merchant_id, id, epoch)
              on a.merchant_id = wanted.merchant_id and a.notification_id = wanted.id and a.epoch = wanted.epoch
            where a.ms is not null
            """;

    /** Which of these results are there already; one that left no attempt behind is not found, and harmless twice. */
    Future<Set<Lease>> written(SqlClient client, List<AttemptResult> results) {
        var values = Tuple.tuple()
                .addArrayOfString(texts(results, result -> result.claim().merchantId()))
                .addArrayOfString(texts(results, result -> result.claim().id()))
                .addArrayOfLong(longs(results, result -> result.claim().epoch()));
        return client.preparedQuery(WRITTEN)
                .mapping(row -> new Lease(row.getString("id"), row.getLong("epoch")))
                .execute(values)
                .map(rows -> rows.stream().collect(Collectors.toSet()));
    }

    private static String[] texts(List<AttemptResult> results, Function<AttemptResult, String> field) {
        return results.stream().map(field).toArray(String[]::new);
    }

    private static Long[] longs(List<AttemptResult> results, Function<AttemptResult, Long> field) {
        return results.stream().map(field).toArray(Long[]::new);
    }

    private static final String SWEEP = """
            with lost as (
                select merchant_id, id from notification
                where status = 'sending' and lease_until < clock_timestamp()
                order by lease_until limit $1::int
                for update skip locked
            ), freed as (
                update notification n
                set status = case when n.attempts < $2::int then 'pending' else 'dead' end,
                    next_at = case when n.attempts < $2::int then clock_timestamp() end,
                    lease_owner = null, lease_until = null
                from lost l where n.merchant_id = l.merchant_id and n.id = l.id
                returning n.merchant_id, n.id, n.lease_epoch, n.status
            ), ended as (
                update notification_attempt a set error = 'the sender fell silent'
                from freed f
                where a.merchant_id = f.merchant_id and a.notification_id = f.id and a.epoch = f.lease_epoch
            ), alarmed as (
                insert into alarm (id, at, kind, subject, detail)
                select 'alm_' || id || '_' || lease_epoch, clock_timestamp(), 'notification_dead', id,
                       'the sender fell silent'
                from freed where status = 'dead'
                on conflict (id) do nothing
            )
            select count(*) as freed from freed
            """;

    /** Gives back what silent senders held; a row whose tries are used up is dead. Returns how many. */
    Future<Integer> sweep(SqlClient client, int rowsMax, int attemptsMax) {
        return client.preparedQuery(SWEEP)
                .mapping(row -> row.getInteger("freed"))
                .execute(Tuple.of(rowsMax, attemptsMax))
                .map(rows -> rows.iterator().next());
    }
}
