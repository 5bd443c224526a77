package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Channels and who uses them. */
final class ChannelStore {
    private static final String INSERT = """
            insert into channel (id, bank, merchant_no, settings, enabled, fees, created_at)
            values ($1::text, $2::text, $3::text, $4::jsonb, $5::boolean, $6::text, $7::timestamptz)
            on conflict do nothing
            """;

    /** False: the id is taken, or the bank's merchant number has a channel. */
    Future<Boolean> insert(SqlConnection connection, Channel channel, Instant now) {
        var settings = new JsonObject(Map.copyOf(channel.settings()));
        var values = Tuple.tuple()
                .addString(channel.id())
                .addString(channel.bank())
                .addString(channel.merchantNo())
                .addJsonObject(settings)
                .addBoolean(channel.enabled())
                .addString(Names.stored(channel.fees()))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(INSERT).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static final String LEAVE = """
            update merchant_channel set preferred = false
            where merchant_id = $1::text and preferred and channel_id <> $2::text
                and bank = (select bank from channel where id = $2::text)
            """;

    private static final String ROUTE = """
            insert into merchant_channel (merchant_id, channel_id, bank, preferred, created_at)
            select $1::text, id, bank, true, $3::timestamptz from channel where id = $2::text
            on conflict (merchant_id, channel_id) do update set preferred = true
            """;

    /** New payments of the merchant at the channel's bank go there from now on. False: there is no such channel. */
    Future<Boolean> route(SqlConnection connection, String merchantId, String channelId, Instant now) {
        return connection
                .preparedQuery(LEAVE)
                .execute(Tuple.of(merchantId, channelId))
                .compose(left -> connection
                        .preparedQuery(ROUTE)
                        .execute(Tuple.of(merchantId, channelId, now.atOffset(ZoneOffset.UTC))))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String LIST = """
            select id, bank, merchant_no, settings, enabled, fees,
                array(select merchant_id from merchant_channel m
                      where m.channel_id = c.id and preferred order by merchant_id) as merchants
            from channel c
            order by bank, id
            """;

    Future<List<ChannelListing>> list(SqlClient client) {
        return client.preparedQuery(LIST)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ChannelStore::listing)
                        .toList());
    }

    private static ChannelListing listing(Row row) {
        return new ChannelListing(DirectoryStore.channel(row), Arrays.asList(row.getArrayOfStrings("merchants")));
    }
}
