package dev.tongfu.simulator;

import dev.tongfu.simulator.frame.PublicAddress;
import dev.tongfu.simulator.frame.SimulatedBank;
import dev.tongfu.simulator.payout.SimulatedPayouts;
import dev.tongfu.simulator.shop.DemoShop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.DateTimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one HTTP server of the simulated world: the banks, their controls and the shop. Deployed once. */
final class SimulatorServer extends VerticleBase {
    private static final Logger LOGGER = LoggerFactory.getLogger(SimulatorServer.class);
    private static final int IDLE_SECONDS = 75;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final SimulatorConfig config;
    private final List<SimulatedBank> banks;
    private final ControlRoutes control;
    private final SimulatedPayouts payouts;
    private final DemoShop shop;
    private final PublicAddress address;

    SimulatorServer(
            SimulatorConfig config,
            List<SimulatedBank> banks,
            ControlRoutes control,
            SimulatedPayouts payouts,
            DemoShop shop,
            PublicAddress address) {
        this.config = config;
        this.banks = List.copyOf(banks);
        this.control = control;
        this.payouts = payouts;
        this.shop = shop;
        this.address = address;
    }

    @Override
    public Future<?> start() {
        var options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setHttp2ClearTextEnabled(false)
                .setMaxFormAttributeSize(config.bodyBytesMax())
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return vertx.createHttpServer(options).requestHandler(router()).listen().onSuccess(server -> {
            address.listening(config.host(), server.actualPort());
            LOGGER.atInfo().addKeyValue("url", address.url()).log("simulated world listens");
        });
    }

    private Router router() {
        var router = Router.router(vertx);
        router.route()
                .handler(BodyHandler.create(false)
                        .setBodyLimit(config.bodyBytesMax())
                        .setMergeFormAttributes(false));
        banks.forEach(bank -> bank.mount(router));
        control.mount(router);
        payouts.mount(router);
        shop.mount(router);
        router.route().failureHandler(SimulatorServer::failed);
        return router;
    }

    private static void failed(RoutingContext context) {
        var cause = context.failure();
        boolean badRequest = cause instanceof IllegalArgumentException
                || cause instanceof DecodeException
                || cause instanceof DateTimeException
                || cause instanceof ClassCastException;
        int status = badRequest ? BAD_REQUEST : context.statusCode() > 0 ? context.statusCode() : SERVER_ERROR;
        if (status >= SERVER_ERROR) {
            LOGGER.atWarn()
                    .addKeyValue("path", context.request().path())
                    .setCause(cause)
                    .log("request failed");
        }
        var message = cause == null ? "status " + status : String.valueOf(cause.getMessage());
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("error", message).toBuffer())
                .onFailure(gone -> context.response().reset());
    }
}
