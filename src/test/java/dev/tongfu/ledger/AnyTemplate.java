package dev.tongfu.ledger;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * Every posting template, filled in from a few small numbers so that many of them meet on the same objects.
 *
 * @param object the payment, refund, line, break, proposal, settlement; merchant and channel follow from it
 * @param round keeps the objects of one round apart from those of the next
 */
record AnyTemplate(int template, int object, int day, int minor, String round) {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final int N = 1;

    static final List<Function<AnyTemplate, List<Transfer>>> ALL = List.of(
            s -> PaymentPostings.succeeded(s.id("pay"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> PaymentPostings.late(s.id("pay"), "att_1", s.channel(), s.date(), s.money()),
            s -> PaymentPostings.lateHonoured(s.id("pay"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> PaymentPostings.extra(s.id("pay"), s.channel(), "B" + s.minor, s.date(), s.money()),
            s -> HoldPostings.authorized(s.id("pay"), s.merchant(), s.channel(), s.date(), s.most()),
            s -> HoldPostings.captured(s.id("pay"), s.merchant(), s.channel(), s.date(), s.most(), s.money()),
            s -> HoldPostings.released(s.id("pay"), s.merchant(), s.channel(), s.date(), s.most()),
            s -> HoldPostings.provenLater(s.id("pay"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> RefundPostings.reserved(s.id("ref"), s.source(), s.channel(), s.date(), s.most()),
            s -> RefundPostings.succeeded(s.id("ref"), s.source(), s.channel(), s.date(), s.most()),
            s -> RefundPostings.failed(s.id("ref"), s.source(), s.channel(), s.date(), s.most()),
            s -> RefundPostings.provenExecuted(s.id("ref"), s.source(), s.channel(), s.date(), s.most()),
            s -> RefundPostings.provenExecutedBeyond(s.id("ref"), s.channel(), s.date(), s.most()),
            s -> RefundPostings.returned(s.id("ref"), s.source(), s.channel(), s.date(), s.most()),
            s -> RunPostings.cleared(s.id("run"), "purchase", s.channel(), s.date(), s.money()),
            s -> RunPostings.clearedOutflow(s.id("run"), "refund", s.channel(), s.date(), s.money()),
            s -> RunPostings.feeTaken(s.id("run"), "purchase", s.channel(), s.date(), s.money()),
            s -> RunPostings.feeTakenDirect(s.id("run"), "debit", s.merchant(), s.channel(), s.date(), s.money()),
            s -> RunPostings.feeGivenBack(s.id("run"), "refund", s.channel(), s.date(), s.money()),
            s -> RunPostings.feeGivenBackDirect(s.id("run"), "void", s.merchant(), s.channel(), s.date(), s.money()),
            s -> RunPostings.feeAccrued(s.id("run"), "capture", s.channel(), s.date(), s.money()),
            s -> RunPostings.feeInvoiced(s.id("line"), s.channel(), s.date(), s.money()),
            s -> RunPostings.payoutSeen(s.id("line"), s.channel(), s.date(), s.money()),
            s -> RunPostings.payoutReturnSeen(s.id("line"), s.channel(), s.date(), s.money()),
            s -> RunPostings.settledDirect(s.id("run"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> BreakPostings.bankOnlyInflow(s.id("line"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.bankOnlyOutflow(s.id("line"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.platformOnlyPayment(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.platformOnlyRefund(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.paymentFound(s.id("line"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.refundFound(s.id("line"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.becameKnown(s.id("line"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.bankUnpaidPayment(s.id("brk"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> BreakPostings.bankUnpaidRefund(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.amountOverPayment(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.amountOverRefund(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.amountUnderPayment(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.amountUnderRefund(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.feeMoreTolerated(s.id("run"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.feeLessTolerated(s.id("run"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.feeMore(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> BreakPostings.feeLess(s.id("brk"), s.channel(), s.date(), s.money()),
            s -> ProposalPostings.remappedToPayment(s.id("pay"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> ProposalPostings.remappedToMerchant(s.id("prp"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> ProposalPostings.lateHonoured(s.id("pay"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> ProposalPostings.moved(
                    s.id("prp"), N, "bank0", s.date(), s.account(AccountCode.SURPLUS), s.source(), s.money()),
            s -> ProposalPostings.paymentReversed(
                    s.id("pay"), s.merchant(), s.minor % 2 == 0, s.channel(), s.date(), s.money()),
            s -> ProposalPostings.unfrozen(s.id("prp"), N, s.merchant(), s.date(), s.money()),
            s -> ProposalPostings.refundReversed(s.id("ref"), s.merchant(), s.channel(), s.date(), s.money()),
            s -> ProposalPostings.chargedBack(s.id("prp"), N, s.merchant(), s.channel(), s.date(), s.money()),
            s -> ProposalPostings.wonBack(s.id("prp"), N, s.merchant(), s.channel(), s.date(), s.money()),
            s -> ProposalPostings.bankCharge(s.id("prp"), N, s.channel(), s.date(), s.money()),
            s -> ProposalPostings.shortageWrittenOff(s.id("prp"), N, s.channel(), s.date(), s.money()),
            s -> ProposalPostings.surplusWrittenOff(s.id("prp"), N, s.channel(), s.date(), s.money()),
            s -> ProposalPostings.offset(s.id("prp"), N, s.channel(), s.date(), s.money()),
            s -> ProposalPostings.adjustedFor(s.id("prp"), N, s.merchant(), s.date(), s.money()),
            s -> ProposalPostings.adjustedAgainst(s.id("prp"), N, s.merchant(), s.date(), s.money()),
            s -> ProposalPostings.frozen(s.id("prp"), N, s.merchant(), s.date(), s.money()),
            s -> ProposalPostings.released(s.id("prp"), N, s.merchant(), s.date(), s.money()),
            s -> ProposalPostings.swept(
                    s.id("prp"), N, s.channel(), new LedgerChannel("other", "bank0"), s.date(), s.money()),
            s -> ProposalPostings.ownFundsIn(s.id("prp"), N, s.channel(), s.date(), s.money()),
            s -> ProposalPostings.ownFundsOut(s.id("prp"), N, s.channel(), s.date(), s.money()),
            s -> ProposalPostings.corrected(
                    s.id("prp"),
                    N,
                    PaymentPostings.succeeded(s.id("pay"), s.merchant(), s.channel(), s.date(), s.money())
                            .get(0),
                    "trf_1"),
            s -> SettlementPostings.fees(s.id("stl"), "purchase", s.merchant(), s.date(), s.money()),
            s -> SettlementPostings.feesGivenBack(s.id("stl"), "purchase", s.merchant(), s.date(), s.money()),
            s -> SettlementPostings.reserveKept(s.id("stl"), s.merchant(), s.date(), s.money()),
            s -> SettlementPostings.net(s.id("stl"), s.merchant(), s.date(), s.most()),
            s -> SettlementPostings.reserveReleased(s.id("rsv"), s.merchant(), s.date(), s.money()),
            s -> PayoutPostings.reserved(s.id("pyo"), N, s.available(), s.channel(), s.date(), s.money()),
            s -> PayoutPostings.paid(s.id("pyo"), N, s.available(), s.channel(), s.date(), s.money()),
            s -> PayoutPostings.failed(s.id("pyo"), N, s.available(), s.channel(), s.date(), s.money()),
            s -> PayoutPostings.returned(s.id("pyo"), N, s.available(), s.channel(), s.date(), s.money()),
            s -> PayoutPostings.provenPaid(s.id("pyo"), N, s.available(), s.channel(), s.date(), s.money()),
            s -> PayoutPostings.provenPaidBeyond(s.id("pyo"), N, s.channel(), s.date(), s.money()));

    List<Transfer> transfers() {
        return ALL.get(template).apply(this);
    }

    private String id(String prefix) {
        return prefix + "_" + round + "_" + object;
    }

    private String merchant() {
        return "m" + object % 3;
    }

    private LedgerChannel channel() {
        return new LedgerChannel("ch" + object % 3, "bank" + object % 2);
    }

    private LocalDate date() {
        return FIRST.plusDays(day);
    }

    private Money money() {
        return Money.cny(minor);
    }

    /** At least any {@link #money()} of the same object, so that captures mostly fit. */
    private Money most() {
        return Money.cny(40);
    }

    private Account source() {
        return Account.ofMerchant(AccountCode.MERCHANT_PENDING, merchant(), CurrencyCode.CNY);
    }

    private Account available() {
        return Account.ofMerchant(AccountCode.MERCHANT_AVAILABLE, merchant(), CurrencyCode.CNY);
    }

    private Account account(AccountCode code) {
        return Account.ofChannel(code, channel().id(), CurrencyCode.CNY);
    }
}
