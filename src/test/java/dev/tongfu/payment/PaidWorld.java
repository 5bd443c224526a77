package dev.tongfu.payment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bus.Bus;
import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.Difference;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.money.Money;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Payments, refunds and a scripted bank for the tests of other features. */
public final class PaidWorld implements AutoCloseable {
    public static final String MERCHANT = PaymentWorld.MERCHANT;
    public static final String BANK = "abc";
    public static final String CHANNEL = "abc-1";
    public static final LocalDate BANK_DATE = ScriptedBank.BANK_DATE;

    /** What every payment here is of. */
    public static final long AMOUNT = 12_345;

    private final PaymentWorld world = new PaymentWorld();
    private final PaymentDesk desk;

    public PaidWorld(RefundEnds ends) {
        desk = world.onLoop(() -> Future.succeededFuture(
                new PaymentDesk(world.vertx, world.parts().with(ends))));
    }

    public Pool pool() {
        return world.pool;
    }

    public Bus bus() {
        return world.bus;
    }

    /** The same database for the books of a simulated bank. */
    public DatabaseConfig simulatorConfig() {
        return world.database.simulatorConfig();
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

    public void advance(Duration by) {
        world.clock.advance(by);
    }

    public LedgerStore ledger() {
        return new LedgerStore(new Ids(world.clock), LedgerConfig.defaults());
    }

    public ApprovedActs acts() {
        return desk.approvedActs();
    }

    public ApartMoney apart() {
        return desk.approvedActs().apart();
    }

    /** For features that pay out and have no payments. */
    public static ApartMoney apart(MerchantDirectory merchants, Ids ids, Clock clock) {
        var links = new PaymentWorld.TestLinks();
        return new ApartMoney(merchants, links, PaymentObserver.NONE, new OutboxStore(), ids, clock);
    }

    @CanIgnoreReturnValue
    public Payment succeeded() {
        return world.succeeded(BANK);
    }

    @CanIgnoreReturnValue
    public Payment submitted() {
        return world.submitted();
    }

    /** Closed while the bank knew nothing of it. */
    @CanIgnoreReturnValue
    public Payment closed() {
        var payment = world.submitted();
        world.sql("update payment set status = 'closed', version = version + 1 where id = '" + payment.id() + "'");
        return world.now(payment);
    }

    /** Paid after it was closed, and kept apart. */
    @CanIgnoreReturnValue
    public Payment late() {
        world.policy("honour");
        world.policy("refund");
        var payment = closed();
        String number = lastOrderNo();
        world.apply(world.paid(number, "TXN-" + number));
        return world.now(payment);
    }

    /** Paid twice by one order; the bank's reference of the second receipt is {@code SECOND-} and the order. */
    @CanIgnoreReturnValue
    public Payment paidTwice() {
        var payment = succeeded();
        String number = lastOrderNo();
        world.apply(world.paid(number, "SECOND-" + number));
        return world.now(payment);
    }

    public String lastOrderNo() {
        return world.bank.lastOrder().bankOrderNo();
    }

    /** A refund of the merchant's that the bank has executed. */
    @CanIgnoreReturnValue
    public Refund refunded(Payment payment, String refundNo, long minor) {
        answers(act -> ScriptedBank.paid(minor, "R-" + refundNo));
        return asked(payment, refundNo, minor, RefundStatus.SUCCEEDED);
    }

    /** A refund of which the bank says nothing clear. */
    @CanIgnoreReturnValue
    public Refund unclear(Payment payment, String refundNo, long minor) {
        answers(act -> new BankReply.Unknown("no answer"));
        return asked(payment, refundNo, minor, RefundStatus.UNKNOWN);
    }

    private Refund asked(Payment payment, String refundNo, long minor, RefundStatus wished) {
        var request = new NewRefund(MERCHANT, refundNo, payment.id(), null, Money.cny(minor), null);
        var created = (RefundOutcome.Created) world.onLoop(() -> desk.refunds().create(request));
        return world.refund(created.refund().refundNo(), wished);
    }

    public void answers(Function<BankAct, BankReply> reply) {
        world.bank.answersActsWith(reply);
    }

    public static BankReply paid(long minor, String reference) {
        return ScriptedBank.paid(minor, reference);
    }

    /** What is heard later of the last call for a refund. */
    public void heard(String refundId, BankReply reply) {
        String number = rows("select bank_order_no from operation where resource_id = '" + refundId
                        + "' order by number desc")
                .get(0);
        var evidence = world.evidence(EvidenceSource.QUERY, number, reply);
        world.onLoop(() -> desk.operations().apply(evidence));
    }

    public Payment now(Payment payment) {
        return world.now(payment);
    }

    public Refund now(Refund refund) {
        return world.refund(refund.refundNo());
    }

    public List<String> told(String resourceId) {
        return rows("select type from notification where resource_id = '" + resourceId + "' order by sequence");
    }

    public List<Difference> differences() {
        return world.differences();
    }

    public List<String> balances() {
        return world.balances();
    }

    public List<String> rows(String select) {
        return world.rows(select);
    }

    public void sql(String statement) {
        world.sql(statement);
    }

    @CanIgnoreReturnValue
    public <T> T onLoop(Supplier<Future<T>> work) {
        return world.onLoop(work);
    }

    @CanIgnoreReturnValue
    public static <T> T done(Future<T> future) {
        return PaymentWorld.done(future);
    }

    @Override
    public void close() {
        world.onLoop(desk::close);
        world.close();
    }
}
