package dev.tongfu.merchant;

import dev.tongfu.money.CurrencyCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads everything the directory holds. */
final class DirectoryStore {
    private static final String ONE_MOMENT = "set transaction isolation level repeatable read read only";

    /** All of it as it was at one moment. */
    Future<DirectoryRows> read(Pool pool) {
        return pool.withTransaction(
                connection -> connection.query(ONE_MOMENT).execute().compose(set -> read(connection)));
    }

    private static Future<DirectoryRows> read(SqlConnection connection) {
        var merchants = list(connection, MERCHANTS, DirectoryStore::merchant);
        var keys = list(connection, KEYS, DirectoryStore::key);
        var secrets = list(connection, SECRETS, DirectoryStore::secret);
        var channels = list(connection, CHANNELS, DirectoryStore::channel);
        var routes = list(connection, ROUTES, DirectoryStore::route);
        var plans = list(connection, FEE_PLANS, DirectoryStore::feePlan);
        return Future.all(List.of(merchants, keys, secrets, channels, routes, plans))
                .map(all -> new DirectoryRows(
                        merchants.result(),
                        keys.result(),
                        secrets.result(),
                        channels.result(),
                        routes.result(),
                        plans.result()));
    }

    private static final String MERCHANTS = """
            select m.id, m.name, m.status, m.created_at, p.late_money, p.pending_floor, p.settlement_mode,
                p.settlement_days, p.requests_per_second, p.settlement_minimum, p.reserve_ppm, p.reserve_days,
                p.settlement_hold, w.url, w.schemes
            from merchant m
            join merchant_policy p on p.merchant_id = m.id
            join webhook_endpoint w on w.merchant_id = m.id
            order by m.id
            """;

    static Merchant merchant(Row row) {
        var schemes = Arrays.stream(row.getArrayOfStrings("schemes"))
                .map(scheme -> WebhookScheme.valueOf(Names.constant(scheme)))
                .collect(Collectors.toSet());
        return new Merchant(
                row.getString("id"),
                row.getString("name"),
                Merchant.Status.valueOf(Names.constant(row.getString("status"))),
                row.getOffsetDateTime("created_at").toInstant(),
                policy(row),
                new Webhook(row.getString("url"), schemes));
    }

    static MerchantPolicy policy(Row row) {
        return new MerchantPolicy(
                MerchantPolicy.LateMoney.valueOf(Names.constant(row.getString("late_money"))),
                row.getLong("pending_floor"),
                MerchantPolicy.SettlementMode.valueOf(Names.constant(row.getString("settlement_mode"))),
                row.getInteger("settlement_days"),
                row.getInteger("requests_per_second"),
                new MerchantPolicy.Settlement(
                        row.getLong("settlement_minimum"),
                        row.getInteger("reserve_ppm"),
                        row.getInteger("reserve_days"),
                        row.getBoolean("settlement_hold")));
    }

    private static final String KEYS =
            "select key_id, merchant_id, algorithm, public_key from merchant_key where revoked_at is null";

    private static DirectoryRows.Key key(Row row) {
        return new DirectoryRows.Key(
                row.getString("key_id"),
                row.getString("merchant_id"),
                row.getString("algorithm"),
                row.getBuffer("public_key"));
    }

    private static final String SECRETS = """
            select merchant_id, version, sealed, expires_at from webhook_secret
            where expires_at is null or expires_at > now()
            order by merchant_id, version desc
            """;

    private static DirectoryRows.Secret secret(Row row) {
        return new DirectoryRows.Secret(
                row.getString("merchant_id"),
                row.getInteger("version"),
                row.getString("sealed"),
                instant(row.getOffsetDateTime("expires_at")));
    }

    private static final String CHANNELS =
            "select id, bank, merchant_no, settings, enabled, fees from channel order by bank, id";

    static Channel channel(Row row) {
        Map<String, String> settings = row.getJsonObject("settings").stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        return new Channel(
                row.getString("id"),
                row.getString("bank"),
                row.getString("merchant_no"),
                settings,
                row.getBoolean("enabled"),
                Channel.Fees.valueOf(Names.constant(row.getString("fees"))));
    }

    private static final String ROUTES =
            "select merchant_id, channel_id from merchant_channel where preferred order by merchant_id, bank";

    private static DirectoryRows.Route route(Row row) {
        return new DirectoryRows.Route(row.getString("merchant_id"), row.getString("channel_id"));
    }

    private static final String FEE_PLANS = """
            select merchant_id, bank, kind, version, currency, fixed, rate_ppm, minimum, maximum, given_back, valid_from
            from fee_plan
            """;

    private static FeePlan feePlan(Row row) {
        return new FeePlan(
                row.getString("merchant_id"),
                row.getString("bank"),
                FeePlan.Kind.valueOf(Names.constant(row.getString("kind"))),
                row.getInteger("version"),
                CurrencyCode.valueOf(row.getString("currency")),
                row.getLong("fixed"),
                row.getInteger("rate_ppm"),
                row.getLong("minimum"),
                row.getLong("maximum"),
                FeePlan.GivenBack.valueOf(Names.constant(row.getString("given_back"))),
                row.getOffsetDateTime("valid_from").toInstant());
    }

    private static <T> Future<List<T>> list(SqlConnection connection, String sql, Function<Row, T> mapping) {
        return connection
                .preparedQuery(sql)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(mapping)
                        .toList());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
