package dev.tongfu.reconciliation;

import dev.tongfu.ledger.BookDate;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.ProposalPostings;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApprovedActs;
import dev.tongfu.payment.BankSide;
import dev.tongfu.payment.Payment;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Fills in a template: what it posts, and what it does to break, payment and refund. Reads, and writes nothing; what
 * does not fit fails with {@link ProposalRefused}.
 */
final class ProposalPlanner {
    private final Parts parts;
    private final PaymentPlans payments;
    private final SuspensePlans suspense;
    private final PayoutPlans payouts;

    ProposalPlanner(Parts parts) {
        this.parts = parts;
        this.payments = new PaymentPlans(parts);
        this.suspense = new SuspensePlans(parts);
        this.payouts = new PayoutPlans(parts);
    }

    /** What planning needs of others. */
    record Parts(
            Pool pool,
            MerchantDirectory merchants,
            LedgerStore ledger,
            Supplier<ApprovedActs> acts,
            SuspensePayouts payouts,
            ProposalConfig config,
            ZoneId zone,
            Clock clock) {
        LocalDate today() {
            return LocalDate.ofInstant(clock.instant(), zone);
        }

        /** The day on which the books of a bank take today's movements. */
        Future<LocalDate> bookedToday(String bank) {
            var today = new BookDate(bank, today());
            return ledger.bookingDates(pool, Set.of(today)).map(dates -> dates.getOrDefault(today, today()));
        }

        Future<Payment> payment(ProposalDraft draft) {
            return acts.get()
                    .payment(
                            pool,
                            draft.merchantId().orElseThrow(),
                            draft.paymentId().orElseThrow())
                    .map(found -> found.orElseThrow(() ->
                            refused(ProposalParameters.PAYMENT, "not-found", "the merchant has no such payment")));
        }

        boolean knows(String merchantId) {
            return merchants.merchant(merchantId).isPresent();
        }

        long floor(String merchantId) {
            return merchants
                    .merchant(merchantId)
                    .map(merchant -> merchant.policy().pendingFloor())
                    .orElse(0L);
        }
    }

    static ProposalRefused refused(String parameter, String code, String detail) {
        return new ProposalRefused(ProposalFault.parameter(parameter, code, detail));
    }

