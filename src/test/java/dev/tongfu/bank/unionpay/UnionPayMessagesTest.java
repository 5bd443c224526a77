package dev.tongfu.bank.unionpay;

import static dev.tongfu.bank.unionpay.UnionPayTestBank.AMOUNT;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.MERCHANT_NO;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.ORDERED_AT;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankMovement;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionPayMessagesTest {
    private static final String NOTIFY = "https://pay.test/bank/unionpay/notify";

    private final UnionPayMessages messages = new UnionPayMessages(UnionPayTestBank.config());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "01KAQ5TQ7C-D4N1XB2M3P",
                "01KAQ5TQ7C_D4N1XB2M3P",
                "01234567890123456789012345678901234567890"
            })
    void orderNumbersUnionPayDoesNotTakeAreRefused(String orderNo) {
        assertThat(messages.objection(order(orderNo, AMOUNT, NOTIFY, "tea")))
                .contains("the order number is not 8 to 40 letters and digits");
    }

    @Test
    void amountsAreWholeFenOfTwelveDigits() {
        assertThat(messages.objection(order(ORDER_NO, Money.cny(0), NOTIFY, "tea")))
                .isPresent();
        assertThat(messages.objection(order(ORDER_NO, Money.cny(1_000_000_000_000L), NOTIFY, "tea")))
                .isPresent();
        assertThat(messages.objection(order(ORDER_NO, Money.cny(999_999_999_999L), NOTIFY, "tea")))
                .isEmpty();
        assertThat(messages.order(order(ORDER_NO, Money.cny(1), NOTIFY, "tea"), MERCHANT_NO))
                .containsEntry("txnAmt", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ftp://pay.test/n", "https://pay.test", "https://pay.test/n?bank=1"})
    void addressesThatAreNoneAreRefused(String url) {
        assertThat(messages.objection(order(ORDER_NO, AMOUNT, url, "tea"))).isPresent();
    }

    @Test
    void tooLongAnAddressIsRefused() {
        assertThat(messages.objection(order(ORDER_NO, AMOUNT, "https://pay.test/" + "n".repeat(300), "tea")))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"tea & sugar|tea ＆ sugar", "a=b|a＝b", "{tea} \"x\"|tea   x", "测试商品|测试商品", "'🍵'|🍵"})
    void aSubjectHasNothingThatSeparatesFields(String subject, String description) {
        assertThat(messages.order(order(ORDER_NO, AMOUNT, NOTIFY, subject), MERCHANT_NO))
                .containsEntry("orderDesc", description);
    }

    @Test
    void aLongSubjectIsCutAtWholeCharacters() {
        assertThat(messages.order(order(ORDER_NO, AMOUNT, NOTIFY, "🍵".repeat(40)), MERCHANT_NO))
                .containsEntry("orderDesc", "🍵".repeat(32));
    }

    @Test
    void thePayerComesBackBesideTheServersAddress() {
        assertThat(UnionPayMessages.frontUrl(NOTIFY)).isEqualTo("https://pay.test/bank/unionpay/return");
    }

    @Test
    void aVoidAndACancelAreOfTheWholeAmount() {
        assertThat(messages.objection(refund(BankRefund.Way.VOID, Money.cny(1), ORDER_NO, "1")))
                .isPresent();
        assertThat(messages.objection(refund(BankRefund.Way.CAPTURE_VOID, Money.cny(1), ORDER_NO, "1")))
                .isPresent();
        assertThat(messages.objection(refund(BankRefund.Way.REFUND, Money.cny(1), ORDER_NO, "1")))
                .isEmpty();
        var cancel = UnionPayTestBank.hold(BankHoldAct.Kind.CANCEL);
        assertThat(messages.objection(cancel)).isEmpty();
        assertThat(messages.objection(new BankHoldAct(
                        cancel.channelId(),
                        cancel.bankOrderNo(),
                        cancel.kind(),
                        cancel.hold(),
                        Money.cny(1),
                        cancel.orderedAt(),
                        cancel.notifyUrl())))
                .isPresent();
    }

    /** Found by the order's number and time, it would be the pre-authorisation that is found. */
    @Test
    void aCaptureIsFoundByTheBanksReferenceOnly() {
        assertThat(messages.objection(refund(BankRefund.Way.REFUND, AMOUNT, "01KAQ5TQ7C9D4N1XB2M3P4R5S8", null)))
                .contains("the bank's reference of the original is not known yet");
        assertThat(messages.objection(refund(BankRefund.Way.REFUND, AMOUNT, "01KAQ5TQ7C9D4N1XB2M3P4R5S8", "1")))
                .isEmpty();
    }

    /** The published way is by reference alone; nothing is sent that would only be refused. */
    @Test
    void onlyARefundMayNameItsOrderInstead() {
        assertThat(messages.objection(refund(BankRefund.Way.REFUND, AMOUNT, ORDER_NO, null)))
                .isEmpty();
        assertThat(messages.objection(refund(BankRefund.Way.VOID, AMOUNT, ORDER_NO, null)))
                .isPresent();
        var held = new BankMovement(ORDER_NO, ORDERED_AT, ORDER_NO, null, AMOUNT);
        assertThat(messages.objection(new BankHoldAct(
                        "unionpay-1",
                        UnionPayTestBank.REFUND_NO,
                        BankHoldAct.Kind.CAPTURE,
                        held,
                        AMOUNT,
                        ORDERED_AT,
                        NOTIFY)))
                .isPresent();
    }

    private static BankRefund refund(BankRefund.Way way, Money amount, String movementNo, @Nullable String bankTxnNo) {
        var original = new BankMovement(ORDER_NO, ORDERED_AT, movementNo, bankTxnNo, AMOUNT);
        return new BankRefund("unionpay-1", UnionPayTestBank.REFUND_NO, way, original, amount, ORDERED_AT, NOTIFY);
    }

    private static BankOrder order(String orderNo, Money amount, String notifyUrl, String subject) {
        return new BankOrder(
                "unionpay-1",
                orderNo,
                BankOrder.Kind.PURCHASE,
                amount,
                subject,
                ORDERED_AT,
                ORDERED_AT.plusSeconds(1800),
                BankOrder.NoticeMode.SERVER,
                notifyUrl,
                "https://pay.test/result/token",
                null);
    }
}
