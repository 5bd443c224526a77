package dev.tongfu.simulator;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.simulator.abc.SimulatedAbc;
import dev.tongfu.simulator.frame.Codes;
import dev.tongfu.simulator.frame.Faults;
import dev.tongfu.simulator.frame.Frame;
import dev.tongfu.simulator.frame.Pages;
import dev.tongfu.simulator.frame.PublicAddress;
import dev.tongfu.simulator.frame.SimulatedBank;
import dev.tongfu.simulator.payout.SimulatedPayouts;
import dev.tongfu.simulator.shop.DemoShop;
import dev.tongfu.simulator.unionpay.SimulatedUnionPay;
import io.vertx.core.CompositeFuture;
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
    private final Frame.Shelf shelf;
    private final List<SimulatedBank> banks;
    private final DemoShop shop;

    private SimulatedWorld(
            Vertx vertx,
            String deploymentId,
            PublicAddress address,
            Frame.Shelf shelf,
            List<SimulatedBank> banks,
            DemoShop shop) {
        this.vertx = vertx;
        this.deploymentId = deploymentId;
        this.address = address;
        this.shelf = shelf;
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
        var codes = new Codes();
        var frame =
                new Frame(parts.vertx(), parts.clock(), shelf, faults, codes, pages, address, config.answerHoldMs());
        var place = new DemoShop.Place(parts.vertx(), parts.providers(), pages, parts.clock(), address);
        return Future.all(banks(parts, frame), DemoShop.create(place, config.shop()))
                .compose(made -> {
                    List<SimulatedBank> banks = made.resultAt(0);
                    DemoShop shop = made.resultAt(1);
                    var control = new ControlRoutes(banks, faults, shelf.books(), codes, config.chargesListedMax());
                    var payouts = new SimulatedPayouts(parts.pool(), parts.clock());
                    var server = new SimulatorServer(config, banks, control, payouts, shop, address);
                    return open(shelf, banks)
                            .compose(opened -> parts.vertx().deployVerticle(server))
                            .map(id -> new SimulatedWorld(parts.vertx(), id, address, shelf, banks, shop));
                });
    }

    /** The banks of the world; one line each. */
    private static Future<List<SimulatedBank>> banks(Parts parts, Frame frame) {
        return Future.all(List.of(
                        SimulatedAbc.create(
                                frame, parts.providers(), parts.config().abc()),
                        SimulatedUnionPay.create(
                                frame, parts.providers(), parts.config().unionpay())))
                .map(CompositeFuture::list);
    }

    private static Future<Void> open(Frame.Shelf shelf, List<SimulatedBank> banks) {
        return Future.all(banks.stream()
                        .map(bank -> shelf.books().open(bank.name(), bank.dayEndsBeforeMidnight()))
                        .toList())
                .compose(opened ->
                        Future.all(banks.stream().map(SimulatedBank::resume).toList()))
                .mapEmpty();
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
        shelf.batches().stop();
        return vertx.undeploy(deploymentId)
                .compose(undeployed ->
                        Future.join(banks.stream().map(SimulatedBank::stop).toList()))
                .map(stopped -> {
                    shop.stop();
                    return null;
                });
    }
}
