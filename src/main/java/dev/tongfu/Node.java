package dev.tongfu;

import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankVerticle;
import dev.tongfu.bank.Banks;
import dev.tongfu.bus.Bus;
import dev.tongfu.db.Database;
import dev.tongfu.ledger.DayVerticle;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.notification.DirectoryWebhooks;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.NotificationVerticle;
import dev.tongfu.notification.RetrySchedule;
import dev.tongfu.notification.SystemHostResolver;
import dev.tongfu.notification.UrlGuard;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.outbox.OutboxStore;
import dev.tongfu.payment.BatchVerticle;
import dev.tongfu.payment.CardDigests;
import dev.tongfu.payment.InquiryVerticle;
import dev.tongfu.payment.PaymentDesk;
import dev.tongfu.payment.PaymentDesks;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running gateway: put together here, started in order, stopped in reverse. */
final class Node {
    private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

    private final Vertx vertx;
    private final Foundation base;
    private final Deque<Supplier<Future<?>>> stops = new ArrayDeque<>();
    private final MerchantDirectory merchants;
    private final PaymentDesks desks;
    private final Listeners listeners;

    private Node(Vertx vertx, Foundation base) {
        this.vertx = vertx;
        this.base = base;
        var database = new Database(base.database());
        var bus = new Bus(vertx);
        var pool = database.pool(vertx);
        stops.push(pool::close);
        merchants = new MerchantDirectory(
                vertx, base.clock(), pool, base.config().merchants(), base.secrets(), base.providers());
        var banks = new NodeBanks(vertx, base, merchants).banks();
        desks = new PaymentDesks(vertx, () -> database.pool(vertx), own -> parts(own, bus, banks));
        var webhooks = new DirectoryWebhooks(vertx, merchants, base.webhookKeys());
        var notifications =
                new NotificationService(vertx, pool, bus, base.config().notification(), webhooks, base.clock());
        var statements = new NodeStatements(vertx, base, pool, bus, merchants, banks);
        listeners = new Listeners(vertx, base, pool, merchants, desks, notifications, statements);
        plan(database, bus, banks, webhooks, statements);
    }

    private final List<Supplier<Future<?>>> starts = new ArrayList<>();

    /** Migrated before; the future completes when the last listener is open. */
    static Future<Node> start(Vertx vertx, Foundation base) {
        var node = new Node(vertx, base);
        Future<?> chain = Future.succeededFuture();
        for (var step : node.starts) {
            chain = chain.compose(done -> step.get());
        }
        LOGGER.atInfo()
                .addKeyValue("native", vertx.isNativeTransportEnabled())
                .addKeyValue("crypto", base.providers().description())
                .log("starting");
        return chain.<Node>map(node).recover(cause -> node.stop().transform(stopped -> Future.failedFuture(cause)));
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

    private void plan(Database database, Bus bus, Banks banks, DirectoryWebhooks webhooks, NodeStatements statements) {
        var config = base.config();
        var guard = new UrlGuard(new UrlRules(config.urlGuard()), new SystemHostResolver(vertx, config.urlGuard()));
        starts.add(() -> started(merchants.start(), merchants::stop));
        starts.add(() -> deploy(new BankVerticle(bus, banks)));
        starts.add(() -> deploy(new NotificationVerticle(
                database,
                bus,
                config.notification(),
                guard,
                webhooks,
                new RetrySchedule(RetrySchedule.STANDARD, RandomGenerator.getDefault()),
                base.clock(),
                null)));
        starts.add(() -> started(Future.succeededFuture(), desks::close));
        starts.add(() -> deploy(new InquiryVerticle(desks, config.inquiry())));
        starts.add(() -> deploy(new BatchVerticle(desks, config.merchantBatches())));
        starts.add(() -> deploy(new DayVerticle(
                database,
                config.ledger(),
                config.accountingDays(),
                List.copyOf(banks.names()),
                base.ids().next("nod"),
                base.clock())));
        starts.add(() -> deploy(statements.verticle(database)));
        starts.add(() -> started(listeners.open(), listeners::close));
    }

    private PaymentDesk.Parts parts(Pool own, Bus bus, Banks banks) {
        Map<String, BankProfile> offered = banks.names().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> banks.named(name).orElseThrow().profile()));
        return new PaymentDesk.Parts(
                own,
                merchants,
                new LedgerStore(base.ids(), base.config().ledger()),
                new OutboxStore(),
                base.payerTokens(),
                bus,
                offered,
                base.config().microBatch(),
                base.config().inquiry(),
                base.config().bankOperations(),
                base.config().merchantBatches(),
                base.config().payerSteps(),
                new CardDigests(base.cards()::hex, base.cards()::hexUnderEveryKey),
                base.ids(),
                base.clock());
    }

    private Future<?> deploy(Deployable verticle) {
        return vertx.deployVerticle(verticle).map(id -> {
            stops.push(() -> vertx.undeploy(id));
            return id;
        });
    }

    private <T> Future<T> started(Future<T> start, Supplier<Future<?>> stop) {
        return start.onSuccess(done -> stops.push(stop));
    }
}
