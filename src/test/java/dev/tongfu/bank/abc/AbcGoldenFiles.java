package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestBank.AMOUNT;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static dev.tongfu.bank.abc.AbcTestBank.ORDER_NO;

import dev.tongfu.bank.BankOrder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exchanges kept byte for byte; the signatures are PKCS#1 v1.5, so they come out the same every time. */
final class AbcGoldenFiles {
    static final Path FOLDER = AbcTestBank.RESOURCES.resolve("golden");

    private AbcGoldenFiles() {}

    static Map<String, Buffer> all(AbcTestBank bank) {
        var messages = new AbcMessages(AbcTestBank.config());
        var server = AbcTestBank.order();
        var page = AbcTestBank.order(BankOrder.NoticeMode.PAGE, "tea");
        var files = new LinkedHashMap<String, Buffer>();
        files.put("pay-server.request.json", request(bank, messages.payRequest(server)));
        files.put("pay-page.request.json", request(bank, messages.payRequest(page)));
        files.put("query.request.json", request(bank, messages.query(AbcTestBank.query())));
        String accepted = AbcTestBank.accepted(ORDER_NO, AMOUNT);
        files.put("pay-flat.answer.gbk", bank.signed(AbcTestBank.flat("0000", "交易成功", accepted)));
        files.put("pay-nested.answer.gbk", bank.signed(AbcTestBank.nested("0000", "交易成功", accepted)));
        files.put("pay-refused.answer.gbk", bank.signed(AbcTestBank.flat("2308", "商户无可用支付方式", "")));
        files.put(
                "query-paid.answer.gbk",
                bank.signed(AbcTestBank.nested("0000", "交易成功", AbcTestBank.state(ORDER_NO, AMOUNT, "04"))));
        files.put(
                "query-unpaid.answer.gbk",
                bank.signed(AbcTestBank.flat("0000", "交易成功", AbcTestBank.state(ORDER_NO, AMOUNT, "01"))));
        files.put(
                "notice-paid.form",
                AbcTestBank.post(bank.notice(AbcTestBank.paidFields(ORDER_NO, AMOUNT)))
                        .body());
        for (var exchange : AbcGoldenActs.all()) {
            files.put(
                    exchange.name() + ".request.json",
                    request(bank, exchange.call().transaction().get()));
            files.put(
                    exchange.name() + ".answer.gbk",
                    bank.signed(AbcTestBank.nested("0000", "交易成功", exchange.fields())));
        }
        return files;
    }

    static Buffer request(AbcTestBank bank, AbcObject transaction) {
        return AbcEnvelope.seal(AbcEnvelope.message("EBUS", MERCHANT_NO, transaction), bank.merchant);
    }

    public static void main(String[] arguments) throws IOException {
        for (var file : all(new AbcTestBank()).entrySet()) {
            Files.write(FOLDER.resolve(file.getKey()), file.getValue().getBytes());
        }
    }
}
