package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankMovement;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.crypto.CertificateChain;
import dev.tongfu.crypto.Certificates;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.PublicCertificate;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Signer;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** UnionPay's side of the wire, with keys of its own: signs, and makes what tests ask for. */
final class UnionPayTestBank {
    static final Path RESOURCES = Path.of("src", "test", "resources", "dev", "tongfu", "bank", "unionpay");
    static final String MERCHANT_NO = "777290058110048";
    static final String ORDER_NO = "01KAQ5TQ7C9D4N1XB2M3P4R5S6";
    static final String REFUND_NO = "01KAQ5TQ7C9D4N1XB2M3P4R5S7";
    static final String QUERY_ID = "202611230420001112223";
    static final Money AMOUNT = Money.cny(123_40);
    static final Instant ORDERED_AT = Instant.parse("2026-11-22T20:20:00Z");
    static final String TXN_TIME = "20261123042000";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T20:30:00Z"), ZoneOffset.UTC);

    final CryptoProviders crypto = CryptoProviders.load();
    final CertificateChain chain =
            new CertificateChain(List.of(certificate("test-middle.cer")), List.of(certificate("test-root.cer")));
    final UnionPayKeys.Identity merchant;
    private final Signer bank;

    UnionPayTestBank() {
        var keys = new PrivateKeys(crypto);
        this.bank = crypto.signer(
                SignatureAlgorithm.SHA256_WITH_RSA,
                keys.fromPem(new String(bytes(RESOURCES.resolve("test-bank-key.pem")), StandardCharsets.US_ASCII)));
        var identity = keys.fromPkcs12(bytes(RESOURCES.resolve("test-merchant.pfx")), "test-only".toCharArray());
        this.merchant = new UnionPayKeys.Identity(
                identity.certificate().serialDecimal(),
                crypto.signer(SignatureAlgorithm.SHA256_WITH_RSA, identity.privateKey()));
    }

    static UnionPayConfig config() {
        var trust = new UnionPayConfig.Trust(
                List.of(RESOURCES.resolve("test-root.cer").toString()),
                List.of(RESOURCES.resolve("test-middle.cer").toString()),
                true);
        return UnionPayConfig.standard("https://bank.test", "https://files.test", trust);
    }

    UnionPayTrust trust(Clock clock) {
        return new UnionPayTrust(crypto, chain, config(), clock);
    }

    PublicCertificate certificate(String name) {
        return new Certificates(crypto).read(bytes(RESOURCES.resolve(name))).get(0);
    }

    static BankChannel channel(Path passwordFile) {
        return new BankChannel(
                "unionpay-1",
                "unionpay",
                MERCHANT_NO,
                Map.of(
                        UnionPayKeys.CERTIFICATE,
                        RESOURCES.resolve("test-merchant.pfx").toString(),
                        UnionPayKeys.PASSWORD,
                        "${file:" + passwordFile + "}"));
    }

    static BankOrder order(BankOrder.Kind kind, String subject) {
        return new BankOrder(
                "unionpay-1",
                ORDER_NO,
                kind,
                AMOUNT,
                subject,
                ORDERED_AT,
                ORDERED_AT.plusSeconds(1800),
                BankOrder.NoticeMode.SERVER,
                "https://pay.test/bank/unionpay/notify",
                "https://pay.test/result/token",
                "127.0.0.1");
    }

    static BankQuery query(BankQuery.Kind kind) {
        return new BankQuery("unionpay-1", ORDER_NO, kind, ORDERED_AT, AMOUNT);
    }

    static BankRefund refund(BankRefund.Way way, @Nullable String bankTxnNo) {
        var original = new BankMovement(ORDER_NO, ORDERED_AT, ORDER_NO, bankTxnNo, AMOUNT);
        return new BankRefund(
                "unionpay-1",
                REFUND_NO,
                way,
                original,
                way == BankRefund.Way.REFUND ? Money.cny(1_00) : AMOUNT,
                ORDERED_AT.plusSeconds(3600),
                "https://pay.test/bank/unionpay/notify");
    }

