package dev.tongfu.bank.unionpay;

import static dev.tongfu.bank.unionpay.UnionPayTestBank.AMOUNT;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.MERCHANT_NO;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnionPayGoldenTest {
    private final UnionPayTestBank bank = new UnionPayTestBank();

    @Test
    void everyExchangeIsWrittenByteForByteAsKept() throws Exception {
        // Given
        Set<String> kept;
        try (var files = Files.list(UnionPayGoldenFiles.FOLDER)) {
            kept = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }

        // When
        var written = UnionPayGoldenFiles.all(bank);

        // Then
        assertThat(kept).isEqualTo(new TreeSet<>(written.keySet()));
        written.forEach((name, bytes) ->
                assertThat(bytes.getBytes()).as(name).isEqualTo(golden(name).getBytes()));
    }

    @Test
    void anOrderHasItsFieldsSortedAndItsSignatureLast() {
        // When
        List<String> fields = List.of(golden("purchase.form").toString().split("&"));

        // Then
        assertThat(fields.subList(0, fields.size() - 1))
                .containsExactly(
                        "accessType=0",
                        "backUrl=https%3A%2F%2Fpay.test%2Fbank%2Funionpay%2Fnotify",
                        "bizType=000201",
                        "certId=" + bank.merchant.certId(),
                        "channelType=07",
                        "currencyCode=156",
                        "encoding=UTF-8",
                        "frontUrl=https%3A%2F%2Fpay.test%2Fbank%2Funionpay%2Freturn",
                        "merId=" + MERCHANT_NO,
                        "orderDesc=%E6%B5%8B%E8%AF%95%E5%95%86%E5%93%81+A%EF%BC%86B",
                        "orderId=" + ORDER_NO,
                        "payTimeout=20261123045000",
                        "signMethod=01",
                        "txnAmt=" + AMOUNT.minor(),
                        "txnSubType=01",
                        "txnTime=20261123042000",
                        "txnType=01",
                        "version=5.1.0");
        assertThat(fields.get(fields.size() - 1)).startsWith("signature=");
    }

    @ParameterizedTest
    @CsvSource({
        "purchase.form, 01, 01, 000201",
        "preauth.form, 02, 01, 000201",
        "query.request, 00, 00, 000201",
        "refund.request, 04, 00, 000201",
        "void.request, 31, 00, 000201",
        "capture.request, 03, 00, 000201",
        "cancel.request, 32, 00, 000201",
        "capture-void.request, 33, 00, 000201",
        "statement.request, 76, 01, 000000",
        "encryption-key.request, 95, 00, 000000"
    })
    void everyTransactionHasItsType(String name, String type, String subType, String bizType) {
        // When
        var request = request(name);

        // Then
        assertThat(request.text("txnType")).contains(type);
        assertThat(request.text("txnSubType")).contains(subType);
        assertThat(request.text("bizType")).contains(bizType);
        assertThat(request.text("merId")).contains(MERCHANT_NO);
    }

    @Test
    void aRefundNamesTheOriginalByTheBanksReferenceOrElseByItsOrder() {
        // When
        var byReference = request("refund.request");
        var byOrder = request("refund-by-order.request");

        // Then
        assertThat(byReference.text("origQryId")).contains(UnionPayTestBank.QUERY_ID);
        assertThat(byReference.text("origOrderId")).isEmpty();
        assertThat(byOrder.text("origQryId")).isEmpty();
        assertThat(byOrder.text("origOrderId")).contains(ORDER_NO);
        assertThat(byOrder.text("origTxnTime")).contains("20261123042000");
        assertThat(byOrder.text("txnTime")).contains("20261123052000");
        assertThat(byOrder.text("txnAmt")).contains("100");
    }

    @Test
    void aStatementIsAskedForByMonthAndDay() {
        // When
        var request = request("statement.request");

        // Then
        assertThat(request.text("settleDate")).contains("1122");
        assertThat(request.text("fileType")).contains("00");
        assertThat(request.text("txnTime")).contains("20261123043000");
        assertThat(request.text("orderId")).isEmpty();
    }

    private static UnionPayMessage request(String name) {
        return UnionPayMessage.form(golden(name).toString()).orElseThrow();
    }

    private static Buffer golden(String name) {
        return Buffer.buffer(UnionPayTestBank.bytes(UnionPayGoldenFiles.FOLDER.resolve(name)));
    }
}
