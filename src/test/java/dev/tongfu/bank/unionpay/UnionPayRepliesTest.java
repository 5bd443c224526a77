package dev.tongfu.bank.unionpay;

import static dev.tongfu.bank.unionpay.UnionPayTestBank.AMOUNT;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.MERCHANT_NO;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.ORDER_NO;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.QUERY_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionPayRepliesTest {
    private final UnionPayMessages messages = new UnionPayMessages(UnionPayTestBank.config());
    private final UnionPayReplies replies = new UnionPayReplies(UnionPayTestBank.config(), UnionPayTestBank.CLOCK);

    /** The table of response codes, row by row: as the state of an order, and as the answer to a refund. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00|paid|processing",
                "A6|paid|processing",
                "01|declined|declined",
                "02|declined|declined",
                "03|processing|unknown",
                "04|processing|unknown",
                "05|processing|processing",
                "06|unknown|unknown",
                "10|declined|declined",
                "11|declined|declined",
                "12|unknown|unknown",
                "13|declined|declined",
                "14|declined|declined",
                "30|declined|declined",
                "31|declined|declined",
                "32|declined|declined",
                "33|declined|declined",
                "34|notpaid|unknown",
                "35|declined|declined",
                "36|declined|declined",
                "37|unknown|unknown",
                "38|declined|declined",
                "39|declined|declined",
                "40|declined|declined",
                "41|declined|declined",
                "42|paidlate|unknown",
                "60|declined|declined",
                "61|declined|declined",
                "62|declined|declined",
                "63|declined|declined",
                "64|declined|declined",
                "65|declined|declined",
                "66|declined|declined",
                "67|declined|declined",
                "68|declined|declined",
                "69|declined|declined",
                "70|notpaid|unknown",
                "71|declined|declined",
                "72|declined|declined",
                "73|declined|declined",
                "74|paidlate|unknown",
                "75|paidlate|unknown",
                "76|declined|declined",
                "77|declined|declined",
                "78|declined|declined",
                "79|declined|declined",
                "80|declined|declined",
                "98|unknown|unknown",
                "99|unknown|unknown",
                "07|unknown|unknown",
                "a6|unknown|unknown",
                "0|unknown|unknown",
                "''|unknown|unknown"
            })
    void everyCodeHasItsReply(String code, String state, String act) {
        assertThat(queried(UnionPayTestBank.state(ORDER_NO, AMOUNT, code), BankQuery.Kind.PURCHASE)
                        .kind())
                .isEqualTo(state);
        var answer = UnionPayGoldenFiles.accepted();
        answer.put("respCode", code);
        assertThat(refunded(answer).kind()).isEqualTo(act);
    }

    @ParameterizedTest
    @CsvSource({"PURCHASE, paid", "PREAUTH, authorised", "REFUND, paid", "CAPTURE, paid", "CANCEL, cancelled"})
    void successIsOfTheKindThatWasAskedAbout(BankQuery.Kind kind, String reply) {
        assertThat(queried(UnionPayTestBank.state(ORDER_NO, AMOUNT, "00"), kind).kind())
                .isEqualTo(reply);
    }

    @Test
    void onlyAPurchaseIsPaidLate() {
        for (var kind : List.of(BankQuery.Kind.PREAUTH, BankQuery.Kind.REFUND, BankQuery.Kind.CAPTURE)) {
            assertThat(queried(UnionPayTestBank.state(ORDER_NO, AMOUNT, "42"), kind))
                    .isEqualTo(new BankReply.Unknown("response code 42"));
        }
    }

    @Test
    void theReceiptHoldsTheBanksReferenceDateAndTime() {
        // When
        var reply = queried(UnionPayTestBank.state(ORDER_NO, AMOUNT, "00"), BankQuery.Kind.PURCHASE);

        // Then
        var receipt = new BankReply.Receipt(
                MERCHANT_NO, AMOUNT, QUERY_ID, LocalDate.of(2026, 11, 23), Instant.parse("2026-11-22T20:21:09Z"));
        assertThat(reply).isEqualTo(new BankReply.Paid(receipt));
    }

    @Test
    void aRefusalKeepsTheBanksWords() {
        assertThat(queried(UnionPayTestBank.state(ORDER_NO, AMOUNT, "64"), BankQuery.Kind.PURCHASE))
                .isEqualTo(new BankReply.Declined("64", "说明[64]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "03", "05", "10", "31", "37", "42", "60", "70", "99", ""})
    void aQueryThatFailsSaysNothingOfTheOrder(String code) {
        // Given
        var fields = UnionPayTestBank.state(ORDER_NO, AMOUNT, "00");
        fields.put("respCode", code);

        // Then
        assertThat(queried(fields, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void noSuchTransactionIsNotPaid() {
        assertThat(queried(UnionPayGoldenFiles.unpaid(), BankQuery.Kind.PURCHASE))
                .isEqualTo(new BankReply.NotPaid("34"));
    }

    @ParameterizedTest
    @CsvSource({
        "merId, 777290058110049",
        "orderId, 01KAQ5TQ7C9D4N1XB2M3P4R5S7",
        "txnTime, 20261123042001",
        "txnType, 04",
        "txnType, 76",
        "merId, ''",
        "orderId, ''"
    })
    void anAnswerAboutAnythingElseIsNoAnswer(String field, String value) {
        // Given
        var fields = UnionPayTestBank.state(ORDER_NO, AMOUNT, "00");
        fields.put(field, value);

        // Then
        assertThat(queried(fields, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "merId, 777290058110049",
        "orderId, 01KAQ5TQ7C9D4N1XB2M3P4R5S6",
        "txnTime, 20261123052001",
        "txnType, 31",
        "txnType, 00",
        "txnType, ''",
        "txnAmt, 101"
    })
    void aRefusalOfAnythingElseRefusesNothing(String field, String value) {
        // Given
        var fields = UnionPayGoldenFiles.accepted();
        fields.put("respCode", "35");
        assertThat(refunded(fields)).isInstanceOf(BankReply.Declined.class);

        // When
        fields.put(field, value);

        // Then
        assertThat(refunded(fields)).isInstanceOf(BankReply.Unknown.class);
    }

    /** The original transaction's type is seen in answers too, though the query's own is published. */
    @ParameterizedTest
    @CsvSource({"PURCHASE, 01", "PREAUTH, 02", "CAPTURE, 03", "REFUND, 04", "REFUND, 31", "REFUND, 33", "CANCEL, 32"})
    void anAnswerMayNameTheOriginalsType(BankQuery.Kind kind, String type) {
        // Given
        var fields = UnionPayTestBank.state(ORDER_NO, AMOUNT, "05");
        fields.put("txnType", type);

        // Then
        assertThat(queried(fields, kind)).isEqualTo(new BankReply.Processing("05"));
        fields.remove("txnType");
        assertThat(queried(fields, kind)).isEqualTo(new BankReply.Processing("05"));
    }

    @ParameterizedTest
    @CsvSource({"txnAmt, ''", "txnAmt, 123.40", "txnAmt, -1", "txnAmt, 1234567890123", "currencyCode, 840"})
    void moneyThatCanNotBeReadIsUnknown(String field, String value) {
        // Given
        var fields = UnionPayTestBank.state(ORDER_NO, AMOUNT, "00");
        fields.put(field, value);

        // Then
        assertThat(queried(fields, BankQuery.Kind.PURCHASE)).isInstanceOf(BankReply.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(BankRefund.Way.class)
    void acceptanceIsFinalOnlyWhereItIsConfigured(BankRefund.Way way) {
        // Given
        var type = UnionPayTransaction.of(way);
        var request = UnionPayMessage.of(messages.refund(UnionPayTestBank.refund(way, QUERY_ID), MERCHANT_NO));
        var answer = new TreeMap<>(request.fields());
        answer.put("respCode", "00");
        var config = UnionPayTestBank.config();
        var codes = new UnionPayConfig.Codes(config.codes().refused(), List.of("31", "33"));
        var own = new UnionPayReplies(finals(config, codes), UnionPayTestBank.CLOCK);

        // Then
        assertThat(replies.act(UnionPayMessage.of(answer), type, request)).isEqualTo(new BankReply.Processing("00"));
        assertThat(own.act(UnionPayMessage.of(answer), type, request).kind())
                .isEqualTo(way == BankRefund.Way.REFUND ? "processing" : "paid");
    }

    @Test
    void aMeaningOfItsOwnOutweighsTheListOfRefusals() {
        // Given
        Set<String> all = new HashSet<>(UnionPayCodes.PUBLISHED_REFUSALS);
        all.addAll(List.of("00", "05", "34", "42"));
        var codes = new UnionPayCodes(new UnionPayConfig.Codes(List.copyOf(all), List.of()));

        // Then
        assertThat(codes.standing("00")).isEqualTo(UnionPayCodes.Standing.SUCCESS);
        assertThat(codes.standing("05")).isEqualTo(UnionPayCodes.Standing.ACCEPTED);
        assertThat(codes.standing("34")).isEqualTo(UnionPayCodes.Standing.OPEN);
        assertThat(codes.standing("42")).isEqualTo(UnionPayCodes.Standing.LATE);
    }

    private BankReply queried(Map<String, String> answer, BankQuery.Kind kind) {
        var query = UnionPayTestBank.query(kind);
        var request = UnionPayMessage.of(messages.query(query, MERCHANT_NO));
        return replies.query(UnionPayMessage.of(answer), query, request);
    }

    private BankReply refunded(Map<String, String> answer) {
        var refund = new BankRefund(
                "unionpay-1",
                UnionPayTestBank.REFUND_NO,
                BankRefund.Way.REFUND,
                UnionPayTestBank.refund(BankRefund.Way.REFUND, QUERY_ID).original(),
                Money.cny(1_00),
                UnionPayTestBank.ORDERED_AT.plusSeconds(3600),
                "https://pay.test/bank/unionpay/notify");
        var request = UnionPayMessage.of(messages.refund(refund, MERCHANT_NO));
        return replies.act(UnionPayMessage.of(answer), UnionPayTransaction.REFUND, request);
    }

    private static UnionPayConfig finals(UnionPayConfig config, UnionPayConfig.Codes codes) {
        return new UnionPayConfig(
                config.http(),
                config.frontBaseUrl(),
                config.fileBaseUrl(),
                config.paths(),
                config.trust(),
                config.order(),
                codes,
                config.encryption(),
                config.limits(),
                config.statement(),
                config.breaker(),
                config.calendar());
    }
}
