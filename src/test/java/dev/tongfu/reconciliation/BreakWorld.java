package dev.tongfu.reconciliation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.BreakPostings;
import dev.tongfu.ledger.Difference;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.Money;
import dev.tongfu.payment.PaidWorld;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.Refund;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Breaks with their money in suspense, and operators who propose about them. */
public final class BreakWorld implements AutoCloseable {
    static final String MIA = "operator:mia";
    static final String CHEN = "operator:chen";
    static final String LI = "operator:li";

    /** Above this two approvers are needed. */
    static final long TIER = 20_000;

    static final LedgerChannel ABC = new LedgerChannel(PaidWorld.CHANNEL, PaidWorld.BANK);
    static final LedgerChannel UNIONPAY = new LedgerChannel("unionpay-1", "unionpay");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    final PaidWorld paid;
    final ProposalService service;
    final BreakList list;
    final ProposalEnds ends;
    private int number;

    public BreakWorld() {
        this(paid -> SuspensePayouts.NONE);
    }

    /** @param payouts what pays out, over the same rows */
    public BreakWorld(Function<PaidWorld, SuspensePayouts> payouts) {
        var clock = java.time.Clock.systemUTC();
        ends = new ProposalEnds(clock);
        paid = new PaidWorld(ends);
        service = new ProposalService(new ProposalService.Parts(
                paid.pool(),
                paid.bus(),
                paid.merchants(),
                paid.ledger(),
                paid::acts,
                payouts.apply(paid),
                new ProposalConfig(TIER, 1_000, 30, 100),
                ZONE,
                new Ids(paid.clock()),
                paid.clock()));
        list = new BreakList(paid.pool(), ZONE, paid.clock());
    }

    public PaidWorld paid() {
        return paid;
    }

    public ProposalService service() {
        return service;
    }

    public BreakList list() {
        return list;
    }

    /** B1: money in that nobody knew. */
    @CanIgnoreReturnValue
    public BreakView surplus(long minor) {
        return surplus(ABC, minor, null, null);
    }

    @CanIgnoreReturnValue
    BreakView surplus(LedgerChannel channel, long minor, @Nullable Payment payment, @Nullable String orderNo) {
        int n = ++number;
        post(BreakPostings.bankOnlyInflow("lin_" + n, channel, PaidWorld.BANK_DATE, Money.cny(minor)));
        return insert(n, new Facts(channel, "bank_only", "in", "surplus", minor, 0), payment, null, orderNo);
    }

    /** B2: money out that nobody knew. */
    @CanIgnoreReturnValue
    public BreakView shortage(long minor) {
        return shortage(ABC, minor);
    }

    @CanIgnoreReturnValue
    BreakView shortage(LedgerChannel channel, long minor) {
        int n = ++number;
        post(BreakPostings.bankOnlyOutflow("lin_" + n, channel, PaidWorld.BANK_DATE, Money.cny(minor)));
        return insert(n, new Facts(channel, "bank_only", "out", "shortage", minor, 0), null, null, null);
    }

    /** B4: a payment of ours that never came. */
    @CanIgnoreReturnValue
    BreakView missing(Payment payment) {
        int n = ++number;
        long minor = payment.captured();
        post(BreakPostings.platformOnlyPayment("brk_" + n, ABC, PaidWorld.BANK_DATE, Money.cny(minor)));
        return insert(n, new Facts(ABC, "platform_only", "in", "shortage", minor, 0), payment, null, null);
    }

    /** B8: the same, and the bank says it failed. */
    @CanIgnoreReturnValue
    BreakView unpaid(Payment payment) {
        int n = ++number;
        long minor = payment.captured();
        post(BreakPostings.bankUnpaidPayment(
                "brk_" + n, PaidWorld.MERCHANT, ABC, PaidWorld.BANK_DATE, Money.cny(minor)));
        paid.sql("update payment set frozen = true where id = '" + payment.id() + "'");
        return insert(n, new Facts(ABC, "bank_unpaid", "in", "shortage", minor, minor), payment, null, null);
    }

    /** B4: a refund of ours that never went. */
    @CanIgnoreReturnValue
    BreakView missing(Refund refund) {
        int n = ++number;
        long minor = refund.amount().minor();
        post(BreakPostings.platformOnlyRefund("brk_" + n, ABC, PaidWorld.BANK_DATE, Money.cny(minor)));
        return insert(n, new Facts(ABC, "platform_only", "out", "surplus", minor, 0), null, refund, null);
    }

