package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A merchant of the simulated 银联 written for its tests: signs, verifies and receives with the JDK alone. */
final class UnionPayMerchant {
    static final String NUMBER = "898000000000001";
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneId.of("Asia/Shanghai"));
    private static final Pattern INPUT =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final SimulatorFixture simulator;
    private final PrivateKey key;
    private final String certId;
    private final Certificate bank;
    private final HttpServer receiver;
    final BlockingQueue<Map<String, String>> notices = new LinkedBlockingQueue<>();
    /** How many notices are still to be answered with an error. */
    final AtomicInteger refusals = new AtomicInteger();

    UnionPayMerchant(SimulatorFixture simulator) throws Exception {
        this.simulator = simulator;
        var password = Files.readString(SimulatorFixture.KEYS.resolve("unionpay-merchant.password"))
                .strip()
                .toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        try (var pfx = Files.newInputStream(SimulatorFixture.KEYS.resolve("unionpay-merchant.pfx"))) {
            store.load(pfx, password);
        }
        var alias = store.aliases().nextElement();
        this.key = (PrivateKey) store.getKey(alias, password);
        this.certId = ((X509Certificate) store.getCertificate(alias))
                .getSerialNumber()
                .toString();
        try (var file = Files.newInputStream(SimulatorFixture.KEYS.resolve("unionpay-bank.cer"))) {
            this.bank = CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
        this.receiver = SimulatorFixture.await(
                simulator.vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
    }

    /** What the bank said, with whether its signature holds. */
    record Answer(Map<String, String> fields, boolean signed) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        String code() {
            return field("respCode");
        }
    }

    String now() {
        return SECOND.format(simulator.clock.instant());
    }

    String notifyUrl() {
        return "http://127.0.0.1:" + receiver.actualPort() + "/notify";
    }

    Map<String, String> payment(String orderNo, long fen) {
        var fields = envelope("01", "01", orderNo);
        fields.put("channelType", "07");
        fields.put("txnAmt", String.valueOf(fen));
        fields.put("currencyCode", "156");
        fields.put("frontUrl", "http://127.0.0.1/return");
        fields.put("backUrl", notifyUrl());
        fields.put("orderDesc", "龙井茶 & 茶具");
        fields.put("reqReserved", "c2hvcA");
        return fields;
    }

    Map<String, String> hold(String orderNo, long fen) {
        var fields = payment(orderNo, fen);
        fields.put("txnType", "02");
        return fields;
    }

    Map<String, String> envelope(String txnType, String txnSubType, String orderNo) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("version", "5.1.0");
        fields.put("encoding", "UTF-8");
        fields.put("signMethod", "01");
        fields.put("txnType", txnType);
        fields.put("txnSubType", txnSubType);
        fields.put("bizType", "000201");
        fields.put("accessType", "0");
        fields.put("merId", NUMBER);
        fields.put("orderId", orderNo);
        fields.put("txnTime", now());
        return fields;
    }

    /** Places an order; the address of the payer's page. */
    String place(Map<String, String> order) throws Exception {
        var answer = front(order);
        assertThat(answer.statusCode()).isEqualTo(303);
        return simulator.url() + answer.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<String> front(Map<String, String> order) throws Exception {
        return simulator.postForm(simulator.url() + "/unionpay/gateway/api/frontTransReq.do", form(signed(order)));
    }

    /** The page the payer sees after pressing a button. */
    String press(String page, String outcome) throws Exception {
        return simulator.postForm(page, "outcome=" + outcome).body();
    }

    /** Pays an order; the bank's reference of it. */
    String paid(Map<String, String> order) throws Exception {
        assertThat(press(place(order), "pay")).contains("支付成功");
        assertThat(noticeOf(text(order, "orderId"))).containsEntry("respCode", "00");
        return query(order).field("queryId");
    }

    Answer query(Map<String, String> order) throws Exception {
        var fields = envelope("00", "00", text(order, "orderId"));
        fields.put("txnTime", text(order, "txnTime"));
        return send("/unionpay/gateway/api/queryTrans.do", signed(fields));
    }

    Map<String, String> act(String txnType, String orderNo, String origQryId, long fen) {
        var fields = envelope(txnType, "00", orderNo);
        fields.put("channelType", "07");
        fields.put("origQryId", origQryId);
        fields.put("txnAmt", String.valueOf(fen));
        fields.put("backUrl", notifyUrl());
        return fields;
    }

    Answer back(Map<String, String> fields) throws Exception {
        return send("/unionpay/gateway/api/backTransReq.do", signed(fields));
    }

    Answer statement(String monthAndDay) throws Exception {
        var fields = envelope("76", "01", "");
        fields.remove("orderId");
        fields.put("bizType", "000000");
        fields.put("settleDate", monthAndDay);
        fields.put("fileType", "00");
        return send("/unionpay/file/", signed(fields));
    }

    Answer send(String path, Map<String, String> signed) throws Exception {
        return read(raw(path, signed));
    }

    String raw(String path, Map<String, String> signed) throws Exception {
        var answer = simulator.callBytes(
                simulator.url() + path, "application/x-www-form-urlencoded;charset=UTF-8", form(signed));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    Map<String, String> signed(Map<String, String> fields) throws Exception {
        var signed = new TreeMap<>(fields);
        signed.put("certId", certId);
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(digest(signed));
        signed.put("signature", Base64.getEncoder().encodeToString(signature.sign()));
        return signed;
    }

    /** Splits at each {@code &} outside of braces. */
    Answer read(String text) throws Exception {
        var fields = new TreeMap<String, String>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i <= text.length(); i++) {
            char next = i == text.length() ? '&' : text.charAt(i);
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
            if (next == '&' && (depth == 0 || i == text.length())) {
                var part = text.substring(from, i).split("=", 2);
                fields.put(part[0], part.length == 2 ? part[1] : "");
                from = i + 1;
            }
        }
        return new Answer(fields, verified(fields));
    }

    boolean verified(Map<String, String> fields) throws Exception {
        var certificate = fields.getOrDefault("signPubKeyCert", "");
        if (!certificate.contains("\r\n") || !fields.containsKey("signature")) {
            return false;
        }
        var shown = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(shown);
        signature.update(digest(fields));
        return shown.equals(bank) && signature.verify(Base64.getDecoder().decode(text(fields, "signature")));
    }

    Map<String, String> nextNotice() throws Exception {
        var notice = notices.poll(10, TimeUnit.SECONDS);
        if (notice == null) {
            throw new AssertionError("no notice came");
        }
        return notice;
    }

    /** The next notice of an order; those of others that come before are dropped. */
    Map<String, String> noticeOf(String orderNo) throws Exception {
        var notice = nextNotice();
        while (!orderNo.equals(notice.get("orderId"))) {
            notice = nextNotice();
        }
        return notice;
    }

    /** The form a result page gives the payer's browser to carry. */
    static Map<String, String> carried(String page) {
        var fields = new TreeMap<String, String>();
        var inputs = INPUT.matcher(page);
        while (inputs.find()) {
            fields.put(inputs.group(1), inputs.group(2));
        }
        return fields;
    }

    /** What the bank's own books say was done under a number. */
    List<String> booked(String orderNo) throws Exception {
        return simulator.ask("GET", "/charges?bank=unionpay", new JsonObject()).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(charge -> charge.getString("order_no").equals(orderNo))
                .map(charge -> charge.getString("kind") + " " + charge.getLong("amount"))
                .toList();
    }

    void settings(String name, Object value) throws Exception {
        simulator.control(
                "PUT", "/settings", new JsonObject().put("bank", "unionpay").put(name, value));
    }

    void fault(String operation, String fault, int times) throws Exception {
        var rule = SimulatorFixture.aFault(operation, fault)
                .put("bank", "unionpay")
                .put("times", times);
        simulator.control("PUT", "/faults", rule);
    }

    /** Empty where absent. */
    static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] digest(Map<String, String> fields) throws Exception {
        var sorted = new TreeMap<>(fields);
        sorted.remove("signature");
        var text = sorted.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var fields = new TreeMap<String, String>();
            for (var part : body.toString().split("&")) {
                var pair = part.split("=", 2);
                fields.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
            notices.add(fields);
            request.response()
                    .setStatusCode(refusals.getAndDecrement() > 0 ? 500 : 200)
                    .end();
        });
    }

    void close() throws Exception {
        SimulatorFixture.await(receiver.close());
    }
}
