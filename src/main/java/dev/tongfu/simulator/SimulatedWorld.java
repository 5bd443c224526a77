package dev.tongfu.simulator;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.simulator.abc.SimulatedAbc;
import dev.tongfu.simulator.frame.Codes;
import dev.tongfu.simulator.frame.Faults;
import dev.tongfu.simulator.frame.Frame;
import dev.tongfu.simulator.frame.Pages;
import dev.tongfu.simulator.frame.PublicAddress;
import dev.tongfu.simulator.frame.SimulatedBank;
import dev.tongfu.simulator.shop.DemoShop;
import dev.tongfu.simulator.unionpay.SimulatedUnionPay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The simulated banks, their controls and the demo shop, in the gateway's process or in one of their own.
 *
 * <p>The pool belongs to the simulator's role; its schema is migrated before.
 */
public final class SimulatedWorld {
    private final Vertx vertx;
    private final String deploymentId;
    private final PublicAddress address;
    private final List<SimulatedBank> banks;
    private final DemoShop shop;

    private SimulatedWorld(
            Vertx vertx, String deploymentId, PublicAddress address, List<SimulatedBank> banks, DemoShop shop) {
        this.vertx = vertx;
        this.deploymentId = deploymentId;
        this.address = address;
        this.banks = List.copyOf(banks);
        this.shop = shop;
    }

    /**
     * What the world is made from.
     *
     * @param random decides which operations a fault hits
     */
    public record Parts(
            Vertx vertx,
            SimulatorConfig config,
            Pool pool,
            Clock clock,
            RandomGenerator random,
            CryptoProviders providers) {}

    /** Reads the keys, opens the books, listens. */
    public static Future<SimulatedWorld> start(Parts parts) {
        var config = parts.config();
        var address = new PublicAddress(config.publicUrl());
        var pages = new Pages();
        var faults = new Faults(parts.random());
        var shelf = Frame.Shelf.over(parts.vertx(), parts.pool(), parts.clock());
        var books = shelf.books();
        var frame = new SimulatedAbc.Frame(
                parts.vertx(), parts.providers(), books, faults, pages, parts.clock(), address, config.answerHoldMs());
        var shared = new Frame(
                parts.vertx(), parts.clock(), shelf, faults, new Codes(), pages, address, config.answerHoldMs());
        var place = new DemoShop.Place(parts.vertx(), parts.providers(), pages, parts.clock(), address);
        return Future.all(
                        SimulatedAbc.create(frame, config.abc()),
                        DemoShop.create(place, config.shop()),
                        SimulatedUnionPay.create(shared, parts.providers(), config.unionpay()))
                .compose(made -> {
                    var banks =
                            List.<SimulatedBank>of(made.<SimulatedAbc>resultAt(0), made.<SimulatedUnionPay>resultAt(2));
                    DemoShop shop = made.resultAt(1);
                    var control = new ControlRoutes(banks, faults, books, config.chargesListedMax());
                    var server = new SimulatorServer(config, banks, control, shop, address);
                    return Future.all(banks.stream()
                                    .map(bank -> books.open(bank.name(), bank.dayEndsBeforeMidnight()))
                                    .toList())
                            .compose(opened -> parts.vertx().deployVerticle(server))
                            .map(id -> new SimulatedWorld(parts.vertx(), id, address, banks, shop));
                });
    }

    /** Scheme, host and port; banks are below {@code /<name>}, the shop below {@code /shop}. */
    public String url() {
        return address.url();
    }

    /** Tells the shop where the gateway is, where that is known only after the banks listen. */
    public void connectShop(String gatewayUrl) {
        shop.connect(gatewayUrl);
    }

    public Future<Void> stop() {
        return vertx.undeploy(deploymentId)
                .compose(undeployed ->
                        Future.join(banks.stream().map(SimulatedBank::stop).toList()))
                .map(stopped -> {
                    shop.stop();
                    return null;
                });
    }
}
