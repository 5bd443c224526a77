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

/** Rows P1 to P5, A1 to A5, R1 to R7, C1 to C6 and O1 to O6, written out as the posting table has them. */
class PaymentTemplatesTest {
    private static final LedgerChannel CH = new LedgerChannel("ch", "bank");
    private static final LedgerChannel CH2 = new LedgerChannel("ch2", "bank2");
    private static final LocalDate BD = LocalDate.of(2026, 11, 23);
    private static final Money C = Money.cny(700);
    private static final Money HELD = Money.cny(900);
    private static final Account M = merchant(AccountCode.MERCHANT_PENDING);

    @ParameterizedTest
    @MethodSource({"payments", "refunds", "settlements"})
    void templatePostsItsRowOfTheTable(List<String> rows, List<Transfer> posted) {
        // When
        var written = posted.stream().map(PaymentTemplatesTest::row).toList();

        // Then
        assertThat(written).isEqualTo(rows);
        assertThat(posted).allSatisfy(t -> assertThat(t.valueDate()).isEqualTo(BD));
    }

    static Stream<Arguments> payments() {
        return Stream.of(
                arguments(
                        List.of("P1 1101:ch:2026-11-23 2101:m 700 posted pay_X:succeeded @bank"),
                        PaymentPostings.succeeded("pay_X", "m", CH, BD, C)),
                arguments(
                        List.of("P2 1101:ch:2026-11-23 2303:ch 700 posted pay_X:late:att_1 @bank"),
                        PaymentPostings.late("pay_X", "att_1", CH, BD, C)),
                arguments(
                        List.of("P3 2303:ch 2101:m 700 posted pay_X:succeeded @bank"),
                        PaymentPostings.lateHonoured("pay_X", "m", CH, BD, C)),
                arguments(
                        List.of("P5 1101:ch:2026-11-23 2304:ch 700 posted pay_X:extra:B9 @bank"),
                        PaymentPostings.extra("pay_X", CH, "B9", BD, C)),
                arguments(
                        List.of("A1 1103:ch 2101:m 900 pending pay_X:authorized @bank"),
                        HoldPostings.authorized("pay_X", "m", CH, BD, HELD)),
                arguments(
                        List.of(
                                "A3 1103:ch 2101:m 700 post of pay_X:authorized pay_X:authorized:resolve @bank",
                                "A3 1101:ch:2026-11-23 1103:ch 700 posted pay_X:captured @bank"),
                        HoldPostings.captured("pay_X", "m", CH, BD, HELD, C)),
                arguments(
                        List.of("A4 1103:ch 2101:m 900 void of pay_X:authorized pay_X:authorized:resolve @bank"),
                        HoldPostings.released("pay_X", "m", CH, BD, HELD)),
                arguments(
                        List.of("A5 1101:ch:2026-11-23 2101:m 700 posted pay_X:captured @bank"),
                        HoldPostings.provenLater("pay_X", "m", CH, BD, C)));
    }

    static Stream<Arguments> refunds() {
        return Stream.of(
                arguments(
                        List.of("R1 2101:m 2201:ch 700 pending ref_X:reserve @bank"),
                        RefundPostings.reserved("ref_X", M, CH, BD, C)),
                arguments(
                        List.of(
                                "R2 2101:m 2201:ch 700 post of ref_X:reserve ref_X:resolve @bank",
                                "R2 2201:ch 1101:ch:2026-11-23 700 posted ref_X:paid @bank"),
                        RefundPostings.succeeded("ref_X", M, CH, BD, C)),
                arguments(
                        List.of("R1 2303:ch 2201:ch 700 pending ref_X:reserve @bank"),
                        RefundPostings.reserved("ref_X", channel(AccountCode.LATE_PAYMENTS), CH, BD, C)),
                arguments(
                        List.of(
                                "R2 2303:ch 2201:ch 700 post of ref_X:reserve ref_X:resolve @bank",
                                "R2 2201:ch 1101:ch:2026-11-23 700 posted ref_X:paid @bank"),
                        RefundPostings.succeeded("ref_X", channel(AccountCode.LATE_PAYMENTS), CH, BD, C)),
                arguments(
                        List.of("R1 2304:ch 2201:ch 700 pending ref_X:reserve @bank"),
                        RefundPostings.reserved("ref_X", channel(AccountCode.DUPLICATE_PAYMENTS), CH, BD, C)),
                arguments(
                        List.of(
                                "R2 2304:ch 2201:ch 700 post of ref_X:reserve ref_X:resolve @bank",
                                "R2 2201:ch 1101:ch:2026-11-23 700 posted ref_X:paid @bank"),
                        RefundPostings.succeeded("ref_X", channel(AccountCode.DUPLICATE_PAYMENTS), CH, BD, C)),
                arguments(
                        List.of("R1 2301:ch 2201:ch 700 pending ref_X:reserve @bank"),
                        RefundPostings.reserved("ref_X", channel(AccountCode.SURPLUS), CH, BD, C)),
                arguments(
                        List.of(
                                "R2 2301:ch 2201:ch 700 post of ref_X:reserve ref_X:resolve @bank",
                                "R2 2201:ch 1101:ch:2026-11-23 700 posted ref_X:paid @bank"),
                        RefundPostings.succeeded("ref_X", channel(AccountCode.SURPLUS), CH, BD, C)),
                arguments(
                        List.of("R3 2101:m 2201:ch 700 void of ref_X:reserve ref_X:resolve @bank"),
                        RefundPostings.failed("ref_X", M, CH, BD, C)),
                arguments(
                        List.of("R5 2101:m 1101:ch:2026-11-23 700 posted ref_X:paid @bank"),
                        RefundPostings.provenExecuted("ref_X", M, CH, BD, C)),
                arguments(
                        List.of("R6 1201:ch 1101:ch:2026-11-23 700 posted ref_X:paid @bank"),
                        RefundPostings.provenExecutedBeyond("ref_X", CH, BD, C)),
                arguments(
                        List.of("R7 1101:ch:2026-11-23 2101:m 700 posted ref_X:returned @bank"),
                        RefundPostings.returned("ref_X", M, CH, BD, C)));
    }

