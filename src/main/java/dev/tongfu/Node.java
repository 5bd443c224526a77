package dev.tongfu;

import dev.tongfu.bank.BankVerticle;
import dev.tongfu.bus.Bus;
import dev.tongfu.db.Database;
import dev.tongfu.ledger.DayVerticle;
import dev.tongfu.ledger.LedgerProof;
import dev.tongfu.ledger.ProofVerticle;
import dev.tongfu.notification.DirectoryWebhooks;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.NotificationVerticle;
import dev.tongfu.notification.RetrySchedule;
import dev.tongfu.notification.SystemHostResolver;
import dev.tongfu.notification.UrlGuard;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.payment.BatchVerticle;
import dev.tongfu.payment.InquiryVerticle;
import dev.tongfu.settlement.SettlementVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running gateway: put together here, started in order, stopped in reverse. */
final class Node {
    private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

    private final Vertx vertx;
    private final Foundation base;
    private final Deque<Supplier<Future<?>>> stops = new ArrayDeque<>();
    private final NodeFeatures features;
    private final Listeners listeners;

    private Node(Vertx vertx, Foundation base) {
        this.vertx = vertx;
        this.base = base;
        var database = new Database(base.database());
        var bus = new Bus(vertx);
        var pool = database.pool(vertx);
        stops.push(pool::close);
        features = new NodeFeatures(vertx, base, database, pool, bus);
        var webhooks = new DirectoryWebhooks(vertx, features.merchants(), base.webhookKeys());
        var notifications =
                new NotificationService(vertx, pool, bus, base.config().notification(), webhooks, base.clock());
        listeners = new Listeners(features, notifications, webhooks);
        plan(database, bus, webhooks);
    }

    private final List<Supplier<Future<?>>> starts = new ArrayList<>();

    /** All parts, none of which has asked the database yet. */
    static Node assemble(Vertx vertx, Foundation base) {
        return new Node(vertx, base);
    }

    /** Migrated before; the future completes when the last listener is open. */
    Future<Node> start() {
        Future<?> chain = Future.succeededFuture();
        for (var step : starts) {
            chain = chain.compose(done -> step.get());
        }
        LOGGER.atInfo()
                .addKeyValue("native", vertx.isNativeTransportEnabled())
                .addKeyValue("crypto", base.providers().description())
                .log("starting");
        return chain.<Node>map(this).recover(cause -> stop().transform(stopped -> Future.failedFuture(cause)));
    }

    int publicPort() {
        return listeners.publicPort();
    }

    int operatorPort() {
        return listeners.operatorPort();
    }

    /** The listeners first, the connections last; each step goes on whatever the one before said. */
    Future<Void> stop() {
        Future<?> chain = Future.succeededFuture();
        while (!stops.isEmpty()) {
            var step = stops.pop();
            chain = chain.transform(done -> step.get()
                    .onFailure(cause -> LOGGER.atWarn().setCause(cause).log("a part did not stop in order")));
        }
        return chain.transform(done -> Future.succeededFuture());
    }

    private void plan(Database database, Bus bus, DirectoryWebhooks webhooks) {
        var config = base.config();
        var guard = new UrlGuard(new UrlRules(config.urlGuard()), new SystemHostResolver(vertx, config.urlGuard()));
        var merchants = features.merchants();
        var desks = features.desks();
        var metrics = features.metrics();
        metrics.describe(Main.VERSION, base.providers().byAlgorithm());
        metrics.readFigures(features.pool(), config.metrics());
        starts.add(() -> deployed(metrics.watchLoops(vertx, config.metrics())));
        starts.add(() -> started(merchants.start(), merchants::stop));
        starts.add(() -> deploy(new BankVerticle(bus, features.banks())));
        starts.add(() -> deploy(new NotificationVerticle(
                database,
                bus,
                config.notification(),
                guard,
                webhooks,
                new RetrySchedule(RetrySchedule.STANDARD, RandomGenerator.getDefault()),
                base.clock(),
                null,
                features.metrics().notifications())));
        starts.add(() -> started(Future.succeededFuture(), desks::close));
        starts.add(() -> deploy(new InquiryVerticle(desks, config.inquiry())));
        starts.add(() -> deploy(new BatchVerticle(desks, config.merchantBatches())));
        starts.add(() -> deploy(new DayVerticle(
                database,
                config.ledger(),
                config.accountingDays(),
                features.books(),
                base.ids().next("nod"),
                base.clock())));
        starts.add(() -> config.accountingDays().proofEveryS() == 0
                ? Future.succeededFuture()
                : deploy(proofs(database, config)));
        starts.add(() -> deploy(features.statements().verticle(database)));
        starts.add(() -> deploy(new SettlementVerticle(
                database,
                config.settlement(),
                base.ids().next("nod"),
                own -> features.settling(own).work())));
        starts.add(() -> started(listeners.open(), listeners::close));
    }

    private ProofVerticle proofs(Database database, GatewayConfig config) {
        return new ProofVerticle(
                database,
                new LedgerProof(config.ledger(), OperatorSide.identities()),
                Duration.ofSeconds(config.accountingDays().proofEveryS()),
                base.ids().next("nod"),
                result -> features.metrics()
                        .proof()
                        .proved(
                                result.holds(),
                                result.monthsAhead(),
                                base.clock().instant()));
    }

    private Future<?> deploy(Deployable verticle) {
        return deployed(vertx.deployVerticle(verticle));
    }

    private Future<?> deployed(Future<String> deployment) {
        return deployment.map(id -> {
            stops.push(() -> vertx.undeploy(id));
            return id;
        });
    }

    private <T> Future<T> started(Future<T> start, Supplier<Future<?>> stop) {
        return start.onSuccess(done -> stops.push(stop));
    }
}
