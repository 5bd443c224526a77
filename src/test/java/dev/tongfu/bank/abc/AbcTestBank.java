package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BreakerConfig;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PinnedCertificates;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Signer;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The bank's side of the wire, with keys of its own: frames, signs, and makes what tests ask for. */
final class AbcTestBank {
    static final Path RESOURCES = Path.of("src", "test", "resources", "dev", "tongfu", "bank", "abc");
    static final String MERCHANT_NO = "103880000000001";
    static final String ORDER_NO = "01KAQ5TQ7C9D4N1XB2M3P4R5S6";
    static final Money AMOUNT = Money.cny(123_40);
    static final Instant ORDERED_AT = Instant.parse("2026-11-22T20:20:00Z");

    /** Half past four in the morning of 23 November in Peking. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T20:30:00Z"), ZoneOffset.UTC);

    final CryptoProviders crypto = CryptoProviders.load();
    final PinnedCertificates pinned;
    final Signer merchant;
    private final Signer bank;

    AbcTestBank() {
        var keys = new PrivateKeys(crypto);
        this.pinned = new PinnedCertificates(
                crypto,
                SignatureAlgorithm.SHA1_WITH_RSA,
                new Certificates(crypto).read(bytes(RESOURCES.resolve("test-bank.cer"))));
        this.bank = crypto.signer(
                SignatureAlgorithm.SHA1_WITH_RSA,
                keys.fromPem(new String(bytes(RESOURCES.resolve("test-bank-key.pem")), StandardCharsets.US_ASCII)));
        this.merchant = crypto.signer(
                SignatureAlgorithm.SHA1_WITH_RSA,
                keys.fromPkcs12(bytes(RESOURCES.resolve("test-merchant.pfx")), "test-only".toCharArray())
                        .privateKey());
    }

    static AbcConfig config() {
        return AbcConfig.standard(
                "https://bank.test", List.of(RESOURCES.resolve("test-bank.cer").toString()));
    }

    static AbcConfig config(BankHttpConfig http, BreakerConfig breaker) {
        return config(http, AbcCodes.standard(), config().fieldNames(), breaker);
    }

    static AbcConfig config(AbcCodes codes) {
        return config(config().http(), codes, config().fieldNames(), BreakerConfig.standard());
    }

    static AbcConfig config(AbcConfig.Statement statement) {
        var standard = config();
        return new AbcConfig(
                standard.http(),
                standard.transactionPath(),
                standard.statementPath(),
                standard.bankCertificates(),
                standard.order(),
                standard.codes(),
                standard.fieldNames(),
                standard.identity(),
                standard.notices(),
                statement,
                standard.limits(),
                standard.breaker(),
                standard.calendar());
    }

    static AbcConfig config(AbcConfig.FieldNames fieldNames) {
        return config(config().http(), AbcCodes.standard(), fieldNames, BreakerConfig.standard());
    }

    private static AbcConfig config(
            BankHttpConfig http, AbcCodes codes, AbcConfig.FieldNames fieldNames, BreakerConfig breaker) {
        var standard = config();
        return new AbcConfig(
                http,
                standard.transactionPath(),
                standard.statementPath(),
                standard.bankCertificates(),
                standard.order(),
                codes,
                fieldNames,
                standard.identity(),
                standard.notices(),
                standard.statement(),
                standard.limits(),
                breaker,
                standard.calendar());
    }

    static AbcVerdicts verdicts(AbcConfig config) {
        return new AbcVerdicts(config, CLOCK);
    }

    static AbcReplies replies(AbcCodes codes) {
        return new AbcReplies(config(codes), verdicts(config(codes)));
    }

    static BankChannel channel(Path passwordFile) {
        return new BankChannel(
                "abc-1",
                "abc",
                MERCHANT_NO,
                Map.of(
                        AbcKeys.CERTIFICATE,
                        RESOURCES.resolve("test-merchant.pfx").toString(),
                        AbcKeys.PASSWORD,
                        "${file:" + passwordFile + "}"));
    }

    static BankOrder order() {
        return order(BankOrder.NoticeMode.SERVER, "测试商品");
    }

    static BankOrder order(BankOrder.NoticeMode notice, String subject) {
        return new BankOrder(
                "abc-1",
                ORDER_NO,
                BankOrder.Kind.PURCHASE,
                AMOUNT,
                subject,
                ORDERED_AT,
                ORDERED_AT.plusSeconds(1800),
                notice,
                "http://127.0.0.1/n",
                "http://127.0.0.1/f",
                "127.0.0.1");
    }

    static BankQuery query() {
        return new BankQuery("abc-1", ORDER_NO, BankQuery.Kind.PURCHASE, ORDERED_AT, AMOUNT);
    }

    /** An answer with its fields directly in the message, as the 2021 test environment writes them. */
    static String flat(String code, String text, String fields) {
        return "{\"Version\":\"V3.0.0\",\"Format\":\"JSON\",\"Merchant\":{\"ECMerchantType\":\"EBUS\",\"MerchantID\":\""
                + MERCHANT_NO + "\"},\"ReturnCode\":\"" + code + "\",\"ErrorMessage\":\"" + text + "\"" + fields + "}";
    }

