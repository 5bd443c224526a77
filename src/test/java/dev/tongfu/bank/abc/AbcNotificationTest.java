package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestBank.AMOUNT;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.Bank.Reading;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawNotification;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbcNotificationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T20:30:00Z"), ZoneOffset.UTC);
    private static final String FIELDS = AbcTestBank.paidFields(ORDER_NO, AMOUNT);

    private final AbcTestBank bank = new AbcTestBank();
    private final AbcNotification notifications = new AbcNotification(AbcTestBank.config(), CLOCK);
    private final String base64 = Base64.getEncoder().encodeToString(bank.notice(FIELDS + "<PayIP>1</PayIP>"));

    @Test
    void noticeCarriesTheReceipt() {
        // When
        var reading = read(AbcTestBank.post(bank.notice(FIELDS)));

        // Then: the host's unpadded date, its time in the bank's zone
        var receipt = new BankReply.Receipt(
                MERCHANT_NO,
                AMOUNT,
                "A8ECEP01130139251873",
                LocalDate.of(2026, 11, 3),
                Instant.parse("2026-11-02T20:21:09Z"));
        assertThat(reading)
                .isEqualTo(
                        new Reading.Verified(MERCHANT_NO, ORDER_NO, new BankReply.Paid(receipt), Bank.Strength.WEAK));
    }

    @Test
    void everyWayFormsSpoilBase64IsUndone() {
        assertThat(base64).contains("+", "=");
        String encoded = URLEncoder.encode(base64, StandardCharsets.US_ASCII);
        assertRead("MSG=" + encoded);
        assertRead("MSG=" + base64);
        assertRead("MSG=" + base64.replace('+', ' '));
        assertRead("MSG=" + base64.replace("+", "%20"));
        assertRead("MSG=" + encoded.replace("%", "%25"));
        assertRead("MSG=" + encoded.replace("%2B", "%252B"));
        assertRead("MSG=" + base64.replaceAll("(.{76})", "$1\r\n"));
        assertRead("MSG=" + base64.replaceAll("(.{76})", "$1%0D%0A").replace("=", "%3D"));
        assertRead("a=b&MSG=" + encoded + "&c=%%%");
    }

    @Test
    void noticeComesByGetToo() {
        // Given
        var get = new RawNotification(
                "abc",
                "GET",
                "MSG=" + URLEncoder.encode(base64, StandardCharsets.US_ASCII),
                "",
                Buffer.buffer(),
                false);

        // Then
        assertThat(read(get)).isInstanceOf(Reading.Verified.class);
        assertThat(AbcNotification.source(get)).isEqualTo(Buffer.buffer(get.query()));
    }

    @Test
    void accountingDateIsPreferred() {
        assertThat(receipt(FIELDS + "<AccDate>20261125</AccDate>").bankDate()).isEqualTo(LocalDate.of(2026, 11, 25));
        assertThat(receipt(FIELDS + "<AccDate>soon</AccDate>").bankDate()).isEqualTo(LocalDate.of(2026, 11, 3));
    }

    @Test
    void withoutAnyDateOfTheBankOurReceiptTimeIsDated() {
        // Given
        String undated = FIELDS.replaceAll("<Host.*</HostTime>", "");

        // Then: half past four in the morning in Peking
        assertThat(receipt(undated).bankDate()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(receipt(undated).paidAt()).isNull();
    }

    @Test
    void tagGivenTwiceIsNotBelieved() {
        assertThat(read(AbcTestBank.post(bank.notice(FIELDS + "<Amount>0.01</Amount>"))))
                .isInstanceOf(Reading.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<ReturnCode>502213</ReturnCode><ErrorMessage>验证码错误</ErrorMessage>",
                "<ErrorMessage></ErrorMessage>",
                "<ReturnCode>0000</ReturnCode><TrxType>AGENTSIGN</TrxType><MerchantID>1</MerchantID>",
                "<ReturnCode>0000</ReturnCode><MerchantID>1</MerchantID><OrderNo>1</OrderNo><Amount>0.00</Amount>",
                "<ReturnCode>0000</ReturnCode><MerchantID>1</MerchantID><OrderNo>1</OrderNo><Amount>-1.00</Amount>"
            })
    void signedMessageWithoutAPaymentIsRejected(String fields) {
        assertThat(read(AbcTestBank.post(bank.notice(fields)))).isInstanceOf(Reading.Rejected.class);
    }

    @Test
    void signatureOfAnotherAlgorithmOrOverOtherBytesIsRejected() {
        String xml = new String(bank.notice(FIELDS), GbkScanner.GBK);
        assertRejected(xml.replace("SHA1withRSA", "MD5withRSA"));
        assertRejected(xml.replace("<Amount>123.40", "<Amount>1.00"));
        assertRejected(xml.replace("<Message>", "<Message> "));
        assertRejected("<MSG>" + xml.substring(xml.indexOf("</Message>")));
        assertRejected("<MSG><Message></Message></MSG>");
        assertThat(read(AbcTestBank.post(xml.getBytes(StandardCharsets.UTF_8)))).isInstanceOf(Reading.Rejected.class);
    }

    @Test
    void secondMessageBesideTheSignedOneIsNotRead() {
        // Given
        String xml = new String(bank.notice(FIELDS), GbkScanner.GBK);
        String other = "<Message><TrxResponse>" + FIELDS.replace("123.40", "999.00") + "</TrxResponse></Message>";

        // Then
        assertRejected(xml.replace("<MSG>", "<MSG>" + other));
        assertRejected(xml.replace("</MSG>", other + "</MSG>"));
    }

    @Test
    void callWithoutMsgIsEmptyAndWithTwoIsRejected() {
        assertThat(read(AbcTestBank.form(""))).isEqualTo(new Reading.Empty());
        assertThat(read(AbcTestBank.form("a=b"))).isEqualTo(new Reading.Empty());
        assertThat(read(AbcTestBank.form("MSG=&a=b"))).isEqualTo(new Reading.Empty());
        assertThat(read(AbcTestBank.form("MSG=AAAA&MSG=BBBB"))).isInstanceOf(Reading.Rejected.class);
        assertThat(read(AbcTestBank.form("MSG=%"))).isInstanceOf(Reading.Rejected.class);
        assertThat(read(AbcTestBank.form("MSG=" + "A".repeat(70_000)))).isInstanceOf(Reading.Rejected.class);
    }

    private BankReply.Receipt receipt(String fields) {
        var reading = (Reading.Verified) read(AbcTestBank.post(bank.notice(fields)));
        return ((BankReply.Paid) reading.reply()).receipt();
    }

    private void assertRead(String form) {
        assertThat(read(AbcTestBank.form(form))).as(form).isInstanceOf(Reading.Verified.class);
    }

    private void assertRejected(String xml) {
        assertThat(read(AbcTestBank.post(xml.getBytes(GbkScanner.GBK)))).as(xml).isInstanceOf(Reading.Rejected.class);
    }

    private Reading read(RawNotification notification) {
        return notifications.read(notification, bank.pinned::verify);
    }
}
