package dev.tongfu.payment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.Poll;
import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankCalendar;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.bus.Bus;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.Database;
import dev.tongfu.db.Ids;
import dev.tongfu.db.MicroBatchConfig;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.money.Money;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The payment feature over a real database, with a scripted bank and one merchant; everything in one process. */
final class PaymentWorld implements AutoCloseable {
    /** Nothing is shed because the machine of the test is busy. */
    private static final MicroBatchConfig PATIENT =
            new MicroBatchConfig(2_000, 8 << 20, 256, 256 << 10, 2, 64, 30_000, 60_000, 20_000, 3, 20, 200);

    static final String MERCHANT = "m_test";
    static final String SECOND_BANK = "unionpay";

    /** Items of one chunk at the first bank; the second one takes items one by one. */
    static final int CHUNK_MAX = 3;

    private static final KeyRing RING = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
    private static final OperationConfig OPERATIONS =
            new OperationConfig(List.of(1, 1), Map.of(), List.of(1, 2, 4, 60), 72);

    final TestDatabase database = TestDatabase.create();
    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final ScriptedBank bank = new ScriptedBank(bus);
    final MovableClock clock = new MovableClock();
    final Pool pool = new Database(database.config()).plannedOnce(vertx);
    final MerchantDirectory merchants;
    final PaymentDesk desk;
    private final Pool owner = database.ownerPool(vertx);
    private final io.vertx.core.Context context = vertx.getOrCreateContext();
    private final int chunkMax;
    private int orders;

    PaymentWorld() {
        this(CHUNK_MAX);
    }

    /** @param chunkMax items of one chunk at the first bank */
    PaymentWorld(int chunkMax) {
        this.chunkMax = chunkMax;
        sql("insert into merchant (id, name, created_at) values ('m_test', '测试商户', now())");
        sql("insert into webhook_endpoint (merchant_id) values ('m_test')");
        sql("insert into merchant_policy values ('m_test', 'refund', 0, 'direct', 1, 1000)");
        for (String name : List.of("abc", SECOND_BANK)) {
            sql("insert into channel values ('" + name + "-1', '" + name + "', '10388', '{}', true, 'taken', now())");
            sql("insert into merchant_channel values ('m_test', '" + name + "-1', '" + name + "', true, now())");
        }
        merchants = new MerchantDirectory(
                vertx,
                Clock.systemUTC(),
                pool,
                new MerchantConfig(1_000, 2_000, 10_000, 1),
                new SecretBox(RING),
                CryptoProviders.portable());
        done(merchants.start());
        desk = onLoop(() -> Future.succeededFuture(new PaymentDesk(vertx, parts())));
    }

    private static InquiryConfig inquiry(int syncIntervalMs) {
        return new InquiryConfig(
                Map.of(), List.of(5, 15, 60, 300), 60, 36, syncIntervalMs, 50, 50, 30, 100, 5_000, 1_000_000_00);
    }

    PaymentDesk.Parts parts() {
        return parts(0);
    }

    /** @param syncIntervalMs before the same order may be asked after again out of turn */
    PaymentDesk.Parts parts(int syncIntervalMs) {
        var ids = new Ids(clock);
        return new PaymentDesk.Parts(
                pool,
                merchants,
                new LedgerStore(ids, LedgerConfig.defaults()),
                new OutboxStore(),
                new TestLinks(),
                bus,
                Map.of(
                        "abc",
                        offering(
                                chunkMax,
                                Bank.Capability.PURCHASE,
                                Bank.Capability.PREAUTH,
                                Bank.Capability.REFUND,
                                Bank.Capability.REFUND_BATCH,
                                Bank.Capability.KCODE,
                                Bank.Capability.CONTRACT,
                                Bank.Capability.DEBIT_BATCH,
                                Bank.Capability.IDENTITY),
                        SECOND_BANK,
                        offering(
                                0,
                                Bank.Capability.PURCHASE,
                                Bank.Capability.PREAUTH,
                                Bank.Capability.REFUND,
                                Bank.Capability.SAME_DAY_VOID)),
                PATIENT,
                inquiry(syncIntervalMs),
                OPERATIONS,
                new BatchConfig(
                        3,
                        4,
                        4,
                        chunkMax > CHUNK_MAX ? 250 : 2,
                        4,
                        30,
                        100,
                        3_000,
                        List.of(1, 1),
                        Map.of(),
                        List.of(1, 2, 4, 60),
                        72),
                new PayerStepConfig(3, 1_800, 1_800),
                cards(RING),
                ids,
                clock);
    }

    private static BankProfile offering(int batchMax, Bank.Capability... capabilities) {
        return new BankProfile(Set.of(capabilities), new BankCalendar("Asia/Shanghai", 24), batchMax, batchMax, 30);
    }

    /** Another gateway, or the same one started again, on the same rows. */
    PaymentDesk anotherDesk() {
        return onLoop(() -> Future.succeededFuture(new PaymentDesk(vertx, parts())));
    }

    static CardDigests cards(KeyRing ring) {
        var digests = ring.digestsFor("cards");
        return new CardDigests(digests::hex, digests::hexUnderEveryKey);
    }

    /** A payment of 123.45 that was paid at a bank. */
    Payment succeeded(String bankName) {
        var payment = created();
        pay(payment, bankName);
        String number = bank.lastOrder().bankOrderNo();
        apply(paid(number, "TXN-" + number));
        return now(payment);
    }