    static BankHoldAct hold(BankHoldAct.Kind kind) {
        var held = new BankMovement(ORDER_NO, ORDERED_AT, ORDER_NO, QUERY_ID, AMOUNT);
        return new BankHoldAct(
                "unionpay-1",
                REFUND_NO,
                kind,
                held,
                AMOUNT,
                ORDERED_AT.plusSeconds(3600),
                "https://pay.test/bank/unionpay/notify");
    }

    /** What a query's answer and a notice have in common. */
    static Map<String, String> about(String type, String orderNo, Money amount) {
        var fields = new TreeMap<String, String>();
        fields.put("accessType", "0");
        fields.put("bizType", "000201");
        fields.put("merId", MERCHANT_NO);
        fields.put("orderId", orderNo);
        fields.put("txnTime", TXN_TIME);
        fields.put("txnType", type);
        fields.put("txnSubType", "01");
        fields.put("txnAmt", String.valueOf(amount.minor()));
        fields.put("currencyCode", "156");
        return fields;
    }

    /** With the traces a transaction leaves when money moved. */
    static Map<String, String> done(String type, String orderNo, Money amount) {
        var fields = about(type, orderNo, amount);
        fields.put("queryId", QUERY_ID);
        fields.put("settleDate", "1123");
        fields.put("settleAmt", String.valueOf(amount.minor()));
        fields.put("settleCurrencyCode", "156");
        fields.put("traceNo", "111222");
        fields.put("traceTime", "1123042109");
        fields.put("respCode", "00");
        fields.put("respMsg", "成功[0000000]");
        return fields;
    }

    /** A query's answer about an order in a state. */
    static Map<String, String> state(String orderNo, Money amount, String code) {
        var fields = done("00", orderNo, amount);
        fields.put("origRespCode", code);
        fields.put("origRespMsg", "说明[" + code + "]");
        return fields;
    }

    UnionPayMessage signed(Map<String, String> fields) {
        return signed(fields, "test-bank.cer");
    }

    UnionPayMessage signed(Map<String, String> fields, String certificate) {
        return signed(fields, pem(certificate), bank);
    }

    UnionPayMessage badlySigned(Map<String, String> fields) {
        return signed(fields, pem("test-bank.cer"), merchant.signer());
    }

    static UnionPayMessage signed(Map<String, String> fields, String certificate, Signer signer) {
        var complete = new TreeMap<>(fields);
        complete.putIfAbsent("version", "5.1.0");
        complete.putIfAbsent("encoding", "UTF-8");
        complete.putIfAbsent("signMethod", "01");
        complete.put("signPubKeyCert", certificate);
        complete.remove("signature");
        byte[] hash = UnionPayEnvelope.signedBytes(UnionPayMessage.of(complete));
        complete.put("signature", Base64.getEncoder().encodeToString(signer.sign(hash)));
        return UnionPayMessage.of(complete);
    }

    /** The text of a certificate as it stands in messages: CRLF line ends, none after the last line. */
    static String pem(String name) {
        String text = new String(bytes(RESOURCES.resolve(name)), StandardCharsets.US_ASCII);
        return text.strip().replace("\n", "\r\n");
    }

    /** An answer on the wire: not percent-encoded. */
    static Buffer answer(UnionPayMessage message) {
        var text = new StringBuilder();
        message.sent()
                .forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(value));
        return Buffer.buffer(text.toString());
    }

    static UnionPayMessage read(Buffer answer) {
        return UnionPayMessage.answer(answer.toString(StandardCharsets.UTF_8)).orElseThrow();
    }

    static RawNotification post(UnionPayMessage message) {
        return form(message.body().toString(), false);
    }

    static RawNotification form(String body, boolean front) {
        return new RawNotification(
                "unionpay", "POST", "", "application/x-www-form-urlencoded", Buffer.buffer(body), front);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
