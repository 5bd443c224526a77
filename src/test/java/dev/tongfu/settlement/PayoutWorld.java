package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.ABC;
import static dev.tongfu.settlement.SettlementWorld.CONFIG;
import static dev.tongfu.settlement.SettlementWorld.MERCHANT;
import static dev.tongfu.settlement.SettlementWorld.MONDAY;
import static dev.tongfu.settlement.SettlementWorld.done;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.db.Database;
import dev.tongfu.simulator.payout.SimulatedPayouts;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.sqlclient.Pool;
import java.util.List;

/** Payouts over a real socket to the simulated bank that pays out, with books of its own. */
final class PayoutWorld implements AutoCloseable {
    final SettlementWorld base = new SettlementWorld();
    private final Pool bank = new Database(base.database.simulatorConfig()).pool(base.vertx);
    private final HttpServer server;
    final String url;
    final PayoutConfig config;
    final PayoutResults results;
    final PayoutService payouts;
    final PayoutDesk desk;

    PayoutWorld(String road) {
        var router = Router.router(base.vertx);
        router.route().handler(BodyHandler.create(false));
        new SimulatedPayouts(bank, base.clock).mount(router);
        server = done(base.vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        url = "http://127.0.0.1:" + server.actualPort();
        config = new PayoutConfig(
                "payout-1", "payout", road, url + "/payouts", 1_000, 3_000, 4_096, List.of(5, 60), 10, 100, 24);
        results = new PayoutResults(base.pool, base.ledger, base.merchants, CONFIG, config, base.ids, base.clock);
        payouts = node();
        desk = new PayoutDesk(base.pool, base.ledger, base.accounts, results, CONFIG, config, base.ids, base.clock);
    }

    /** Another node over the same rows. */
    PayoutService node() {
        Payouts way = config.road().equals(Payouts.DIRECT) ? new DirectPayouts(base.vertx, config) : PayoutFile.road();
        return new PayoutService(
                base.pool, base.ledger, base.accounts, way, results, CONFIG, config, base.ids, base.clock);
    }

    /** A batch of that much whose payout was made, and sent where the road is direct. */
    Payout paying(long minor) {
        var batch = approved(minor);
        return done(payouts.payFor(batch.id())).orElseThrow();
    }

    Settlement approved(long minor) {
        base.payoutAccount(MERCHANT);
        base.paid(MERCHANT, ABC, MONDAY, minor);
        base.finish(MONDAY);
        return base.approved(base.settled(MONDAY));
    }

    Payout now(Payout payout) {
        return done(payouts.find(payout.id())).orElseThrow();
    }

    Settlement batch(Payout payout) {
        return base.now(requireNonNull(payout.settlementId()));
    }

    void fault(String word, int times) {
        call(
                HttpMethod.PUT,
                "/control/payout-faults",
                new JsonObject().put("fault", word).put("times", times));
    }

    @CanIgnoreReturnValue
    Buffer call(HttpMethod method, String path, JsonObject body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url + path)
                .putHeader("Content-Type", "application/json");
        var client = base.vertx.createHttpClient();
        return done(client.request(options)
                .compose(request -> request.send(body.toBuffer()))
                .compose(response -> response.body())
                .eventually(client::close));
    }

    List<String> told() {
        return base.rows("select type || ' ' || sequence from notification order by sequence");
    }

    @Override
    public void close() {
        done(server.close());
        done(bank.close());
        base.close();
    }
}