    static Stream<Arguments> settlements() {
        return Stream.of(
                arguments(
                        List.of("C1 2101:m 4101:house 700 posted stl_X:fee:purchase @house"),
                        SettlementPostings.fees("stl_X", "purchase", "m", BD, C)),
                arguments(
                        List.of("C2 4101:house 2101:m 700 posted stl_X:fee_back:purchase @house"),
                        SettlementPostings.feesGivenBack("stl_X", "purchase", "m", BD, C)),
                arguments(
                        List.of("C3 2101:m 2103:m 700 posted stl_X:reserve @house"),
                        SettlementPostings.reserveKept("stl_X", "m", BD, C)),
                arguments(
                        List.of("C4 2101:m 2102:m 700 posted stl_X:net @house"),
                        SettlementPostings.net("stl_X", "m", BD, C)),
                arguments(
                        List.of("C6 2103:m 2101:m 700 posted rsv_X:release @house"),
                        SettlementPostings.reserveReleased("rsv_X", "m", BD, C)),
                arguments(
                        List.of("O1 2102:m 2202:ch 700 pending pyo_X:reserve:2 @bank"),
                        PayoutPostings.reserved("pyo_X", 2, merchant(AccountCode.MERCHANT_AVAILABLE), CH, BD, C)),
                arguments(
                        List.of("O2 2102:m 2202:ch 700 post of pyo_X:reserve:2 pyo_X:resolve:2 @bank"),
                        PayoutPostings.paid("pyo_X", 2, merchant(AccountCode.MERCHANT_AVAILABLE), CH, BD, C)),
                arguments(
                        List.of("O3 2102:m 2202:ch 700 void of pyo_X:reserve:2 pyo_X:resolve:2 @bank"),
                        PayoutPostings.failed("pyo_X", 2, merchant(AccountCode.MERCHANT_AVAILABLE), CH, BD, C)),
                arguments(
                        List.of("O5 2202:ch 2102:m 700 posted pyo_X:returned:2 @bank"),
                        PayoutPostings.returned("pyo_X", 2, merchant(AccountCode.MERCHANT_AVAILABLE), CH, BD, C)),
                arguments(
                        List.of("O6 2102:m 2202:ch 700 posted pyo_X:late:2 @bank"),
                        PayoutPostings.provenPaid("pyo_X", 2, merchant(AccountCode.MERCHANT_AVAILABLE), CH, BD, C)),
                arguments(
                        List.of("O6 1201:ch 2202:ch 700 posted pyo_X:late:2 @bank"),
                        PayoutPostings.provenPaidBeyond("pyo_X", 2, CH, BD, C)),
                arguments(
                        List.of("O1 2304:ch 2202:ch 700 pending pyo_X:reserve:1 @bank"),
                        PayoutPostings.reserved("pyo_X", 1, channel(AccountCode.DUPLICATE_PAYMENTS), CH, BD, C)));
    }

    @Test
    void moneyIsRefundedAndPaidOutOnlyFromTheAllowedAccounts() {
        assertThatThrownBy(() -> RefundPostings.reserved("ref_X", channel(AccountCode.BANK_CASH), CH, BD, C))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PayoutPostings.reserved("pyo_X", 1, M, CH2, BD, C))
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
