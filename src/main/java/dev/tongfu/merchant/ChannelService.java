package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;

/** Adds channels and routes merchants to them; every change is on record in its own transaction. */
public final class ChannelService {
    private final Pool pool;
    private final Clock clock;
    private final Changes changes;
    private final ChannelStore store = new ChannelStore();
    private final MerchantStore merchants = new MerchantStore();

    public ChannelService(Pool pool, Clock clock, ChangeRecorder recorder) {
        this.pool = pool;
        this.clock = clock;
        this.changes = new Changes(pool, recorder);
    }

    public Future<List<ChannelListing>> list() {
        return store.list(pool);
    }

    /**
     * A new channel, and the merchants whose payments at its bank go there from now on.
     *
     * <p>Refused: its id or its bank-side number is taken, or there is no such merchant; then nothing is added.
     */
    public Future<Outcome<Channel>> add(Author author, Channel channel, List<String> merchantIds) {
        var detail = new JsonObject()
                .put("bank", channel.bank())
                .put("merchant_no", channel.merchantNo())
                .put("settings", new JsonObject(new TreeMap<>(channel.settings())))
                .put("fees", Names.stored(channel.fees()))
                .put("merchants", new JsonArray(List.copyOf(merchantIds)));
        var change = new ChangeRecorder.Change(author, "channel.add", channel.id(), detail);
        return changes.run(
                change,
                connection -> insert(connection, channel)
                        .compose(inserted -> routeAll(connection, channel.id(), merchantIds))
                        .map(new Outcome.Done<>(channel)));
    }

    /** New payments of a merchant at the channel's bank go there. Refused: no such merchant or channel. */
    public Future<Outcome<String>> route(Author author, String merchantId, String channelId) {
        var change = new ChangeRecorder.Change(
                author, "channel.route", channelId, new JsonObject().put("merchant", merchantId));
        return changes.run(
                change,
                connection ->
                        routeAll(connection, channelId, List.of(merchantId)).map(new Outcome.Done<>(channelId)));
    }

    private Future<Void> insert(SqlConnection connection, Channel channel) {
        return store.insert(connection, channel, clock.instant())
                .compose(added -> required(
                        added,
                        "the channel id " + channel.id() + " is taken, or " + channel.bank() + "'s merchant number "
                                + channel.merchantNo() + " has a channel"));
    }

    private Future<Void> routeAll(SqlConnection connection, String channelId, List<String> merchantIds) {
        Future<Void> all = Future.succeededFuture();
        for (String merchantId : merchantIds) {
            all = all.compose(before -> route(connection, merchantId, channelId));
        }
        return all;
    }

    private Future<Void> route(SqlConnection connection, String merchantId, String channelId) {
        return merchants
                .lock(connection, merchantId)
                .compose(exists -> required(exists, "there is no merchant " + merchantId))
                .compose(locked -> store.route(connection, merchantId, channelId, clock.instant()))
                .compose(routed -> required(routed, "there is no channel " + channelId));
    }

    /** A broken rule rolls everything back and becomes a refusal. */
    private static Future<Void> required(boolean condition, String rule) {
        return condition ? Future.succeededFuture() : Future.failedFuture(new Rules.Broken(rule));
    }
}