    /** An answer with its fields in {@code TrxResponse}. */
    static String nested(String code, String text, String fields) {
        return "{\"Version\":\"V3.0.0\",\"Format\":\"JSON\",\"Merchant\":{\"ECMerchantType\":\"EBUS\",\"MerchantID\":\""
                + MERCHANT_NO + "\"},\"TrxResponse\":{\"ReturnCode\":\"" + code + "\",\"ErrorMessage\":\"" + text + "\""
                + fields + "}}";
    }

    static String accepted(String orderNo, Money amount) {
        return ",\"TrxType\":\"PayReq\",\"OrderNo\":\"" + orderNo + "\",\"PaymentURL\":\"https://bank.test/pay?TOKEN="
                + orderNo + "\",\"OrderAmount\":\"" + amount.toDecimal() + "\",\"OneQRForAll\":\"\"";
    }

    static String state(String orderNo, Money amount, String status) {
        String order = "{\"PayTypeID\":\"ImmediatePay\",\"OrderNo\":\"" + orderNo
                + "\",\"OrderDate\":\"2026/11/23\",\"OrderTime\":\"04:20:00\",\"OrderAmount\":\"" + amount.toDecimal()
                + "\",\"Status\":\"" + status + "\",\"OrderDesc\":\"测试商品\"}";
        return orderOf(order);
    }

    static String orderOf(String json) {
        return ",\"TrxType\":\"Query\",\"Order\":\"" + Base64.getEncoder().encodeToString(json.getBytes(GbkScanner.GBK))
                + "\"";
    }

    Buffer signed(String message) {
        return signed(message, bank);
    }

    Buffer badlySigned(String message) {
        return signed(message, merchant);
    }

    Buffer unsigned(String message) {
        return Buffer.buffer(("{\"MSG\":{\"Message\":" + message + "}}").getBytes(GbkScanner.GBK));
    }

    static String paidFields(String orderNo, Money amount) {
        return "<ReturnCode>0000</ReturnCode><ErrorMessage>交易成功</ErrorMessage><ECMerchantType>EBUS</ECMerchantType>"
                + "<MerchantID>" + MERCHANT_NO + "</MerchantID><TrxType>ABCCardPay</TrxType><OrderNo>" + orderNo
                + "</OrderNo><Amount>" + amount.toDecimal() + "</Amount><BatchNo>000001</BatchNo>"
                + "<VoucherNo>000042</VoucherNo><HostDate>2026/11/3</HostDate><HostTime>04:21:09</HostTime>"
                + "<MerchantRemarks></MerchantRemarks><PayType>EP002</PayType><NotifyType>1</NotifyType>"
                + "<iRspRef>A8ECEP01130139251873</iRspRef>";
    }

    /** The XML of a notice, signed strictly between {@code <Message>} and {@code </Message>}. */
    byte[] notice(String fields) {
        String inner = "<TrxResponse>" + fields + "</TrxResponse>";
        return ("<MSG><Message>" + inner + "</Message><Signature-Algorithm>SHA1withRSA</Signature-Algorithm><Signature>"
                        + Base64.getEncoder().encodeToString(bank.sign(inner.getBytes(GbkScanner.GBK)))
                        + "</Signature></MSG>")
                .getBytes(GbkScanner.GBK);
    }

    static RawNotification post(byte[] xml) {
        return form("MSG=" + URLEncoder.encode(Base64.getEncoder().encodeToString(xml), StandardCharsets.US_ASCII));
    }

    static RawNotification form(String body) {
        return new RawNotification("abc", "POST", "", "application/x-www-form-urlencoded", Buffer.buffer(body), false);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Buffer signed(String message, Signer signer) {
        byte[] bytes = message.getBytes(GbkScanner.GBK);
        return Buffer.buffer("{\"MSG\":{\"Message\":")
                .appendBytes(bytes)
                .appendString(",\"Signature-Algorithm\":\"SHA1withRSA\",\"Signature\":\""
                        + Base64.getEncoder().encodeToString(signer.sign(bytes)) + "\"}}");
    }
}