    /** A pre-authorisation that the bank holds. */
    Payment authorized(String bankName) {
        var request = aRequest("hold-" + ++orders, null);
        var preauth = new NewPayment(
                request.merchantId(),
                request.orderNo(),
                PaymentKind.PREAUTH,
                request.amount(),
                request.subject(),
                null,
                request.resultMode(),
                request.notifyUrl(),
                request.returnUrl(),
                null,
                null);
        var payment = ((CreateOutcome.Created) create(preauth)).payment();
        pay(payment, bankName);
        String number = bank.lastOrder().bankOrderNo();
        apply(evidence(EvidenceSource.NOTICE, number, ScriptedBank.authorised(12_345, "HELD-" + number)));
        return now(payment);
    }

    /** What is heard of a call that is no payer's order. */
    @CanIgnoreReturnValue
    OperationOutcome heard(String bankOrderNo, dev.tongfu.bank.BankReply reply) {
        var evidence = evidence(EvidenceSource.NOTICE, bankOrderNo, reply);
        return onLoop(() -> desk.operations().apply(evidence));
    }

    /** A call at a bank as it is now. */
    Operation call(String bankOrderNo) {
        return onLoop(() -> new OperationStore().byNumber(pool, bankOrderNo)).orElseThrow();
    }

    Refund refund(String refundNo) {
        return onLoop(() -> desk.refunds().findByNo(MERCHANT, refundNo)).orElseThrow();
    }

    /** Looks until the refund is as wished, and for what it is in the end. */
    @CanIgnoreReturnValue
    Refund refund(String refundNo, RefundStatus wished) {
        Poll.await(Duration.ofSeconds(10), () -> refund(refundNo).status() == wished);
        return refund(refundNo);
    }

    NewPayment aRequest() {
        return aRequest("order-" + ++orders, null);
    }

    NewPayment aRequest(String orderNo, @Nullable String fixedBank) {
        return new NewPayment(
                MERCHANT,
                orderNo,
                PaymentKind.PURCHASE,
                Money.cny(12_345),
                "测试商品",
                fixedBank,
                ResultMode.SERVER,
                "https://shop.example/hooks",
                "https://shop.example/done",
                null,
                null);
    }

    Payment created() {
        return ((CreateOutcome.Created) create(aRequest())).payment();
    }

    CreateOutcome create(NewPayment request) {
        return onLoop(() -> desk.service().create(request));
    }

    /** As the cashier does it: the payment is read first; on the loop. */
    Future<CheckoutOutcome> pressed(Payment payment, String bankName) {
        return desk.service()
                .find(MERCHANT, payment.id())
                .compose(found -> desk.checkout().pay(found.orElseThrow(), bankName, "127.0.0.1"));
    }

    @CanIgnoreReturnValue
    CheckoutOutcome pay(Payment payment, String bankName) {
        return onLoop(() -> pressed(payment, bankName));
    }

    /** A payment whose payer was sent to the bank; its bank order number is the bank's last order. */
    @CanIgnoreReturnValue
    Payment submitted() {
        var payment = created();
        pay(payment, "abc");
        return now(payment);
    }

    Payment now(Payment payment) {
        return onLoop(() -> desk.service().find(MERCHANT, payment.id())).orElseThrow();
    }

    @CanIgnoreReturnValue
    ApplyOutcome apply(Evidence evidence) {
        return onLoop(() -> desk.door().apply(evidence));
    }

    Evidence evidence(EvidenceSource source, String bankOrderNo, dev.tongfu.bank.BankReply reply) {
        return new Evidence(source, "abc-1", bankOrderNo, reply, true, false, bank.raw(), clock.instant());
    }

    Evidence paid(String bankOrderNo, String reference) {
        return evidence(EvidenceSource.NOTICE, bankOrderNo, ScriptedBank.paid(12_345, reference));
    }

    void policy(String lateMoney) {
        sql("update merchant_policy set late_money = '" + lateMoney + "'");
        done(merchants.refreshNow());
    }

    /** What does not hold between payments, refunds, holds and the ledger. */
    List<dev.tongfu.ledger.Difference> differences() {
        var found = new ArrayList<dev.tongfu.ledger.Difference>();
        PaymentIdentities.all().forEach(identity -> found.addAll(done(identity.check(pool))));
        return found;
    }

    /** Posted balances by account, without those that are zero, such as {@code 2101/m_test/CNY=-12345}. */
    List<String> balances() {
        return rows("""
                select account || '=' || (sum(debits_posted) - sum(credits_posted)) as line from balance
                group by account having sum(debits_posted) <> sum(credits_posted) order by 1
                """);
    }

    List<String> told(Payment payment) {
        return rows("select sequence || ' ' || type as line from notification where resource_id = '" + payment.id()
                + "' order by sequence");
    }

    List<String> alarms() {
        return rows("select kind as line from alarm order by at, id");
    }

    List<String> rows(String select) {
        var lines = new ArrayList<String>();
        for (Row row : done(owner.query(select).execute())) {
            lines.add(row.getString(0));
        }
        return lines;
    }

    void sql(String statement) {
        done(owner.query(statement).execute());
    }

    @CanIgnoreReturnValue
    <T> T onLoop(Supplier<Future<T>> work) {
        var promise = io.vertx.core.Promise.<T>promise();
        context.runOnContext(go -> work.get().onComplete(promise));
        return done(promise.future());
    }

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.TimeoutException failure) {
            throw new AssertionError("not done in time", failure);
        } catch (java.util.concurrent.ExecutionException failure) {
            throw new AssertionError("failed", failure);
        }
    }

    @Override
    public void close() {
        onLoop(desk::close);
        done(merchants.stop());
        done(vertx.close());
        database.close();
    }

    /** The gateway's clock, moved by the test. */
    static final class MovableClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;
        private volatile @Nullable Instant stopped;

        /** From now on only the test moves it. */
        void stop() {
            stopped = Clock.systemUTC().instant();
        }

        void advance(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            var base = stopped;
            return (base == null ? Clock.systemUTC().instant() : base).plus(ahead);
        }
    }

    static final class TestLinks implements PayerLinks {
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
