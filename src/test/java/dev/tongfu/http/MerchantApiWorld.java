package dev.tongfu.http;

import static dev.tongfu.http.TestGateway.await;
import static dev.tongfu.http.TestGateway.finish;
import static java.util.Objects.requireNonNull;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankAddresses;
import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankCalendar;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Notice;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.bank.RawMessage;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.bus.Bus;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.HttpMessageSigner;
import dev.tongfu.crypto.KeyPairs;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatchConfig;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.money.Money;
import dev.tongfu.notification.MerchantWebhooks;
import dev.tongfu.notification.NotificationConfig;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.UrlGuardConfig;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.outbox.OutboxStore;
import dev.tongfu.payment.BatchConfig;
import dev.tongfu.payment.CardDigests;
import dev.tongfu.payment.CheckoutOutcome;
import dev.tongfu.payment.InquiryConfig;
import dev.tongfu.payment.OperationConfig;
import dev.tongfu.payment.PayerLinks;
import dev.tongfu.payment.PayerStepConfig;
import dev.tongfu.payment.PaymentDesk;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The merchant API over sockets, with real signatures, a real database and a bank that says what the test wants. */
final class MerchantApiWorld implements AutoCloseable {
    private static final KeyRing RING = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
    private static final OperationConfig OPERATIONS =
            new OperationConfig(List.of(1, 1), Map.of(), List.of(1, 2, 4, 60), 72);
    private static final BatchConfig BATCHES =
            new BatchConfig(3, 4, 4, 2, 4, 30, 100, 3_000, List.of(1, 1), Map.of(), List.of(1, 2, 4, 60), 72);
    private static final InquiryConfig INQUIRY =
            new InquiryConfig(Map.of(), List.of(5, 15, 60), 60, 36, 0, 50, 50, 30, 100, 5_000, 100_000);

    private static final RawMessage RAW = new RawMessage("00", Buffer.buffer("x"), "test");
    private static final NotificationConfig NOTIFICATIONS = new NotificationConfig(
            8, 4, 4, 16, 30_000, 1_000, 2_000, 2_048, 5, 50, 50, 50, 10, 100, 1_000, 1_000, 30, 100, 2);

    final TestDatabase database = TestDatabase.create();
    final Vertx vertx = Vertx.vertx();
    final TestGateway gateway;
    volatile Notice notice = new Notice.Empty();
    /** What the bank says to every act from now on. */
    volatile Function<BankAct, BankReply> actReply = act -> new BankReply.Processing("0000");

    final ConcurrentLinkedQueue<BankAct> acts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger orders = new AtomicInteger();
    private final BlockingQueue<String> ordered = new LinkedBlockingQueue<>();
    private final Clock clock = Clock.systemUTC();
    private final Pool pool = database.appPool(vertx);
    private final Pool owner = database.ownerPool(vertx);
    private String everyRow = "";
    private final MerchantDirectory merchants;
    private final PaymentDesks desks;
    private final HttpMessageSigner one;
    private final HttpMessageSigner other;

