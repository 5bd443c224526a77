package dev.tongfu;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankVerticle;
import dev.tongfu.bank.Banks;
import dev.tongfu.bank.WorkingDays;
import dev.tongfu.bank.abc.AbcBank;
import dev.tongfu.bank.unionpay.UnionPayBank;
import dev.tongfu.bus.Bus;
import dev.tongfu.crypto.CertificateChain;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.PinnedCertificates;
import dev.tongfu.crypto.PublicCertificate;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.db.Database;
import dev.tongfu.ledger.DayVerticle;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.Channel;
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
import dev.tongfu.reconciliation.StatementCustody;
import dev.tongfu.settlement.DirectPayouts;
import dev.tongfu.settlement.PayoutFile;
import dev.tongfu.settlement.Payouts;
import dev.tongfu.settlement.SettlementVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Payouts road;
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
        var banks = banks();
        desks = new PaymentDesks(vertx, () -> database.pool(vertx), own -> parts(own, bus, banks));
        var webhooks = new DirectoryWebhooks(vertx, merchants, base.webhookKeys());
        var notifications =
                new NotificationService(vertx, pool, bus, base.config().notification(), webhooks, base.clock());
        var custody =
                new StatementCustody(vertx, pool, bus, merchants, base.config().statements(), base.clock());
        road = road();
        var settling = settling(pool);
        listeners = new Listeners(vertx, base, pool, merchants, desks, notifications, custody, webhooks, settling);
        plan(database, bus, banks, webhooks);
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

    private void plan(Database database, Bus bus, Banks banks, DirectoryWebhooks webhooks) {
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
                books(banks),
                base.ids().next("nod"),
                base.clock())));
        starts.add(() -> deploy(new SettlementVerticle(
                database,
                config.settlement(),
                base.ids().next("nod"),
                own -> settling(own).work())));
        starts.add(() -> started(listeners.open(), listeners::close));
    }

    /** The banks' books, and that of the account that pays out. */
    private List<String> books(Banks banks) {
        var books = new ArrayList<>(banks.names());
        if (base.config().payouts().active()) {
            books.add(base.config().payouts().book());
        }
        return books;
    }

    private SettlementParts settling(Pool pool) {
        return SettlementParts.of(base, pool, merchants, WorkingDays.weekdays(), road);
    }

    private Payouts road() {
        var config = base.config().payouts();
        return config.road().equals(Payouts.DIRECT) ? new DirectPayouts(vertx, config) : PayoutFile.road();
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

    /** A new bank is one line here. */
    private Banks banks() {
        var enabled = base.config().banks().enabled();
        var list = new ArrayList<Bank>();
        if (enabled.contains(AbcBank.NAME)) {
            list.add(abc());
        }
        if (enabled.contains(UnionPayBank.NAME)) {
            list.add(unionPay());
        }
        return new Banks(
                list,
                id -> merchants.channel(id).map(Node::channel),
                (bank, number) -> merchants.channelByMerchantNo(bank, number).map(Channel::id),
                base.archive());
    }

    private Bank abc() {
        var config = base.config().banks().abc();
        var pinned = new PinnedCertificates(
                base.providers(),
                SignatureAlgorithm.SHA1_WITH_RSA,
                config.bankCertificates().stream()
                        .flatMap(file -> certificates("banks.abc.bank_certificates", file).stream())
                        .toList());
        return new AbcBank(vertx, config, base.providers(), pinned, base.clock());
    }

    private Bank unionPay() {
        var config = base.config().banks().unionpay();
        var trust = config.trust();
        var chain = new CertificateChain(
                trust.middleCertificates().stream()
                        .flatMap(file -> certificates("banks.unionpay.trust.middle_certificates", file).stream())
                        .toList(),
                trust.rootCertificates().stream()
                        .flatMap(file -> certificates("banks.unionpay.trust.root_certificates", file).stream())
                        .toList());
        String encryption = config.encryption().certificate();
        var encryptionCertificate = encryption == null
                ? null
                : certificates("banks.unionpay.encryption.certificate", encryption)
                        .get(0);
        return new UnionPayBank(vertx, config, base.providers(), chain, encryptionCertificate, base.clock());
    }

    private List<PublicCertificate> certificates(String key, String file) {
        try {
            return new Certificates(base.providers()).read(Files.readAllBytes(Path.of(file)));
        } catch (IOException failure) {
            throw new ConfigException(key + " names " + file + ", which can't be read");
        }
    }

    private static BankChannel channel(Channel channel) {
        return new BankChannel(channel.id(), channel.bank(), channel.merchantNo(), channel.settings());
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