    Future<ProposalPlan> plan(ProposalDraft draft) {
        var faults = ProposalRules.check(draft);
        if (!faults.isEmpty()) {
            return Future.failedFuture(new ProposalRefused(faults));
        }
        Optional<String> unknown = draft.merchantId().filter(id -> !parts.knows(id));
        if (unknown.isPresent()) {
            return Future.failedFuture(refused(ProposalParameters.MERCHANT, "not-found", "there is no such merchant"));
        }
        try {
            return fill(draft);
        } catch (ProposalRefused refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private Future<ProposalPlan> fill(ProposalDraft draft) {
        return switch (draft.kind()) {
            case T1_PAYMENT -> payments.remapped(draft);
            case T2_SURPLUS -> payments.surplusRefunded(draft);
            case T2_LATE -> payments.lateRefunded(draft);
            case T2_DUPLICATE -> payments.extraRefunded(draft);
            case T2_PAYOUT -> payouts.surplus(draft);
            case T2_LATE_PAYOUT -> payouts.late(draft);
            case T2_DUPLICATE_PAYOUT -> payouts.receipt(draft);
            case T3_HONOUR -> payments.honoured(draft);
            case T4_OUT, T4_IN -> suspense.moved(draft);
            case T5_FROZEN, T5_PENDING -> payments.reversed(draft);
            case T6_UNFREEZE -> now(unfrozen(draft));
            case T7_REFUND -> payments.refundReversed(draft);
            case T7_UNSETTLED -> payments.refundGivenUp(draft);
            case T10_SURPLUS -> now(unclaimed(draft));
            case T11_OFFSET, T14_SWEEP -> suspense.offset(draft);
            case T16_CORRECT -> suspense.corrected(draft);
            case T1_MERCHANT, T8_CHARGED, T8_WON, T9_CHARGE, T10_SHORTAGE, T15_IN, T15_OUT -> now(oneTransfer(draft));
            case T12_FOR, T12_AGAINST, T13_FREEZE, T13_RELEASE -> now(withoutBreak(draft));
        };
    }

    private static Future<ProposalPlan> now(ProposalPlan plan) {
        return Future.succeededFuture(plan);
    }

    private ProposalPlan oneTransfer(ProposalDraft draft) {
        var id = draft.id();
        var channel = draft.broken().channel();
        var today = parts.today();
        var amount = draft.amount();
        String merchant = draft.merchantId().orElse("");
        var transfers = switch (draft.kind()) {
            case T1_MERCHANT -> ProposalPostings.remappedToMerchant(id, merchant, channel, today, amount);
            case T8_CHARGED -> ProposalPostings.chargedBack(id, 1, merchant, channel, today, amount);
            case T8_WON -> ProposalPostings.wonBack(id, 1, merchant, channel, today, amount);
            case T9_CHARGE -> ProposalPostings.bankCharge(id, 1, channel, today, amount);
            case T10_SHORTAGE -> ProposalPostings.shortageWrittenOff(id, 1, channel, today, amount);
            case T15_IN -> ProposalPostings.ownFundsIn(id, 1, channel, today, amount);
            case T15_OUT -> ProposalPostings.ownFundsOut(id, 1, channel, today, amount);
            default -> throw new IllegalStateException("more than one transfer: " + draft.kind());
        };
        return ProposalPlan.resolving(amount, transfers);
    }

    private ProposalPlan unclaimed(ProposalDraft draft) {
        var about = draft.broken();
        long days = BreakAge.days(LocalDate.ofInstant(about.openedAt(), parts.zone()), parts.today());
        if (days < parts.config().surplusUnclaimedDays()) {
            throw new ProposalRefused(new ProposalFault(
                    "/template",
                    "too-young",
                    "a surplus becomes income after " + parts.config().surplusUnclaimedDays() + " days; this one has "
                            + days));
        }
        return ProposalPlan.resolving(
                draft.amount(),
                ProposalPostings.surplusWrittenOff(draft.id(), 1, about.channel(), parts.today(), draft.amount()));
    }

    private ProposalPlan unfrozen(ProposalDraft draft) {
        var about = draft.broken();
        String merchant = draft.merchantId().orElseThrow();
        var amount = new Money(about.frozen(), about.currency());
        var plan = ProposalPlan.of(amount, ProposalPostings.unfrozen(draft.id(), 1, merchant, parts.today(), amount))
                .frozen(-amount.minor());
        String payment = about.paymentId();
        return payment == null
                ? plan
                : plan.edge(
                        transaction -> parts.acts().get().freeze(transaction, merchant, payment, false),
                        "the payment is not there");
    }

    private ProposalPlan withoutBreak(ProposalDraft draft) {
        var id = draft.id();
        String merchant = draft.merchantId().orElseThrow();
        var today = parts.today();
        var amount = draft.amount();
        long floor = parts.floor(merchant);
        return switch (draft.kind()) {
            case T12_FOR -> ProposalPlan.of(amount, ProposalPostings.adjustedFor(id, 1, merchant, today, amount));
            case T12_AGAINST ->
                ProposalPlan.of(amount, ProposalPostings.adjustedAgainst(id, 1, merchant, today, amount))
                        .above(floor);
            case T13_FREEZE ->
                ProposalPlan.of(amount, ProposalPostings.frozen(id, 1, merchant, today, amount))
                        .above(floor);
            case T13_RELEASE ->
                ProposalPlan.of(amount, ProposalPostings.released(id, 1, merchant, today, amount))
                        .check(
                                transaction -> suspense.frozenCovered(transaction, merchant, amount.currency()),
                                "what is frozen for breaks is released by T5 or T6");
            default -> throw new IllegalStateException("about a break: " + draft.kind());
        };
    }

    /** The line of a break as the bank names it. */
    static BankSide line(BreakView about) {
        return new BankSide(about.channelId(), about.bank(), about.ourRef(), about.bankRef(), about.bankDate());
    }

    static LedgerChannel channel(String channelId, String bank) {
        return new LedgerChannel(channelId, bank);
    }

    static <T> Future<T> refuse(String parameter, String code, String detail) {
        return Future.failedFuture(refused(parameter, code, detail));
    }

    static List<ProposalFault> template(String code, String detail) {
        return List.of(new ProposalFault("/template", code, detail));
    }
}