    MerchantApiWorld() throws Exception {
        var providers = CryptoProviders.portable();
        var pair = new KeyPairs(providers).ed25519();
        var signer = providers.signer(SignatureAlgorithm.ED25519, pair.getPrivate());
        var verifier = providers.verifier(SignatureAlgorithm.ED25519, pair.getPublic());
        one = new HttpMessageSigner("key-1", signer, clock);
        other = new HttpMessageSigner("key-2", signer, clock);
        for (String merchant : List.of("m_one", "m_two")) {
            sql("insert into merchant (id, name, created_at) values ('" + merchant + "', '商户', now())");
            sql("insert into webhook_endpoint (merchant_id) values ('" + merchant + "')");
            sql("insert into merchant_policy values ('" + merchant + "', 'refund', 0, 'direct', 1, 1000)");
        }
        sql("insert into channel values ('abc-1', 'abc', '10388', '{}', true, 'taken', now())");
        sql("insert into channel values ('unionpay-1', 'unionpay', '77729', '{}', true, 'taken', now())");
        sql("insert into merchant_channel values ('m_one', 'abc-1', 'abc', true, now())");
        sql("insert into merchant_channel values ('m_two', 'unionpay-1', 'unionpay', true, now())");
        merchants = new MerchantDirectory(
                vertx, clock, pool, new MerchantConfig(1_000, 2_000, 10_000, 1), new SecretBox(RING), providers);
        finish(merchants.start());
        var bus = new Bus(vertx);
        serve(bus);
        var links = new Links();
        desks = new PaymentDesks(vertx, () -> database.appPool(vertx), loop -> parts(loop, bus, links));
        var notifications = new NotificationService(vertx, pool, bus, NOTIFICATIONS, new NoWebhooks(), clock);
        var keys = Map.of(
                "key-1", new RequestSignatureKey("m_one", verifier, false),
                "key-2", new RequestSignatureKey("m_two", verifier, false));
        var signatures = new RequestSignatures(
                key -> Optional.ofNullable(keys.get(key)), clock, new RequestSignatureConfig(300, List.of(), false));
        var json = new StrictJson(TestGateway.JSON_LIMITS);
        var payments = new PaymentJson(links);
        var urls = new UrlRules(new UrlGuardConfig(List.of(443), List.of(), 1_000, 8));
        var routes = new ArrayList<>(
                SettlementFeature.routes(pool, merchants, new SecretBox(RING), new NoWebhooks(), clock));
        routes.addAll(List.of(
                new PaymentRoutes(desks, payments, json, urls, clock),
                new CodeRoutes(desks, payments, json),
                new ContractRoutes(desks, payments, json, urls),
                new IdentityRoutes(desks, json, urls),
                new RefundRoutes(desks, json, clock),
                new BatchRoutes(desks, json, clock),
                new HoldRoutes(desks, json),
                new TransactionRoutes(desks, clock),
                new NotificationRoutes(notifications, json, clock)));
        gateway = new TestGateway(
                vertx,
                config(),
                10_000,
                routes,
                List.of(new BankCallbackRoutes(desks, links), new UnionPayCallbackRoutes(desks, links)),
                new SignatureAuthenticator(
                        signatures,
                        id -> merchants.merchant(id).map(Merchant::active).orElse(false)));
    }

    private static HttpConfig config() {
        return new HttpConfig(
                "127.0.0.1", 0, 1, 100, 30, 15_000, 20_000, 500, 4_096, 8_192, 65_536, 1_048_576, 50, 50, 50, 1);
    }

    private PaymentDesk.Parts parts(Pool loop, Bus bus, PayerLinks links) {
        var ids = new Ids(clock);
        var cards = RING.digestsFor("cards");
        return new PaymentDesk.Parts(
                loop,
                merchants,
                new LedgerStore(ids, LedgerConfig.defaults()),
                new OutboxStore(),
                links,
                bus,
                Map.of(
                        "abc",
                        offering(EnumSet.of(
                                Bank.Capability.PURCHASE,
                                Bank.Capability.REFUND,
                                Bank.Capability.KCODE,
                                Bank.Capability.CONTRACT,
                                Bank.Capability.DEBIT_BATCH,
                                Bank.Capability.REFUND_BATCH,
                                Bank.Capability.IDENTITY)),
                        "unionpay",
                        offering(EnumSet.of(Bank.Capability.PURCHASE))),
                MicroBatchConfig.DEFAULT,
                INQUIRY,
                OPERATIONS,
                BATCHES,
                new PayerStepConfig(3, 1_800, 1_800),
                new CardDigests(cards::hex, cards::hexUnderEveryKey),
                ids,
                clock);
    }

    private static BankProfile offering(Set<Bank.Capability> capabilities) {
        return new BankProfile(capabilities, new BankCalendar("Asia/Shanghai", 24), 100, 100, 30);
    }

    private void serve(Bus bus) {
        var answer = new BankAnswer(new BankReply.NotPaid("01"), RAW);
        var consumers = List.of(
                bus.serve(BankAddresses.ORDER, order -> {
                    ordered.add(order.bankOrderNo());
                    orders.incrementAndGet();
                    var forward = PayerForward.link("https://bank.example/pay");
                    return Future.succeededFuture(new BankAnswer(new BankReply.Accepted(forward), RAW));
                }),
                bus.serve(BankAddresses.QUERY, query -> Future.succeededFuture(answer)),
                bus.serve(BankAddresses.ACT, asking -> {
                    acts.add(asking.act());
                    return Future.succeededFuture(new BankAnswer(actReply.apply(asking.act()), RAW));
                }),
                bus.serve(BankAddresses.READ, this::read));
        if (consumers.size() != 4) {
            throw new IllegalStateException("four addresses");
        }
    }

    /** What a browser brings from an address for browsers is a hint. */
    private Future<Notice> read(RawNotification call) {
        boolean hint = call.front() && notice instanceof Notice.Verified;
        return hint ? Future.succeededFuture(hinted((Notice.Verified) notice)) : Future.succeededFuture(notice);
    }

