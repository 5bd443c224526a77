package dev.tongfu.bank.unionpay;

import static dev.tongfu.bank.unionpay.UnionPayTestBank.AMOUNT;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.CLOCK;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.MERCHANT_NO;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank.Reading;
import dev.tongfu.bank.Bank.Strength;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawNotification;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionPayNotificationTest {
    private final UnionPayTestBank bank = new UnionPayTestBank();
    private final UnionPayNotification notifications = new UnionPayNotification(
            UnionPayTestBank.config(), bank.trust(CLOCK), new UnionPayReplies(UnionPayTestBank.config(), CLOCK));

    @ParameterizedTest
    @CsvSource({"01, paid", "02, authorised", "03, paid", "04, paid", "31, paid", "32, cancelled", "33, paid"})
    void theTransactionDecidesWhatSuccessMeans(String type, String reply) {
        // When
        var reading = notice(UnionPayTestBank.done(type, ORDER_NO, AMOUNT), false);

        // Then
        assertThat(reading).isInstanceOfSatisfying(Reading.Verified.class, verified -> {
            assertThat(verified.merchantNo()).isEqualTo(MERCHANT_NO);
            assertThat(verified.bankOrderNo()).isEqualTo(ORDER_NO);
            assertThat(verified.reply().kind()).isEqualTo(reply);
            assertThat(verified.strength()).isEqualTo(Strength.PROOF);
        });
    }

    @Test
    void whatThePayersBrowserBringsIsAHint() {
        assertThat(notice(UnionPayTestBank.done("01", ORDER_NO, AMOUNT), true))
                .isInstanceOfSatisfying(
                        Reading.Verified.class,
                        verified -> assertThat(verified.strength()).isEqualTo(Strength.HINT));
    }

    @ParameterizedTest
    @CsvSource({"A6, paid", "42, paidlate", "64, declined", "05, processing", "99, unknown", "'', unknown"})
    void theCodeIsReadByTheTable(String code, String reply) {
        // Given
        var fields = UnionPayTestBank.done("01", ORDER_NO, AMOUNT);
        fields.put("respCode", code);

        // Then
        assertThat(notice(fields, false))
                .isInstanceOfSatisfying(
                        Reading.Verified.class,
                        verified -> assertThat(verified.reply().kind()).isEqualTo(reply));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "76", "95", "99", ""})
    void otherTransactionsAreNotNotices(String type) {
        assertThat(notice(UnionPayTestBank.done(type, ORDER_NO, AMOUNT), false))
                .isEqualTo(new Reading.Rejected("is not about a transaction of ours"));
    }

    /** Its respCode 00 says that the question was understood, not that the order was paid. */
    @Test
    void theAnswerToAQueryIsNotANotice() {
        // Given
        var fields = UnionPayTestBank.state(ORDER_NO, AMOUNT, "05");
        fields.put("txnType", "01");

        // Then
        assertThat(notice(fields, false)).isInstanceOf(Reading.Rejected.class);
    }

    @Test
    void parametersOfOurOwnAddressAreNotFields() {
        // Given
        var genuine = UnionPayTestBank.post(bank.signed(UnionPayTestBank.done("01", ORDER_NO, AMOUNT)));

        // When
        var reading = notifications.read(new RawNotification(
                "unionpay", "POST", "channel=1&orderId=2", genuine.contentType(), genuine.body(), false));

        // Then
        assertThat(reading).isInstanceOf(Reading.Verified.class);
    }

    @Test
    void tooLargeABodyIsNotLookedAt() {
        assertThat(notifications.read(UnionPayTestBank.form("a=" + "1".repeat(65_536), false)))
                .isEqualTo(new Reading.Rejected("larger than 65536 bytes"));
    }

    @Test
    void anotherCurrencyIsNotMoneyOfOurs() {
        // Given
        var fields = UnionPayTestBank.done("01", ORDER_NO, AMOUNT);
        fields.put("currencyCode", "840");

        // Then
        assertThat(notice(fields, false))
                .isInstanceOfSatisfying(
                        Reading.Verified.class,
                        verified -> assertThat(verified.reply()).isInstanceOf(BankReply.Unknown.class));
    }

    @Test
    void fullCardNumbersAreMaskedInWhatIsKept() {
        assertThat(CardMask.masked(Buffer.buffer("a=1&accNo=6226090000000048&x={payCardNo=6226090000000048&y=1}")))
                .hasToString("a=1&accNo=622609******0048&x={payCardNo=622609******0048&y=1}");
        var masked = Buffer.buffer("accNo=622609******0048&orderId=62260900000000481&respMsg=成功");
        assertThat(CardMask.masked(masked)).isSameAs(masked);
    }

    private Reading notice(Map<String, String> fields, boolean front) {
        String body = bank.signed(fields).body().toString();
        return notifications.read(UnionPayTestBank.form(body, front));
    }
}
