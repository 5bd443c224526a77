package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** Merchants and their keys, written. */
final class MerchantStore {
    private static final String LOCK = "select id from merchant where id = $1::text for update";

    /** False: there is none. */
    Future<Boolean> lock(SqlConnection connection, String merchantId) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(merchantId)).map(rows -> rows.size() == 1);
    }

    private static final String INSERT = """
            with made as (
                insert into merchant (id, name, created_at) values ($1::text, $2::text, $3::timestamptz)
                on conflict do nothing
                returning id
            ), policy as (
                insert into merchant_policy (merchant_id, late_money, pending_floor, settlement_mode, settlement_days,
                    requests_per_second)
                select id, $4::text, $5::bigint, $6::text, $7::int, $8::int from made
            ), endpoint as (
                insert into webhook_endpoint (merchant_id, url) select id, null from made
            )
            select id from made
            """;

    /** False: the id is taken. */
    Future<Boolean> insert(SqlConnection connection, Merchant merchant) {
        var policy = merchant.policy();
        var values = Tuple.tuple()
                .addString(merchant.id())
                .addString(merchant.name())
                .addOffsetDateTime(merchant.createdAt().atOffset(ZoneOffset.UTC))
                .addString(Names.stored(policy.lateMoney()))
                .addLong(policy.pendingFloor())
                .addString(Names.stored(policy.settlementMode()))
                .addInteger(policy.settlementDays())
                .addInteger(policy.requestsPerSecond());
        return connection.preparedQuery(INSERT).execute(values).map(rows -> rows.size() == 1);
    }

    private static final String INSERT_KEY = """
            insert into merchant_key (key_id, merchant_id, algorithm, public_key, created_at)
            values ($1::text, $2::text, $3::text, $4::bytea, $5::timestamptz)
            on conflict do nothing
            """;

    /** False: the key id is taken, or the merchant had the same key before. */
    Future<Boolean> insertKey(SqlConnection connection, DirectoryRows.Key key, Instant now) {
        var values = Tuple.of(
                key.keyId(),
                key.merchantId(),
                key.algorithm(),
                Buffer.buffer(key.publicKey().getBytes()),
                now.atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(INSERT_KEY).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static final String REVOKE_KEY = """
            update merchant_key set revoked_at = greatest($2::timestamptz, created_at)
            where key_id = $1::text and revoked_at is null
            """;

    /** False: there is no such key, or it was revoked before. */
    Future<Boolean> revokeKey(SqlConnection connection, String keyId, Instant now) {
        return connection
                .preparedQuery(REVOKE_KEY)
                .execute(Tuple.of(keyId, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String LIST = """
            select m.id, m.name, m.status, m.created_at, p.late_money, p.pending_floor, p.settlement_mode,
                p.settlement_days, p.requests_per_second, p.settlement_minimum, p.reserve_ppm, p.reserve_days,
                p.settlement_hold, w.url, w.schemes,
                array(select key_id from merchant_key k
                      where k.merchant_id = m.id and revoked_at is null order by key_id) as keys,
                array(select channel_id from merchant_channel c
                      where c.merchant_id = m.id and preferred order by bank) as channels
            from merchant m
            join merchant_policy p on p.merchant_id = m.id
            join webhook_endpoint w on w.merchant_id = m.id
            order by m.id
            """;

    Future<List<MerchantListing>> list(SqlClient client) {
        return client.preparedQuery(LIST)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MerchantStore::listing)
                        .toList());
    }

    private static MerchantListing listing(Row row) {
        return new MerchantListing(
                DirectoryStore.merchant(row),
                Arrays.asList(row.getArrayOfStrings("keys")),
                Arrays.asList(row.getArrayOfStrings("channels")));
    }
}