    private static Notice hinted(Notice.Verified genuine) {
        return new Notice.Verified(
                genuine.channelId(), genuine.bankOrderNo(), genuine.reply(), Bank.Strength.HINT, genuine.raw());
    }

    /** The payer goes to the bank and pays; the bank's next notice says so. */
    void paysAtTheBank(String paymentId, long amount) throws Exception {
        var gone = Promise.<CheckoutOutcome>promise();
        vertx.runOnContext(go -> desks.here()
                .service()
                .find("m_one", paymentId)
                .compose(found -> desks.here().checkout().pay(found.orElseThrow(), "abc", "127.0.0.1"))
                .onComplete(gone));
        if (!(await(gone.future()) instanceof CheckoutOutcome.Forward)) {
            throw new IllegalStateException("the payer was not sent to the bank");
        }
        String bankOrderNo = requireNonNull(ordered.poll(10, TimeUnit.SECONDS));
        var receipt = new BankReply.Receipt(
                "10388", Money.cny(amount), "bank-1", LocalDate.of(2026, 11, 23), clock.instant());
        notice = new Notice.Verified("abc-1", bankOrderNo, new BankReply.Paid(receipt), Bank.Strength.PROOF, RAW);
    }

    /** A correctly signed call of m_one. */
    Answered call(String method, String target, String body) throws Exception {
        return call(one, method, target, body);
    }

    /** A correctly signed GET of m_one that accepts a type, with whatever bytes come back. */
    HttpResponse<String> raw(String target, String accept) throws Exception {
        var request = gateway.plain(target).method("GET", BodyPublishers.noBody());
        one.sign("GET", target, new byte[0]).forEach(request::header);
        return gateway.send(accept.isEmpty() ? request : request.header("Accept", accept));
    }

    /** A correctly signed call of m_two. */
    Answered otherMerchantCalls(String method, String target, String body) throws Exception {
        return call(other, method, target, body);
    }

    private Answered call(HttpMessageSigner signer, String method, String target, String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = gateway.plain(target).method(method, BodyPublishers.ofByteArray(bytes));
        signer.sign(method, target, bytes).forEach(request::header);
        if (bytes.length > 0) {
            request = request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = gateway.send(request);
        return new Answered(answer, new JsonObject(answer.body()));
    }

    /** An answer and its JSON. */
    record Answered(HttpResponse<String> answer, JsonObject json) {
        int status() {
            return answer.statusCode();
        }

        String code() {
            return json.getString("code");
        }
    }

    /** What the bank was ever told. */
    int told() {
        return acts.size() + orders.get();
    }

    /** Every row of every table of the gateway's schema as text. */
    List<String> everything() throws Exception {
        if (everyRow.isEmpty()) {
            everyRow = everyRow();
        }
        var rows = new ArrayList<String>();
        await(owner.preparedQuery(everyRow).execute()).forEach(row -> rows.add(row.getString(0)));
        return rows;
    }

    /** One statement, because it is asked before and after each of hundreds of requests. */
    private String everyRow() throws Exception {
        String tables = "select relname from pg_class where relnamespace = current_schema()::regnamespace"
                + " and relkind = 'r' order by 1";
        var selects = new ArrayList<String>();
        for (var table : await(owner.query(tables).execute())) {
            String name = table.getString(0);
            selects.add("select '" + name + " ' || t::text from \"" + name + "\" t");
        }
        return String.join(" union all ", selects) + " order by 1";
    }

    long count(String table) throws Exception {
        return await(owner.query("select count(*) from " + table).execute())
                .iterator()
                .next()
                .getLong(0);
    }

    void sql(String statement) throws Exception {
        if (await(owner.query(statement).execute()) == null) {
            throw new IllegalStateException("no answer");
        }
    }

    @Override
    public void close() {
        try {
            finish(desks.close().compose(closed -> merchants.stop()));
        } catch (Exception e) {
            throw new IllegalStateException("does not close", e);
        }
        gateway.close();
        database.close();
    }

    private static final class NoWebhooks implements MerchantWebhooks {
        @Override
        public Future<Optional<String>> sign(String merchantId, String webhookId, long timestamp, byte[] body) {
            return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Optional<String> defaultUrl(String merchantId) {
            return Optional.empty();
        }
    }

    private static final class Links implements PayerLinks {
        @Override
        public String cashier(String merchantId, String paymentId) {
            return "https://pay.example/cashier/" + paymentId;
        }

        @Override
        public String result(String merchantId, String paymentId) {
            return "https://pay.example/result/" + paymentId;
        }

        @Override
        public String bankNotice(String bank) {
            return "https://pay.example/bank/" + bank + "/notify";
        }
    }
}
