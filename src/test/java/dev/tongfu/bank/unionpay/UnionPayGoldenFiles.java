package dev.tongfu.bank.unionpay;

import static dev.tongfu.bank.unionpay.UnionPayTestBank.AMOUNT;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.MERCHANT_NO;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.ORDER_NO;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.REFUND_NO;

import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exchanges kept byte for byte; the signatures are PKCS#1 v1.5, so they come out the same every time. */
final class UnionPayGoldenFiles {
    static final Path FOLDER = UnionPayTestBank.RESOURCES.resolve("golden");

    private UnionPayGoldenFiles() {}

    static Map<String, Buffer> all(UnionPayTestBank bank) {
        var files = new LinkedHashMap<String, Buffer>();
        requests()
                .forEach((name, fields) -> files.put(
                        name,
                        UnionPayEnvelope.seal(fields, bank.merchant.certId(), bank.merchant.signer())
                                .body()));
        files.put(
                "query-paid.answer",
                UnionPayTestBank.answer(bank.signed(UnionPayTestBank.state(ORDER_NO, AMOUNT, "00"))));
        files.put("query-unpaid.answer", UnionPayTestBank.answer(bank.signed(unpaid())));
        files.put("refund-accepted.answer", UnionPayTestBank.answer(bank.signed(accepted())));
        files.put(
                "notice-paid.form",
                UnionPayTestBank.post(bank.signed(UnionPayTestBank.done("01", ORDER_NO, AMOUNT)))
                        .body());
        return files;
    }

    private static Map<String, Map<String, String>> requests() {
        var messages = new UnionPayMessages(UnionPayTestBank.config());
        var now = UnionPayTestBank.CLOCK.instant();
        var all = new LinkedHashMap<String, Map<String, String>>();
        all.put("purchase.form", messages.order(order(BankOrder.Kind.PURCHASE), MERCHANT_NO));
        all.put("preauth.form", messages.order(order(BankOrder.Kind.PREAUTH), MERCHANT_NO));
        all.put("query.request", messages.query(UnionPayTestBank.query(BankQuery.Kind.PURCHASE), MERCHANT_NO));
        all.put("refund.request", messages.refund(refund(BankRefund.Way.REFUND), MERCHANT_NO));
        all.put(
                "refund-by-order.request",
                messages.refund(UnionPayTestBank.refund(BankRefund.Way.REFUND, null), MERCHANT_NO));
        all.put("void.request", messages.refund(refund(BankRefund.Way.VOID), MERCHANT_NO));
        all.put("capture-void.request", messages.refund(refund(BankRefund.Way.CAPTURE_VOID), MERCHANT_NO));
        all.put("capture.request", messages.hold(UnionPayTestBank.hold(BankHoldAct.Kind.CAPTURE), MERCHANT_NO));
        all.put("cancel.request", messages.hold(UnionPayTestBank.hold(BankHoldAct.Kind.CANCEL), MERCHANT_NO));
        all.put("statement.request", messages.statement(LocalDate.of(2026, 11, 22), MERCHANT_NO, now));
        all.put("encryption-key.request", messages.encryptionKey("0123456789abcdef", MERCHANT_NO, now));
        return all;
    }

    static Map<String, String> unpaid() {
        var fields = UnionPayTestBank.about("00", ORDER_NO, AMOUNT);
        fields.put("respCode", "34");
        fields.put("respMsg", "查无此交易[2600000]");
        return fields;
    }

    static Map<String, String> accepted() {
        var fields = UnionPayTestBank.about("04", REFUND_NO, Money.cny(1_00));
        fields.put("txnSubType", "00");
        fields.put("txnTime", "20261123052000");
        fields.put("origQryId", UnionPayTestBank.QUERY_ID);
        fields.put("queryId", "202611230520001112224");
        fields.put("respCode", "00");
        fields.put("respMsg", "成功[0000000]");
        return fields;
    }

    private static BankOrder order(BankOrder.Kind kind) {
        return UnionPayTestBank.order(kind, "测试商品 A&B");
    }

    private static BankRefund refund(BankRefund.Way way) {
        return UnionPayTestBank.refund(way, UnionPayTestBank.QUERY_ID);
    }

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FOLDER);
        for (var file : all(new UnionPayTestBank()).entrySet()) {
            Files.write(FOLDER.resolve(file.getKey()), file.getValue().getBytes());
        }
    }
}
