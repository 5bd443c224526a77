package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.done;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.db.Database;
import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.reconciliation.PayoutLines;
import dev.tongfu.simulator.payout.SimulatedPayouts;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.sqlclient.Pool;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The simulated bank that pays out, over a real socket, with books of its own. */
final class PayoutBank implements AutoCloseable {
    private final Vertx vertx;
    private final Pool books;
    private final HttpServer server;
    private final String url;

    PayoutBank(Vertx vertx, DatabaseConfig simulator, Clock clock) {
        this.vertx = vertx;
        books = new Database(simulator).pool(vertx);
        var router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        new SimulatedPayouts(books, clock).mount(router);
        server = done(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        url = "http://127.0.0.1:" + server.actualPort();
    }

    /** @param road by files or direct, to this bank */
    PayoutConfig config(String road) {
        return new PayoutConfig(
                "payout-1", "payout", road, url + "/payouts", 1_000, 3_000, 4_096, List.of(5, 60), 10, 100, 3, 24);
    }

    Payouts road(PayoutConfig config) {
        return config.road().equals(Payouts.DIRECT) ? new DirectPayouts(vertx, config) : PayoutFile.road();
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
        var client = vertx.createHttpClient();
        return done(client.request(options)
                .compose(request -> request.send(body.toBuffer()))
                .compose(response -> response.body())
                .eventually(client::close));
    }

    /** What its statement of a date says, as a run would hand it on. */
    List<PayoutLines.Seen> statement(LocalDate date) throws Exception {
        var content = call(HttpMethod.GET, "/payouts/statement?date=" + date, new JsonObject());
        var lines = new ArrayList<PayoutLines.Seen>();
        new PayoutCsv().read(new ByteArrayInputStream(content.getBytes()), new StatementFormat.Sink() {
            @Override
            public void line(StatementLine line) {
                lines.add(new PayoutLines.Seen(
                        "lin_" + line.bankRef(),
                        requireNonNull(line.ourRef()),
                        line.kind() == StatementLine.Kind.PAYOUT_RETURN,
                        line.amount(),
                        requireNonNull(line.namedDate())));
            }

            @Override
            public void bad(int number, String reason, String raw) {
                throw new AssertionError(reason + ": " + raw);
            }
        });
        return lines;
    }

    /** From now on nobody listens. */
    void stop() {
        done(server.close());
    }

    @Override
    public void close() {
        stop();
        done(books.close());
    }
}
