package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A merchant of the simulated 农行 written for its tests: signs, verifies and receives with the JDK alone. */
final class AbcMerchant {
    static final String NUMBER = "103880000000001";
    private static final Charset GBK = Charset.forName("GBK");
    private static final String PATH = "/abc/ebus/ReceiveMerchantTrxReqServlet";

    private final SimulatorFixture simulator;
    private final PrivateKey key;
    private final PublicKey bank;
    private final HttpServer receiver;
    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    volatile String answer = "<html><!--<URL>http://127.0.0.1/customer</URL>--></html>";

    AbcMerchant(SimulatorFixture simulator) throws Exception {
        this.simulator = simulator;
        var password = Files.readString(SimulatorFixture.KEYS.resolve("abc-merchant.password"))
                .strip()
                .toCharArray();
        var store = KeyStore.getInstance("PKCS12");
        try (var pfx = Files.newInputStream(SimulatorFixture.KEYS.resolve("abc-merchant.pfx"))) {
            store.load(pfx, password);
        }
        this.key = (PrivateKey) store.getKey(store.aliases().nextElement(), password);
        try (var certificate = Files.newInputStream(SimulatorFixture.KEYS.resolve("abc-bank.cer"))) {
            this.bank = CertificateFactory.getInstance("X.509")
                    .generateCertificate(certificate)
                    .getPublicKey();
        }
        this.receiver = SimulatorFixture.await(
                simulator.vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
    }

    String notifyUrl() {
        return "http://127.0.0.1:" + receiver.actualPort() + "/notify";
    }

    /** What the bank said, with whether its signature holds. */
    record Answer(JsonObject message, boolean signed, boolean flat) {
        String field(String name) {
            return fields().getString(name);
        }

        JsonObject fields() {
            return flat ? message : message.getJsonObject("TrxResponse");
        }
    }

    Answer order(String orderNo, String notifyType) throws Exception {
        return transact(payRequest(orderNo, notifyType, "", "12.30"));
    }

    String payRequest(String orderNo, String notifyType, String deadline, String amount) {
        return "{\"TrxType\":\"PayReq\",\"PaymentType\":\"A\",\"PaymentLinkType\":\"1\",\"UnionPayLinkType\":\"\","
                + "\"ReceiveAccount\":\"\",\"ReceiveAccName\":\"\",\"NotifyType\":\"" + notifyType + "\","
                + "\"ResultNotifyURL\":\"" + notifyUrl() + "\",\"MerchantRemarks\":\"\",\"ReceiveMark\":\"\","
                + "\"ReceiveMerchantType\":\"\",\"IsBreakAccount\":\"0\",\"SplitAccTemplate\":\"\","
                + "\"Order\":{\"PayTypeID\":\"ImmediatePay\",\"OrderDate\":\"2026/11/23\",\"OrderTime\":\"12:20:00\","
                + "\"orderTimeoutDate\":\"" + deadline + "\",\"OrderNo\":\"" + orderNo + "\",\"CurrencyCode\":\"156\","
                + "\"OrderAmount\":\"" + amount + "\",\"Fee\":\"\",\"AccountNo\":\"\",\"OrderDesc\":\"龙井茶\","
                + "\"OrderURL\":\"\",\"ReceiverAddress\":\"\",\"InstallmentMark\":\"0\",\"InstallmentCode\":\"\","
                + "\"InstallmentNum\":\"\",\"CommodityType\":\"0202\",\"BuyIP\":\"127.0.0.1\",\"ExpiredDate\":\"\","
                + "\"OrderItems\":[{\"ProductName\":\"龙井茶\"}]}}";
    }

    Answer transact(String trxRequest) throws Exception {
        return read(send(envelope(trxRequest))).orElseThrow();
    }

    Answer query(String orderNo) throws Exception {
        return transact("{\"TrxType\":\"Query\",\"PayTypeID\":\"ImmediatePay\",\"OrderNo\":\"" + orderNo
                + "\",\"QueryDetail\":\"false\"}");
    }

    void place(String orderNo) throws Exception {
        assertThat(order(orderNo, "1").field("ReturnCode")).isEqualTo("0000");
    }

    String pay(Answer accepted) throws Exception {
        return decide(accepted, "pay");
    }

    void letPay(Answer accepted) throws Exception {
        assertThat(pay(accepted)).contains("支付成功");
    }

    /** The page the payer sees after pressing a button. */
    String decide(Answer accepted, String outcome) throws Exception {
        return simulator
                .postForm(accepted.field("PaymentURL"), "outcome=" + outcome)
                .body();
    }

    /** What the bank's own books say was charged for an order. */
    List<Long> charged(String orderNo) throws Exception {
        return simulator.ask("GET", "/charges?bank=abc", new JsonObject()).getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(charge -> charge.getString("order_no").equals(orderNo))
                .map(charge -> charge.getLong("amount"))
                .toList();
    }

    void settings(String key, Object value) throws Exception {
        simulator.control(
                "PUT", "/settings", new JsonObject().put("bank", "abc").put(key, value));
    }

    /** The order's status by the bank's query. */
    String status(String orderNo) throws Exception {
        var order = Base64.getDecoder().decode(query(orderNo).field("Order"));
        return new JsonObject(new String(order, GBK)).getString("Status");
    }

    HttpResponse<byte[]> send(String envelope) throws Exception {
        return simulator.callBytes(simulator.url() + PATH, "application/json; charset=UTF-8", envelope);
    }

    String envelope(String trxRequest) throws Exception {
        var message = "{\"Version\":\"V3.0.0\",\"Format\":\"JSON\",\"Merchant\":{\"ECMerchantType\":\"EBUS\","
                + "\"MerchantID\":\"" + NUMBER + "\"},\"TrxRequest\":" + trxRequest + "}";
        var signature = Signature.getInstance("SHA1withRSA");
        signature.initSign(key);
        signature.update(message.getBytes(StandardCharsets.UTF_8));
        return "{\"Message\":" + message + ",\"Signature-Algorithm\":\"SHA1withRSA\",\"Signature\":\""
                + Base64.getEncoder().encodeToString(signature.sign()) + "\"}";
    }

    /** Empty where the answer is not one of the protocol. */
    Optional<Answer> read(HttpResponse<byte[]> response) throws Exception {
        var text = new String(response.body(), GBK);
        var frame = Pattern.compile("\\{\"MSG\":\\{\"Message\":(\\{.*})"
                        + "(?:,\"Signature-Algorithm\":\"SHA1withRSA\",\"Signature\":\"([^\"]+)\")?}}")
                .matcher(text);
        if (!frame.matches()) {
            return Optional.empty();
        }
        boolean signed = frame.group(2) != null && verifies(frame.group(1).getBytes(GBK), frame.group(2));
        var message = new JsonObject(frame.group(1));
        return Optional.of(new Answer(message, signed, !message.containsKey("TrxResponse")));
    }

    /** The next notification's XML; its signature must hold unless told otherwise. */
    String nextNotice() throws Exception {
        var message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no notice came");
        }
        return xml(message);
    }

    /** The message a result page gives the payer's browser to carry. */
    static String message(String page) {
        var field = Pattern.compile("name=\"MSG\" value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    static String xml(String message) {
        return new String(Base64.getDecoder().decode(message), GBK);
    }

    boolean verified(String xml) throws Exception {
        var frame = Pattern.compile("<Message>(.*)</Message>.*<Signature>(.*)</Signature>")
                .matcher(xml);
        return frame.find() && verifies(frame.group(1).getBytes(GBK), frame.group(2));
    }

    private boolean verifies(byte[] bytes, String text) throws Exception {
        var signature = Signature.getInstance("SHA1withRSA");
        signature.initVerify(bank);
        signature.update(bytes);
        return signature.verify(Base64.getDecoder().decode(text));
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            messages.add(received(body));
            request.response().end(answer);
        });
    }

    private static String received(Buffer form) {
        return URLDecoder.decode(form.toString().substring("MSG=".length()), StandardCharsets.UTF_8);
    }

    void close() throws Exception {
        SimulatorFixture.await(receiver.close());
    }
}
