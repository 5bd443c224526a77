package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestBank.AMOUNT;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbcRepliesTest {
    /** In the order of the table's columns. */
    private static final List<BankQuery.Kind> KINDS = List.of(
            BankQuery.Kind.PURCHASE,
            BankQuery.Kind.PREAUTH,
            BankQuery.Kind.DEBIT,
            BankQuery.Kind.REFUND,
            BankQuery.Kind.CAPTURE,
            BankQuery.Kind.CANCEL);

    private final AbcReplies replies = AbcTestBank.replies(AbcCodes.standard());

    @ParameterizedTest
    @CsvSource({
        "00, unknown, cancelled, unknown, unknown, unknown, cancelled",
        "01, notpaid, notpaid, processing, processing, processing, processing",
        "02, unknown, unknown, unknown, unknown, unknown, unknown",
        "03, processing, processing, processing, processing, processing, processing",
        "04, paid, authorised, paid, paid, paid, unknown",
        "05, unknown, unknown, unknown, paid, unknown, unknown",
        "07, unknown, unknown, unknown, unknown, paid, unknown",
        "99, declined, declined, declined, declined, declined, declined",
        "42, unknown, unknown, unknown, unknown, unknown, unknown",
        "'', unknown, unknown, unknown, unknown, unknown, unknown"
    })
    void everyStatusHasItsReply(ArgumentsAccessor row) {
        for (int column = 0; column < KINDS.size(); column++) {
            // Given
            var kind = KINDS.get(column);
            String state = AbcGoldenActs.state(AbcMessages.payType(kind), row.getString(0), "");

            // Then
            assertThat(query(kind, state).kind()).as("%s", kind).isEqualTo(row.getString(column + 1));
        }
    }

    @Test
    void orderOfAnotherKindIsNotTheOneAskedFor() {
        for (var kind : BankQuery.Kind.values()) {
            assertThat(query(kind, AbcGoldenActs.state("DividedPay", "04", ""))).isInstanceOf(BankReply.Unknown.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2308", "2302", "APE001", "9999"})
    void signedCodeRefusesAnOrderAndLeavesAQueryOpen(String code) {
        assertThat(order(code, "")).isInstanceOf(BankReply.Declined.class);
        assertThat(replies.query(answer(code, ""), AbcTestBank.query(), MERCHANT_NO))
                .isInstanceOf(BankReply.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUNKWN", ""})
    void unclearCodeIsUnknownEvenSigned(String code) {
        assertThat(order(code, "")).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void onlyListedCodesRefuseWhereTheProfileListsThem() {
        // Given
        var standard = AbcCodes.standard();
        var listed = AbcTestBank.replies(new AbcCodes(
                List.of("EUNKWN"),
                List.of("2308"),
                List.of("3001"),
                List.of(),
                List.of(),
                List.of(),
                standard.statuses(),
                standard.finals()));

        // Then
        assertThat(listed.order(answer("2308", ""), AbcTestBank.order(), MERCHANT_NO))
                .isInstanceOf(BankReply.Declined.class);
        assertThat(listed.order(answer("2302", ""), AbcTestBank.order(), MERCHANT_NO))
                .isInstanceOf(BankReply.Unknown.class);
        assertThat(listed.query(answer("3001", ""), AbcTestBank.query(), MERCHANT_NO))
                .isEqualTo(new BankReply.NotPaid("3001"));
    }

    @Test
    void acceptanceOfAnotherOrderAmountMerchantOrTransactionIsUnknown() {
        String good = AbcTestBank.accepted(ORDER_NO, AMOUNT);
        assertThat(order("0000", good)).isInstanceOf(BankReply.Accepted.class);
        assertThat(order("0000", AbcTestBank.accepted("X", AMOUNT))).isInstanceOf(BankReply.Unknown.class);
        assertThat(order("0000", AbcTestBank.accepted(ORDER_NO, Money.cny(1)))).isInstanceOf(BankReply.Unknown.class);
        assertThat(order("0000", good.replace("PayReq", "Query"))).isInstanceOf(BankReply.Unknown.class);
        assertThat(order("0000", good.replace("https://", "javascript:"))).isInstanceOf(BankReply.Unknown.class);
        assertThat(order("0000", "")).isInstanceOf(BankReply.Unknown.class);
        assertThat(replies.order(answer("0000", good), AbcTestBank.order(), "103880000000002"))
                .isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void paidWithoutAReadableAmountIsUnknown() {
        for (String amount : List.of("", "1e2", "-1.00", "1.005", "1,00", " 1.00")) {
            String state = AbcTestBank.orderOf(
                    "{\"OrderNo\":\"" + ORDER_NO + "\",\"OrderAmount\":\"" + amount + "\",\"Status\":\"04\"}");
            assertThat(query(state)).as(amount).isInstanceOf(BankReply.Unknown.class);
        }
    }

    @Test
    void unreadableOrderIsUnknown() {
        assertThat(query("")).isInstanceOf(BankReply.Unknown.class);
        assertThat(query(",\"Order\":\"%%%\"")).isInstanceOf(BankReply.Unknown.class);
        assertThat(query(AbcTestBank.orderOf("[]"))).isInstanceOf(BankReply.Unknown.class);
        assertThat(query(AbcTestBank.orderOf("{\"Status\":\"04\",\"OrderAmount\":\"123.40\"}")))
                .isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void detailBringsTheBanksReferenceAndDate() {
        // Given
        String detail = AbcTestBank.orderOf("{\"OrderNo\":\"" + ORDER_NO + "\",\"OrderAmount\":\"123.4\","
                + "\"Status\":\"04\",\"iRspRef\":\"REF1\",\"AccDate\":\"20261124\"}");

        // Then
        assertThat(query(detail))
                .isEqualTo(new BankReply.Paid(
                        new BankReply.Receipt(MERCHANT_NO, AMOUNT, "REF1", LocalDate.of(2026, 11, 24), null)));
    }

    private BankReply order(String code, String fields) {
        return replies.order(answer(code, fields), AbcTestBank.order(), MERCHANT_NO);
    }

    private BankReply query(BankQuery.Kind kind, String fields) {
        return replies.query(answer("0000", fields), AbcTestActs.query(kind), MERCHANT_NO);
    }

    private BankReply query(String fields) {
        return replies.query(answer("0000", fields), AbcTestBank.query(), MERCHANT_NO);
    }

    private static AbcAnswer answer(String code, String fields) {
        return AbcAnswer.parse(AbcTestBank.nested(code, "text", fields)).orElseThrow();
    }
}
