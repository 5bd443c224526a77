package dev.tongfu.payment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.Poll;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/** Payments, captures and refunds as they come to be, for the tests of the features behind them. */
public final class MovedWorld implements AutoCloseable {
    public static final String MERCHANT = PaymentWorld.MERCHANT;
    private final PaymentWorld world = new PaymentWorld();
    private int numbers;

    /** @param orderNo the bank's name of the movement, bankRef its own reference */
    public record Moved(String id, String paymentId, String orderNo, String bankRef, long amount, LocalDate date) {}

    public MovedWorld() {
        settles("platform");
    }

    public void settles(String mode) {
        world.sql("update merchant_policy set settlement_mode = '" + mode + "'");
        PaymentWorld.done(world.merchants.refreshNow());
    }

    /** A payment that was paid. */
    @CanIgnoreReturnValue
    public Moved paid(long amount, LocalDate date) {
        var open = ordered(amount, date);
        tell(open);
        return open;
    }

    /** A payment whose payer is at the bank; nothing was heard. */
    public Moved ordered(long amount, LocalDate date) {
        return ordered(amount, date, PaymentKind.PURCHASE);
    }

    private Moved ordered(long amount, LocalDate date, PaymentKind kind) {
        var request = new NewPayment(
                MERCHANT,
                "recon-" + ++numbers,
                kind,
                Money.cny(amount),
                "商品",
                null,
                ResultMode.SERVER,
                "https://shop.example/hooks",
                null,
                null,
                null);
        var payment = ((CreateOutcome.Created) world.create(request)).payment();
        world.pay(payment, "abc");
        String orderNo = world.bank.lastOrder().bankOrderNo();
        return new Moved(payment.id(), payment.id(), orderNo, "TXN" + orderNo, amount, date);
    }

    /** The bank's word that it was paid. */
    public void tell(Moved payment) {
        heard(payment.orderNo(), payment.amount(), payment.bankRef(), payment.date());
    }

    /** Paid once more under the same order (P5). */
    public Moved paidAgain(Moved payment) {
        var again = new Moved(
                payment.id(),
                payment.id(),
                payment.orderNo(),
                "AGAIN" + payment.orderNo(),
                payment.amount(),
                payment.date());
        tell(again);
        return again;
    }

    /** A pre-authorisation of which an amount was taken. */
    public Moved captured(long amount, LocalDate date) {
        var held = ordered(amount + 1, date, PaymentKind.PREAUTH);
        var receipt = new BankReply.Receipt(null, Money.cny(amount + 1), "HELD" + held.orderNo(), date, null);
        world.apply(world.evidence(EvidenceSource.NOTICE, held.orderNo(), new BankReply.Authorised(receipt)));
        int acts = world.bank.acts.size();
        world.onLoop(() -> world.desk.holds().capture(MERCHANT, held.id(), "cap-" + ++numbers, Money.cny(amount)));
        Poll.await(Duration.ofSeconds(10), () -> world.bank.acts.size() > acts);
        String orderNo = world.bank.lastAct(BankHoldAct.class).bankOrderNo();
        world.heard(orderNo, receipt(amount, "TXN" + orderNo, date));
        return new Moved(held.id(), held.id(), orderNo, "TXN" + orderNo, amount, date);
    }

    /** A refund that the bank has and has not answered. */
    public Moved refunding(Moved payment, long amount, LocalDate date) {
        int acts = world.bank.acts.size();
        var request = new NewRefund(MERCHANT, "ref-" + ++numbers, payment.paymentId(), null, Money.cny(amount), null);
        var refund =
                ((RefundOutcome.Created) world.onLoop(() -> world.desk.refunds().create(request))).refund();
        Poll.await(Duration.ofSeconds(10), () -> world.bank.acts.size() > acts);
        world.refund("ref-" + numbers, RefundStatus.PROCESSING);
        String orderNo = world.bank.lastAct(BankRefund.class).bankOrderNo();
        return new Moved(refund.id(), payment.paymentId(), orderNo, "TXN" + orderNo, amount, date);
    }

    /** A refund that was made. */
    @CanIgnoreReturnValue
    public Moved refunded(Moved payment, long amount, LocalDate date) {
        var refund = refunding(payment, amount, date);
        world.heard(refund.orderNo(), receipt(amount, refund.bankRef(), date));
        return refund;
    }

    /** The bank's word that a call was done. */
    public void heardOfCall(Moved call) {
        world.heard(call.orderNo(), receipt(call.amount(), call.bankRef(), call.date()));
    }

    /** The bank refuses a call for good. */
    public void refuse(Moved call) {
        world.heard(call.orderNo(), new BankReply.Declined("2303", "refused"));
    }

    /** What the bank says when it is asked after an order or a call. */
    public void bankAnswers(Moved moved, BankReply reply) {
        world.bank.queries.put(moved.orderNo(), reply);
    }

    public int asked() {
        return world.bank.asked.get();
    }

    public void heard(String orderNo, long amount, String bankRef, LocalDate date) {
        world.apply(world.evidence(EvidenceSource.NOTICE, orderNo, receipt(amount, bankRef, date)));
    }

    private static BankReply receipt(long amount, String bankRef, LocalDate date) {
        return new BankReply.Paid(new BankReply.Receipt(null, Money.cny(amount), bankRef, date, null));
    }

    public PaymentDesk desk() {
        return world.desk;
    }

    public dev.tongfu.db.TestDatabase database() {
        return world.database;
    }

    public Pool pool() {
        return world.pool;
    }

    public Vertx vertx() {
        return world.vertx;
    }

    public MerchantDirectory merchants() {
        return world.merchants;
    }

    public Clock clock() {
        return world.clock;
    }

    public Instant now() {
        return world.clock.instant();
    }

    public List<String> rows(String select) {
        return world.rows(select);
    }

    public void sql(String statement) {
        world.sql(statement);
    }

    /** Posted balances that are not zero, such as {@code 2101/m_test/CNY=-12345}: debits less credits. */
    public List<String> balances() {
        return world.balances();
    }

    /** What does not hold between payments and the ledger. */
    public List<dev.tongfu.ledger.Difference> differences() {
        return world.differences();
    }

    @CanIgnoreReturnValue
    public <T> T onLoop(Supplier<Future<T>> work) {
        return world.onLoop(work);
    }

    @Override
    public void close() {
        world.close();
    }
}
