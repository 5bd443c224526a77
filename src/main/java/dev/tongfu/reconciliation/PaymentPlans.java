package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.ProposalPlanner.channel;
import static dev.tongfu.reconciliation.ProposalPlanner.line;
import static dev.tongfu.reconciliation.ProposalPlanner.refuse;
import static dev.tongfu.reconciliation.ProposalPlanner.template;

import dev.tongfu.ledger.ProposalPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApprovedActs;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.Refund;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The templates that move payments and refunds on: T1 to a payment, T2 by the bank, T3, T5, T7. */
final class PaymentPlans {
    private static final String CHANGED = "the payment changed in between; look at it and approve again";

    private final ProposalPlanner.Parts parts;
    private final ProposalStore store = new ProposalStore();

    PaymentPlans(ProposalPlanner.Parts parts) {
        this.parts = parts;
    }

    /** T1: a surplus line is this payment's. */
    Future<ProposalPlan> remapped(ProposalDraft draft) {
        var about = draft.broken();
        return parts.payment(draft).compose(payment -> {
            if (!payment.amount().equals(draft.amount())) {
                return refuse(
                        ProposalParameters.PAYMENT,
                        "amount-differs",
                        "the payment is of " + payment.amount().minor() + ", the proposal of "
                                + draft.amount().minor() + "; give the rest to its merchant by T1 merchant");
            }
            return parts.bookedToday(about.bank())
                    .compose(day -> edge(acts().remapped(payment, line(about), day), payment))
                    .map(edge -> {
                        var transfers = ProposalPostings.remappedToPayment(
                                payment.id(), payment.merchantId(), about.channel(), parts.today(), draft.amount());
                        return paid(ProposalPlan.resolving(draft.amount(), transfers), edge);
                    });
        });
    }

    /** T3: late money is the merchant's after all. */
    Future<ProposalPlan> honoured(ProposalDraft draft) {
        return parts.payment(draft)
                .compose(payment -> edge(acts().honoured(payment), payment)
                        .compose(edge -> acts().channelOf(parts.pool(), payment)
                                .compose(found -> found.isEmpty() || payment.bank() == null
                                        ? refuse(ProposalParameters.PAYMENT, "no-channel", "no bank took this payment")
                                        : Future.succeededFuture(
                                                honoured(payment, edge, found.get(), payment.bank())))));
    }

    private ProposalPlan honoured(Payment payment, ApprovedActs.PaymentEdge edge, String channelId, String bank) {
        var amount = captured(payment);
        var transfers = ProposalPostings.lateHonoured(
                payment.id(), payment.merchantId(), channel(channelId, bank), parts.today(), amount);
        return paid(ProposalPlan.of(amount, transfers), edge);
    }

    /** T5: it was never paid. */
    Future<ProposalPlan> reversed(ProposalDraft draft) {
        var about = draft.broken();
        boolean frozen = draft.kind() == ProposalKind.T5_FROZEN;
        if (frozen ? about.frozen() != about.suspense() : about.frozen() != 0) {
            return Future.failedFuture(new ProposalRefused(template(
                    "wrong-variant",
                    about.frozen() == 0
                            ? "nothing is frozen for this break; use variant pending"
                            : "the merchant's money is frozen for this break; use variant frozen")));
        }
        return parts.payment(draft).compose(payment -> {
            if (!captured(payment).equals(draft.amount())) {
                return Future.failedFuture(new ProposalRefused(template(
                        "amount-differs",
                        "the payment took " + payment.captured() + " and the break is of "
                                + draft.amount().minor() + "; only a whole payment is reversed")));
            }
            return edge(acts().reversed(payment), payment).map(edge -> {
                var amount = draft.amount();
                var transfers = ProposalPostings.paymentReversed(
                        payment.id(), payment.merchantId(), frozen, about.channel(), parts.today(), amount);
                return paid(ProposalPlan.resolving(amount, transfers).frozen(frozen ? -amount.minor() : 0), edge)
                        .edge(
                                transaction -> acts().freeze(transaction, payment.merchantId(), payment.id(), false),
                                CHANGED);
            });
        });
    }

    /** T7: a refund that was never executed is the merchant's again. */
    Future<ProposalPlan> refundReversed(ProposalDraft draft) {
        var about = draft.broken();
        return refund(draft, Optional.ofNullable(about.resourceId())).compose(refund -> {
            if (!refund.amount().equals(draft.amount())) {
                return Future.failedFuture(new ProposalRefused(template(
                        "amount-differs",
                        "the refund is of " + refund.amount().minor() + " and the break of "
                                + draft.amount().minor() + "; only a whole refund is reversed")));
            }
            var transfers = ProposalPostings.refundReversed(
                    refund.id(), refund.merchantId(), about.channel(), parts.today(), refund.amount());
            return edge(acts().returned(refund), refund)
                    .map(edge -> ProposalPlan.resolving(refund.amount(), transfers)
                            .edge(
                                    transaction -> acts().write(transaction, edge),
                                    "the refund changed in between; look at it and approve again"));
        });
    }