    /** What a break is about. */
    private record Facts(LedgerChannel channel, String code, String direction, String side, long minor, long frozen) {}

    private BreakView insert(
            int n, Facts facts, @Nullable Payment payment, @Nullable Refund refund, @Nullable String orderNo) {
        boolean ours = payment != null || refund != null;
        String id = "brk_" + n;
        paid.sql(
                "insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency,"
                        + " side, suspense, frozen, our_ref, bank_ref, merchant_id, payment_id, resource_id, rule,"
                        + " evidence, opened_at, changed_at) values ('" + id + "', '"
                        + facts.channel().id() + "', '"
                        + facts.channel().book() + "', '" + PaidWorld.BANK_DATE + "', 'run_1', '" + facts.code()
                        + "', 'open', '" + facts.direction() + "', " + facts.minor() + ", 'CNY', '" + facts.side()
                        + "', "
                        + facts.minor() + ", " + facts.frozen() + ", " + text(orderNo) + ", 'REF-" + n + "', "
                        + text(ours ? PaidWorld.MERCHANT : null) + ", " + text(payment == null ? null : payment.id())
                        + ", "
                        + text(refund == null ? null : refund.id()) + ", 'none', '{}', now(), now())");
        return found(id);
    }

    private static String text(@Nullable String value) {
        return value == null ? "null" : "'" + value + "'";
    }

    void post(List<Transfer> transfers) {
        var ledger = paid.ledger();
        PaidWorld.done(ledger.prepare(paid.pool(), transfers)
                .compose(ready -> paid.pool().withTransaction(transaction -> ledger.post(transaction, transfers))));
    }

    BreakView found(String breakId) {
        return PaidWorld.done(list.find(breakId)).orElseThrow();
    }

    public BreakView now(BreakView found) {
        return found(found.id());
    }

    @CanIgnoreReturnValue
    public ProposalOutcome propose(@Nullable BreakView about, String template, String variant, JsonObject parameters) {
        var request = new NewProposal(template, variant, new ProposalParameters(parameters), "因为", null);
        return paid.onLoop(() -> service.propose(about == null ? null : about.id(), request, MIA));
    }

    @CanIgnoreReturnValue
    public Proposal proposed(@Nullable BreakView about, String template, String variant, JsonObject parameters) {
        var outcome = propose(about, template, variant, parameters);
        if (outcome instanceof ProposalOutcome.Done done) {
            return done.proposal();
        }
        throw new AssertionError("not proposed: " + outcome);
    }

    @CanIgnoreReturnValue
    ProposalOutcome approve(Proposal proposal, String actor) {
        return paid.onLoop(() -> service.approve(proposal.id(), actor, "看过了"));
    }

    /** By another operator. */
    @CanIgnoreReturnValue
    public ProposalOutcome approved(Proposal proposal) {
        return approve(proposal, CHEN);
    }

    /** Proposes and has another approve; fails when it is not executed, or taken up by the bank. */
    @CanIgnoreReturnValue
    public Proposal executed(@Nullable BreakView about, String template, String variant, JsonObject parameters) {
        var proposal = proposed(about, template, variant, parameters);
        var outcome = approve(proposal, CHEN);
        if (outcome instanceof ProposalOutcome.Done done) {
            return done.proposal();
        }
        throw new AssertionError("not executed: " + outcome);
    }

    public Proposal now(Proposal proposal) {
        return PaidWorld.done(service.find(proposal.id())).orElseThrow();
    }

    /** What a proposal has posted: template, accounts, amount and key. */
    List<String> posted(String template) {
        return paid.rows("select debit || ' > ' || credit || ' ' || amount from transfer where template = '" + template
                + "' order by id");
    }

    /** What does not hold between breaks, payments, refunds and the ledger; and whether the record is whole. */
    public List<Difference> differences() {
        var found = new ArrayList<>(paid.differences());
        SuspenseIdentities.all().forEach(identity -> found.addAll(PaidWorld.done(identity.check(paid.pool()))));
        var proof = PaidWorld.done(new AuditLog(paid.clock()).prove(paid.pool()));
        if (!proof.whole()) {
            found.add(new Difference("audit", "a whole chain", "broken at " + proof.brokenAt()));
        }
        return found;
    }

    @Override
    public void close() {
        paid.close();
    }
}
