package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.Bank.Reading;
import dev.tongfu.bank.BankReply;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbcNoticeReaderTest {
    private static final String SIGNED = "<ReturnCode>0000</ReturnCode><ErrorMessage>交易成功</ErrorMessage><MerchantID>"
            + MERCHANT_NO + "</MerchantID><TrxType>AGENTSIGN</TrxType><OrderNo>" + ORDER_NO
            + "</OrderNo><AgentSignNo>AS42</AgentSignNo><Last4CardNo>7899</Last4CardNo>";
    private static final String CHECKED = "<ReturnCode>0000</ReturnCode><MerchantID>" + MERCHANT_NO
            + "</MerchantID><TrxType>IdentityVerifyReq</TrxType><CustomNo>" + ORDER_NO
            + "</CustomNo><AccountName>测试人</AccountName>";

    private final AbcTestBank bank = new AbcTestBank();

    @ParameterizedTest
    @ValueSource(strings = {"AGENTSIGN", "AgentSign", "AgentSignResult"})
    void signedContractIsToldWithItsNumberAndCard(String type) {
        assertThat(read(SIGNED.replace("AGENTSIGN", type))).isEqualTo(verified(new BankReply.Signed("AS42", "7899")));
        assertThat(read(SIGNED.replace("AGENTSIGN", type).replace("7899", "")))
                .isEqualTo(verified(new BankReply.Signed("AS42", null)));
    }

    @Test
    void endedContractIsTold() {
        assertThat(read(SIGNED.replace("AGENTSIGN", "AGENTUNSIGN"))).isEqualTo(verified(new BankReply.Terminated()));
    }

    @Test
    void contractThatWasRefusedIsDeclined() {
        assertThat(read(SIGNED.replace(">0000<", ">3005<")))
                .isEqualTo(verified(new BankReply.Declined("3005", "交易成功")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUNKWN", ""})
    void unclearCodeMovesNothing(String code) {
        assertThat(read(SIGNED.replace(">0000<", ">" + code + "<"))).isInstanceOf(Reading.Rejected.class);
        assertThat(read(CHECKED.replace(">0000<", ">" + code + "<"))).isInstanceOf(Reading.Rejected.class);
    }

    @Test
    void noticeThatNamesNobodyMovesNothing() {
        for (String notice : List.of(SIGNED, CHECKED)) {
            assertThat(read(notice.replaceAll("<MerchantID>.*</MerchantID>", "")))
                    .isInstanceOf(Reading.Rejected.class);
            assertThat(read(notice.replace(ORDER_NO, ""))).isInstanceOf(Reading.Rejected.class);
        }
        assertThat(read(SIGNED.replace("AS42", ""))).isInstanceOf(Reading.Rejected.class);
    }

    @Test
    void checkedIdentityIsMatchedByItsTypeOrItsName() {
        assertThat(read(CHECKED)).isEqualTo(verified(new BankReply.Matched()));
        assertThat(read(CHECKED.replace("IdentityVerifyReq", "SomethingNew")))
                .isEqualTo(verified(new BankReply.Matched()));
        assertThat(read(CHECKED.replace("CustomNo", "OrderNo"))).isEqualTo(verified(new BankReply.Matched()));
    }

    @Test
    void onlyAListedCodeOfACheckIsAMismatch() {
        // Given
        var standard = AbcCodes.standard();
        var config = AbcTestBank.config(new AbcCodes(
                standard.unknown(),
                standard.refusal(),
                List.of(),
                List.of(),
                List.of("3003"),
                List.of(),
                standard.statuses(),
                standard.finals()));

        // Then
        assertThat(read(config, CHECKED.replace(">0000<", ">3003<")))
                .isEqualTo(verified(new BankReply.Mismatched("3003", "")));
        assertThat(read(config, CHECKED.replace(">0000<", ">3005<")))
                .isEqualTo(verified(new BankReply.Declined("3005", "")));
        assertThat(read(config, SIGNED.replace(">0000<", ">3003<")))
                .isEqualTo(verified(new BankReply.Declined("3003", "交易成功")));
    }

    @Test
    void holdIsToldApartFromAPaymentByItsType() {
        // Given
        String paid = AbcTestBank.paidFields(ORDER_NO, AbcTestBank.AMOUNT);

        // Then
        assertThat(((Reading.Verified) read(paid)).reply()).isInstanceOf(BankReply.Paid.class);
        assertThat(((Reading.Verified) read(paid.replace("ABCCardPay", "PreAuthPay"))).reply())
                .isInstanceOf(BankReply.Authorised.class);
    }

    @Test
    void noticeWithoutSecretsIsKeptAsItCame() {
        // Given
        var signed = AbcTestBank.post(bank.notice(SIGNED));
        var checked = AbcTestBank.post(bank.notice(CHECKED));
        var garbage = AbcTestBank.form("MSG=%%%");

        // Then
        assertThat(AbcNotification.kept(signed)).isEqualTo(signed.body());
        assertThat(AbcNotification.kept(garbage)).isEqualTo(Buffer.buffer("MSG=%%%"));
        assertThat(AbcNotification.kept(checked).toString(GbkScanner.GBK))
                .contains("<CustomNo>" + ORDER_NO)
                .doesNotContain("测试人");
    }

    private static Reading verified(BankReply reply) {
        return new Reading.Verified(MERCHANT_NO, ORDER_NO, reply, Bank.Strength.WEAK);
    }

    private Reading read(String fields) {
        return read(AbcTestBank.config(), fields);
    }

    private Reading read(AbcConfig config, String fields) {
        return new AbcNotification(config, AbcTestBank.CLOCK)
                .read(AbcTestBank.post(bank.notice(fields)), bank.pinned::verify);
    }
}
