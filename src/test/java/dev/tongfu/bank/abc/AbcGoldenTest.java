package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestBank.AMOUNT;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AbcGoldenTest {
    private final AbcTestBank bank = new AbcTestBank();
    private final AbcReplies replies = AbcTestBank.replies(AbcCodes.standard());

    @Test
    void everyExchangeIsWrittenByteForByteAsKept() throws Exception {
        // Given
        Set<String> kept;
        try (var files = Files.list(AbcGoldenFiles.FOLDER)) {
            kept = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }

        // When
        var written = AbcGoldenFiles.all(bank);

        // Then
        assertThat(kept).isEqualTo(new TreeSet<>(written.keySet()));
        written.forEach((name, bytes) ->
                assertThat(bytes.getBytes()).as(name).isEqualTo(golden(name).getBytes()));
    }

    @Test
    void theOrderHasTheShapeTheBanksOwnClientWasSeenToSend() {
        // Given: the captured message, and the four values in which ours differs
        String captured = ("{'Version':'V3.0.0','Format':'JSON','Merchant':{'ECMerchantType':'EBUS','MerchantID':"
                        + "'103880000000001'},'TrxRequest':{'TrxType':'PayReq','PaymentType':'A','PaymentLinkType':'1',"
                        + "'UnionPayLinkType':'','ReceiveAccount':'','ReceiveAccName':'','NotifyType':'1',"
                        + "'ResultNotifyURL':'http://127.0.0.1/n','MerchantRemarks':'','ReceiveMark':'',"
                        + "'ReceiveMerchantType':'','IsBreakAccount':'0','SplitAccTemplate':'','Order':{'PayTypeID':"
                        + "'ImmediatePay','OrderDate':'2026/11/23','OrderTime':'04:20:00','orderTimeoutDate':'',"
                        + "'OrderNo':'ON1','CurrencyCode':'156','OrderAmount':'1.00','Fee':'','AccountNo':'',"
                        + "'OrderDesc':'','OrderURL':'','ReceiverAddress':'','InstallmentMark':'0',"
                        + "'InstallmentCode':'','InstallmentNum':'','CommodityType':'0101','BuyIP':'127.0.0.1',"
                        + "'ExpiredDate':'','OrderItems':[{'ProductName':'中国移动IP卡'}]}}}")
                .replace('\'', '"');
        String ours = captured.replace("\"orderTimeoutDate\":\"\"", "\"orderTimeoutDate\":\"20261123045000\"")
                .replace("\"OrderDesc\":\"\"", "\"OrderDesc\":\"测试商品\"")
                .replace("中国移动IP卡", "测试商品")
                .replace("\"ON1\"", '"' + ORDER_NO + '"')
                .replace("\"1.00\"", '"' + AMOUNT.toDecimal() + '"')
                .replace("\"0101\"", "\"0202\"");

        // Then
        assertThat(message("pay-server.request.json")).isEqualTo(ours);
    }

    @Test
    void theQueryHasTheShapeTheBanksOwnClientWasSeenToSend() {
        assertThat(message("query.request.json"))
                .endsWith(("'TrxRequest':{'TrxType':'Query','PayTypeID':'ImmediatePay','OrderNo':'" + ORDER_NO
                                + "','QueryDetail':'false'}}")
                        .replace('\'', '"'));
    }

    @Test
    void flatAndNestedAnswersReadTheSame() {
        // When
        var flat = replies.order(trusted("pay-flat.answer.gbk"), AbcTestBank.order(), MERCHANT_NO);
        var nested = replies.order(trusted("pay-nested.answer.gbk"), AbcTestBank.order(), MERCHANT_NO);

        // Then
        var link = PayerForward.link("https://bank.test/pay?TOKEN=" + ORDER_NO);
        assertThat(flat).isEqualTo(new BankReply.Accepted(link));
        assertThat(nested).isEqualTo(flat);
    }

    @Test
    void aRefusalKeepsTheBanksWords() {
        assertThat(replies.order(trusted("pay-refused.answer.gbk"), AbcTestBank.order(), MERCHANT_NO))
                .isEqualTo(new BankReply.Declined("2308", "商户无可用支付方式"));
    }

    @Test
    void aQueryTellsPaidFromUnpaid() {
        // When
        var paid = replies.query(trusted("query-paid.answer.gbk"), AbcTestBank.query(), MERCHANT_NO);
        var unpaid = replies.query(trusted("query-unpaid.answer.gbk"), AbcTestBank.query(), MERCHANT_NO);

        // Then
        var receipt = new BankReply.Receipt(MERCHANT_NO, AMOUNT, null, LocalDate.of(2026, 11, 23), null);
        assertThat(paid).isEqualTo(new BankReply.Paid(receipt));
        assertThat(unpaid).isEqualTo(new BankReply.NotPaid("01"));
    }

    private AbcAnswer trusted(String name) {
        var opened = AbcEnvelope.open(golden(name), bank.pinned::verify);
        assertThat(opened).isInstanceOf(AbcEnvelope.Opened.Trusted.class);
        return ((AbcEnvelope.Opened.Trusted) opened).answer();
    }

    private static String message(String name) {
        String envelope = golden(name).toString(StandardCharsets.UTF_8);
        return envelope.substring("{\"Message\":".length(), envelope.indexOf(",\"Signature-Algorithm\""));
    }

    private static Buffer golden(String name) {
        return Buffer.buffer(AbcTestBank.bytes(AbcGoldenFiles.FOLDER.resolve(name)));
    }
}