    /** T7 of a refund that stayed unclear: both statements around it lack it, and the bank knows nothing of it. */
    Future<ProposalPlan> refundGivenUp(ProposalDraft draft) {
        return refund(draft, draft.text(ProposalParameters.REFUND)).compose(refund -> {
            var transfers = acts().release(refund, parts.today());
            return edge(acts().givenUp(refund), refund)
                    .compose(edge -> proven(refund).map(proof -> givenUp(refund, edge, transfers)));
        });
    }

    private ProposalPlan givenUp(Refund refund, ApprovedActs.RefundEdge edge, List<Transfer> transfers) {
        return ProposalPlan.of(refund.amount(), transfers)
                .edge(
                        transaction -> acts().write(transaction, edge),
                        "the refund changed in between; look at it and approve again")
                .check(transaction -> acts().ended(transaction, edge).map(true), "never");
    }

    private Future<Boolean> proven(Refund refund) {
        return acts().unknownAtBank(parts.pool(), refund).compose(unknown -> {
            if (!unknown) {
                return refuse(
                        ProposalParameters.REFUND,
                        "not-asked",
                        "the bank has not said that it knows nothing of it; ask it again first");
            }
            return store.absentFromStatements(
                            parts.pool(),
                            refund.merchantId(),
                            refund.id(),
                            parts.zone().getId())
                    .compose(absent -> absent
                            ? Future.succeededFuture(true)
                            : refuse(
                                    ProposalParameters.REFUND,
                                    "not-absent",
                                    "the statements of its day and of the next must be there and must not show it"));
        });
    }

    private Future<Refund> refund(ProposalDraft draft, Optional<String> refundId) {
        return acts().refund(parts.pool(), draft.merchantId().orElseThrow(), refundId.orElse(""))
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> refuse(
                                ProposalParameters.REFUND, "not-found", "the break or proposal names no such refund")));
    }

    /** T2 of late money. */
    Future<ProposalPlan> lateRefunded(ProposalDraft draft) {
        return parts.payment(draft)
                .compose(payment -> acts().honoured(payment).isEmpty()
                        ? refuse(ProposalParameters.PAYMENT, "wrong-state", "only late money that waits is refunded so")
                        : acts().ofLate(parts.pool(), payment).compose(own -> bank(own)));
    }

    /** T2 of a second receipt. */
    Future<ProposalPlan> extraRefunded(ProposalDraft draft) {
        String reference = draft.text(ProposalParameters.BANK_REF).orElseThrow();
        return parts.payment(draft)
                .compose(payment -> acts().ofExtra(parts.pool(), payment, reference, draft.amount()))
                .compose(this::bank);
    }

    /** T2 of a surplus. */
    Future<ProposalPlan> surplusRefunded(ProposalDraft draft) {
        var about = draft.broken();
        var order = draft.text(ProposalParameters.ORDER).or(() -> Optional.ofNullable(about.ourRef()));
        if (order.isEmpty()) {
            return refuse(
                    ProposalParameters.ORDER,
                    "required",
                    "the line names no order of ours; a bank refunds by its order");
        }
        return parts.payment(draft)
                .compose(payment -> acts().ofSurplus(parts.pool(), payment, order.get(), draft.amount()))
                .compose(this::bank)
                .compose(plan -> ofChannel(plan, about));
    }

    private static Future<ProposalPlan> ofChannel(ProposalPlan plan, BreakView about) {
        var own = plan.refund();
        return own != null && own.refund().channelId().equals(about.channelId())
                ? Future.succeededFuture(plan.suspense(-plan.amount().minor()))
                : refuse(ProposalParameters.ORDER, "other-channel", "the order went through another channel");
    }

    private Future<ProposalPlan> bank(Optional<ApprovedActs.OwnRefund> own) {
        return own.map(found ->
                        Future.succeededFuture(ProposalPlan.of(found.refund().amount(), List.of(found.reserve()))
                                .with(found)))
                .orElseGet(() -> refuse(
                        ProposalParameters.PAYMENT,
                        "not-refundable",
                        "no bank can be asked: the order is not the payment's, or its bank refunds nothing"));
    }

    private ProposalPlan paid(ProposalPlan plan, ApprovedActs.PaymentEdge edge) {
        return plan.edge(transaction -> acts().write(transaction, edge), CHANGED);
    }

    private static <T> Future<T> edge(Optional<T> edge, Payment payment) {
        return edge.map(Future::succeededFuture)
                .orElseGet(() -> refuse(
                        ProposalParameters.PAYMENT,
                        "wrong-state",
                        "the payment is " + payment.status().word() + ", of it " + payment.refunded() + " refunded and "
                                + payment.refundReserved() + " reserved; this template does not fit"));
    }

    private static <T> Future<T> edge(Optional<T> edge, Refund refund) {
        return edge.map(Future::succeededFuture)
                .orElseGet(() -> refuse(
                        ProposalParameters.REFUND,
                        "wrong-state",
                        "the refund is " + refund.status().word() + " and not one of the merchant's that fits"));
    }

    private static Money captured(Payment payment) {
        return new Money(payment.captured(), payment.amount().currency());
    }

    private ApprovedActs acts() {
        return parts.acts().get();
    }
}
