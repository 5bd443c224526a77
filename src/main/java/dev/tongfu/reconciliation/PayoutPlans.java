package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.ProposalPlanner.refuse;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.AccountCode;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApartMoney;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** T2 by payout: money in suspense, late money or a second receipt goes to an account of its payer. */
final class PayoutPlans {
    private final ProposalPlanner.Parts parts;

    PayoutPlans(ProposalPlanner.Parts parts) {
        this.parts = parts;
    }

    /** Who is paid from which of the house's accounts. */
    private record Road(LedgerChannel paying, String beneficiary, String paidTo) {}

    /** What is in suspense for the break. */
    Future<ProposalPlan> surplus(ProposalDraft draft) {
        var about = draft.broken();
        var source = Account.ofChannel(AccountCode.SURPLUS, about.channelId(), about.currency());
        return road(draft)
                .map(road -> plan(draft, road, source, draft.amount(), null)
                        .suspense(-draft.amount().minor()));
    }

    /** All of the late payment's money. */
    Future<ProposalPlan> late(ProposalDraft draft) {
        return road(draft)
                .compose(road -> parts.payment(draft)
                        .compose(payment -> parts.acts().get().late(parts.pool(), payment))
                        .compose(found -> apart(
                                draft,
                                road,
                                AccountCode.LATE_PAYMENTS,
                                found,
                                ProposalParameters.PAYMENT,
                                "only late money that waits, and that nothing of goes back yet, is paid out so")));
    }

    /** A second receipt, whole. */
    Future<ProposalPlan> receipt(ProposalDraft draft) {
        String reference = draft.text(ProposalParameters.BANK_REF).orElseThrow();
        return road(draft)
                .compose(road -> parts.payment(draft)
                        .compose(payment -> parts.acts().get().receipt(parts.pool(), payment, reference))
                        .compose(found -> apart(
                                draft,
                                road,
                                AccountCode.DUPLICATE_PAYMENTS,
                                found,
                                ProposalParameters.BANK_REF,
                                "the payment has no second receipt of that reference that waits")));
    }

    private Future<ProposalPlan> apart(
            ProposalDraft draft,
            Road road,
            AccountCode code,
            Optional<ApartMoney.Sum> found,
            String parameter,
            String otherwise) {
        if (found.isEmpty()) {
            return refuse(parameter, "wrong-state", otherwise);
        }
        var sum = found.get();
        var source = Account.ofChannel(code, sum.channelId(), sum.amount().currency());
        var apart = parts.acts().get().apart();
        return Future.succeededFuture(plan(draft, road, source, sum.amount(), sum)
                .edge(
                        transaction -> apart.reserve(transaction, sum),
                        "payment or receipt changed in between; look at it and approve again"));
    }

    private ProposalPlan plan(
            ProposalDraft draft, Road road, Account source, Money amount, ApartMoney.@Nullable Sum sum) {
        var today = parts.today();
        String merchant = draft.merchantId().orElseThrow();
        return ProposalPlan.of(amount, PayoutPostings.reserved(draft.id(), 1, source, road.paying(), today, amount))
                .with(new SuspensePayouts.Order(
                        draft.id(), merchant, source, amount, road.beneficiary(), road.paidTo(), sum, today));
    }

    private Future<Road> road(ProposalDraft draft) {
        var paying = parts.payouts().channel();
        if (paying.isEmpty()) {
            return Future.failedFuture(new ProposalRefused(new ProposalFault(
                    "/variant",
                    "not-offered",
                    "this gateway pays nothing out; refund by the bank with another variant of T2")));
        }
        String beneficiary = draft.text(ProposalParameters.BENEFICIARY).orElseThrow();
        return parts.payouts()
                .paidTo(parts.pool(), draft.merchantId().orElseThrow(), beneficiary)
                .compose(paidTo -> paidTo.map(
                                account -> Future.succeededFuture(new Road(paying.get(), beneficiary, account)))
                        .orElseGet(() -> refuse(
                                ProposalParameters.BENEFICIARY,
                                "not-found",
                                "no account of a payer of the merchant's is kept by that id")));
    }
}
