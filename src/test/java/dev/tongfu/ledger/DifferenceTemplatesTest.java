package dev.tongfu.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows K1 to K8, B1 to B13 and T1 to T16, written out as the posting table has them. */
class DifferenceTemplatesTest {
    private static final LedgerChannel CH = new LedgerChannel("ch", "bank");
    private static final LedgerChannel CH2 = new LedgerChannel("ch2", "bank2");
    private static final LocalDate BD = LocalDate.of(2026, 11, 23);
    private static final Money C = Money.cny(700);
    private static final Money HELD = Money.cny(900);
    private static final Account M = merchant(AccountCode.MERCHANT_PENDING);

    @ParameterizedTest
    @MethodSource({"runs", "breaks", "proposals", "writeOffs"})
    void templatePostsItsRowOfTheTable(List<String> rows, List<Transfer> posted) {
        // When
        var written = posted.stream().map(DifferenceTemplatesTest::row).toList();

        // Then
        assertThat(written).isEqualTo(rows);
        assertThat(posted).allSatisfy(t -> assertThat(t.valueDate()).isEqualTo(BD));
    }

    static Stream<Arguments> runs() {
        return Stream.of(
                arguments(
                        List.of("K1 1102:ch 1101:ch:2026-11-23 700 posted run_X:clear:purchase:2026-11-23 @bank"),
                        RunPostings.cleared("run_X", "purchase", CH, BD, C)),
                arguments(
                        List.of("K2 1101:ch:2026-11-23 1102:ch 700 posted run_X:clear:refund:2026-11-23 @bank"),
                        RunPostings.clearedOutflow("run_X", "refund", CH, BD, C)),
                arguments(
                        List.of("K3 5101:ch 1102:ch 700 posted run_X:fee:purchase @bank"),
                        RunPostings.feeTaken("run_X", "purchase", CH, BD, C)),
                arguments(
                        List.of("K3 2101:m 1102:ch 700 posted run_X:fee:purchase @bank"),
                        RunPostings.feeTakenDirect("run_X", "purchase", "m", CH, BD, C)),
                arguments(
                        List.of("K4 1102:ch 5101:ch 700 posted run_X:fee_back:refund @bank"),
                        RunPostings.feeGivenBack("run_X", "refund", CH, BD, C)),
                arguments(
                        List.of("K4 1102:ch 2101:m 700 posted run_X:fee_back:refund @bank"),
                        RunPostings.feeGivenBackDirect("run_X", "refund", "m", CH, BD, C)),
                arguments(
                        List.of("K5 5101:ch 2401:ch 700 posted run_X:fee:purchase @bank"),
                        RunPostings.feeAccrued("run_X", "purchase", CH, BD, C)),
                arguments(
                        List.of("K5 2401:ch 1102:ch 700 posted line_X:fee @bank"),
                        RunPostings.feeInvoiced("line_X", CH, BD, C)),
                arguments(
                        List.of("K6 2202:ch 1102:ch 700 posted line_X:payout @bank"),
                        RunPostings.payoutSeen("line_X", CH, BD, C)),
                arguments(
                        List.of("K7 1102:ch 2202:ch 700 posted line_X:payout_return @bank"),
                        RunPostings.payoutReturnSeen("line_X", CH, BD, C)),
                arguments(
                        List.of("K8 2101:m 1102:ch 700 posted run_X:direct:m @bank"),
                        RunPostings.settledDirect("run_X", "m", CH, BD, C)));
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                arguments(
                        List.of("B1 1102:ch 2301:ch 700 posted line_X:suspense @bank"),
                        BreakPostings.bankOnlyInflow("line_X", CH, BD, C)),
                arguments(
                        List.of("B2 1201:ch 1102:ch 700 posted line_X:suspense @bank"),
                        BreakPostings.bankOnlyOutflow("line_X", CH, BD, C)),
                arguments(
                        List.of("B4 1201:ch 1101:ch:2026-11-23 700 posted brk_X:suspense @bank"),
                        BreakPostings.platformOnlyPayment("brk_X", CH, BD, C)),
                arguments(
                        List.of("B4 1101:ch:2026-11-23 2301:ch 700 posted brk_X:suspense @bank"),
                        BreakPostings.platformOnlyRefund("brk_X", CH, BD, C)),
                arguments(
                        List.of("B5 1102:ch 1201:ch 700 posted line_X:found @bank"),
                        BreakPostings.paymentFound("line_X", CH, BD, C)),
                arguments(
                        List.of("B5 2301:ch 1102:ch 700 posted line_X:found @bank"),
                        BreakPostings.refundFound("line_X", CH, BD, C)),
                arguments(
                        List.of("B6 2301:ch 1101:ch:2026-11-23 700 posted line_X:found @bank"),
                        BreakPostings.becameKnown("line_X", CH, BD, C)),
                arguments(
                        List.of(
                                "B8 1201:ch 1101:ch:2026-11-23 700 posted brk_X:suspense @bank",
                                "B8 2101:m 2104:m 700 posted brk_X:freeze @house"),
                        BreakPostings.bankUnpaidPayment("brk_X", "m", CH, BD, C)),
                arguments(
                        List.of("B8 1101:ch:2026-11-23 2301:ch 700 posted brk_X:suspense @bank"),
                        BreakPostings.bankUnpaidRefund("brk_X", CH, BD, C)),
                arguments(
                        List.of("B9 1102:ch 2301:ch 700 posted brk_X:diff @bank"),
                        BreakPostings.amountOverPayment("brk_X", CH, BD, C)),
                arguments(
                        List.of("B9 1201:ch 1102:ch 700 posted brk_X:diff @bank"),
                        BreakPostings.amountOverRefund("brk_X", CH, BD, C)),
                arguments(
                        List.of("B10 1201:ch 1101:ch:2026-11-23 700 posted brk_X:diff @bank"),
                        BreakPostings.amountUnderPayment("brk_X", CH, BD, C)),
                arguments(
                        List.of("B10 1101:ch:2026-11-23 2301:ch 700 posted brk_X:diff @bank"),
                        BreakPostings.amountUnderRefund("brk_X", CH, BD, C)),
                arguments(
                        List.of("B11 5102:ch 1102:ch 700 posted run_X:fee_diff:more @bank"),
                        BreakPostings.feeMoreTolerated("run_X", CH, BD, C)),
                arguments(
                        List.of("B11 1102:ch 5102:ch 700 posted run_X:fee_diff:less @bank"),
                        BreakPostings.feeLessTolerated("run_X", CH, BD, C)),
                arguments(
                        List.of("B11 1201:ch 1102:ch 700 posted brk_X:diff @bank"),
                        BreakPostings.feeMore("brk_X", CH, BD, C)),
                arguments(
                        List.of("B11 1102:ch 2301:ch 700 posted brk_X:diff @bank"),
                        BreakPostings.feeLess("brk_X", CH, BD, C)));
    }

    static Stream<Arguments> proposals() {
        return Stream.of(
                arguments(
                        List.of("T1 2301:ch 2101:m 700 posted pay_X:succeeded @bank"),
                        ProposalPostings.remappedToPayment("pay_X", "m", CH, BD, C)),
                arguments(
                        List.of("T1 2301:ch 2101:m 700 posted prp_X:1 @bank"),
                        ProposalPostings.remappedToMerchant("prp_X", "m", CH, BD, C)),
                arguments(
                        List.of("T3 2303:ch 2101:m 700 posted pay_X:succeeded @bank"),
                        ProposalPostings.lateHonoured("pay_X", "m", CH, BD, C)),
                arguments(
                        List.of("T4 2301:ch 2101:m 700 posted prp_X:2 @bank"),
                        ProposalPostings.moved("prp_X", 2, "bank", BD, channel(AccountCode.SURPLUS), M, C)),
                arguments(
                        List.of("T4 1101:ch:2026-11-23 1201:ch 700 posted prp_X:2 @bank"),
                        ProposalPostings.moved(
                                "prp_X",
                                2,
                                "bank",
                                BD,
                                Account.receivable("ch", BD, CurrencyCode.CNY),
                                channel(AccountCode.SHORTAGE),
                                C)),
                arguments(
                        List.of("T5 2104:m 1201:ch 700 posted pay_X:reversed @bank"),
                        ProposalPostings.paymentReversed("pay_X", "m", true, CH, BD, C)),
                arguments(
                        List.of("T5 2101:m 1201:ch 700 posted pay_X:reversed @bank"),
                        ProposalPostings.paymentReversed("pay_X", "m", false, CH, BD, C)),
                arguments(
                        List.of("T6 2104:m 2101:m 700 posted prp_X:2 @house"),
                        ProposalPostings.unfrozen("prp_X", 2, "m", BD, C)),
                arguments(
                        List.of("T7 2301:ch 2101:m 700 posted ref_X:returned @bank"),
                        ProposalPostings.refundReversed("ref_X", "m", CH, BD, C)),
                arguments(
                        List.of("T8 2101:m 1201:ch 700 posted prp_X:2 @bank"),
                        ProposalPostings.chargedBack("prp_X", 2, "m", CH, BD, C)),
                arguments(
                        List.of("T8 2301:ch 2101:m 700 posted prp_X:2 @bank"),
                        ProposalPostings.wonBack("prp_X", 2, "m", CH, BD, C)));
    }

    static Stream<Arguments> writeOffs() {
        return Stream.of(
                arguments(
                        List.of("T9 5101:ch 1201:ch 700 posted prp_X:2 @bank"),
                        ProposalPostings.bankCharge("prp_X", 2, CH, BD, C)),
                arguments(
                        List.of("T10 5901:house 1201:ch 700 posted prp_X:2 @bank"),
                        ProposalPostings.shortageWrittenOff("prp_X", 2, CH, BD, C)),
                arguments(
                        List.of("T10 2301:ch 4901:house 700 posted prp_X:2 @bank"),
                        ProposalPostings.surplusWrittenOff("prp_X", 2, CH, BD, C)),
                arguments(
                        List.of("T11 2301:ch 1201:ch 700 posted prp_X:2 @bank"),
                        ProposalPostings.offset("prp_X", 2, CH, BD, C)),
                arguments(
                        List.of("T12 5901:house 2101:m 700 posted prp_X:2 @house"),
                        ProposalPostings.adjustedFor("prp_X", 2, "m", BD, C)),
                arguments(
                        List.of("T12 2101:m 4901:house 700 posted prp_X:2 @house"),
                        ProposalPostings.adjustedAgainst("prp_X", 2, "m", BD, C)),
                arguments(
                        List.of("T13 2101:m 2104:m 700 posted prp_X:2 @house"),
                        ProposalPostings.frozen("prp_X", 2, "m", BD, C)),
                arguments(
                        List.of("T13 2104:m 2101:m 700 posted prp_X:2 @house"),
                        ProposalPostings.released("prp_X", 2, "m", BD, C)),
                arguments(
                        List.of("T14 2301:ch2 1201:ch 700 posted prp_X:2 @bank"),
                        ProposalPostings.swept("prp_X", 2, CH, CH2, BD, C)),
                arguments(
                        List.of("T15 2301:ch 3101:house 700 posted prp_X:2 @bank"),
                        ProposalPostings.ownFundsIn("prp_X", 2, CH, BD, C)),
                arguments(
                        List.of("T15 3101:house 1201:ch 700 posted prp_X:2 @bank"),
                        ProposalPostings.ownFundsOut("prp_X", 2, CH, BD, C)),
                arguments(
                        List.of("T16 2101:m 1101:ch:2026-11-23 700 posted prp_X:2 @bank"),
                        ProposalPostings.corrected(
                                "prp_X",
                                2,
                                PaymentPostings.succeeded("pay_X", "m", CH, BD, C)
                                        .get(0),
                                "trf_X")));
    }

    @Test
    void aNegativeDifferenceIsTheTemplateWithItsSidesSwapped() {
        // When
        var swapped = RunPostings.cleared("run_X", "purchase", CH, BD, C).get(0).swapped();

        // Then
        assertThat(row(swapped))
                .isEqualTo("K1 1101:ch:2026-11-23 1102:ch 700 posted run_X:clear:purchase:2026-11-23 @bank");
    }

    @Test
    void byHandMoneyMovesOnlyBetweenSuspenseAndTheAllowedAccounts() {
        assertThatThrownBy(() -> ProposalPostings.moved(
                        "prp_X",
                        1,
                        "bank",
                        BD,
                        channel(AccountCode.SURPLUS),
                        merchant(AccountCode.MERCHANT_RESERVE),
                        C))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyWhatIsPostedCanBeCorrected() {
        // Given
        var pending = HoldPostings.authorized("pay_X", "m", CH, BD, HELD).get(0);

        // Then
        assertThatThrownBy(() -> ProposalPostings.corrected("prp_X", 1, pending, "trf_X"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Row, debit, credit, minor units, kind and the pending it resolves, key; book. */
    private static String row(Transfer t) {
        return t.template() + " " + side(t.debit()) + " " + side(t.credit()) + " "
                + t.amount().minor() + " " + t.kind().name().toLowerCase(java.util.Locale.ROOT)
                + (t.pendingKey() == null ? "" : " of " + t.pendingKey()) + " " + t.eventKey() + " @" + t.book();
    }

    private static String side(Account account) {
        return account.code().number() + ":" + account.key();
    }

    private static Account merchant(AccountCode code) {
        return Account.ofMerchant(code, "m", CurrencyCode.CNY);
    }

    private static Account channel(AccountCode code) {
        return Account.ofChannel(code, "ch", CurrencyCode.CNY);
    }
}
