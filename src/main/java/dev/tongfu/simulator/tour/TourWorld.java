package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What every step of the tour can do: order, pay at the bank, look, and plant a fault. */
final class TourWorld {
    /** Longer than a bank is left in peace after it was asked in vain: the second time counts too. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(40);

    private final TourClient client;
    private final Tour.Addresses addresses;
    private final String run;
    private int orders;

    TourWorld(TourClient client, Tour.Addresses addresses, String run) {
        this.client = client;
        this.addresses = addresses;
        this.run = run;
    }

    TourClient client() {
        return client;
    }

    DayClient dayClient(Vertx vertx, int connections) {
        return client.many(vertx, connections);
    }

    String run() {
        return run;
    }

    String nextOrderNo() {
        orders++;
        return "tour-" + run + "-" + orders;
    }

    JsonObject order(String orderNo, String mode, String bank) {
        String shop = addresses.simulatorUrl() + "/shop";
        var body = new JsonObject()
                .put("order_no", orderNo)
                .put("amount", 1_000 + orders)
                .put("currency", "CNY")
                .put("subject", "导览商品 " + orders)
                .put("result_mode", mode)
                .put("return_url", shop + "/return?order_no=" + orderNo);
        if (!bank.isEmpty()) {
            body.put("bank", bank);
        }
        return mode.equals("server") ? body.put("notify_url", shop + "/hooks") : body;
    }

    /** A new payment of the demo merchant. */
    JsonObject create(String mode, String bank) throws IOException {
        return created("/v1/payments", order(nextOrderNo(), mode, bank));
    }

    /** A new pre-authorisation. */
    JsonObject preauth(String mode, String bank) throws IOException {
        return created("/v1/payments", order(nextOrderNo(), mode, bank).put("kind", "preauth"));
    }

    /** A new payment that was paid at the bank. */
    JsonObject paid(String bank) throws IOException {
        var payment = create("server", bank);
        press(choose(payment, bank), "pay");
        return reached(payment, "succeeded");
    }

    /** A new pre-authorisation that the bank holds. */
    JsonObject held(String bank) throws IOException {
        var payment = preauth("server", bank);
        press(choose(payment, bank), "pay");
        return reached(payment, "authorized");
    }

    private JsonObject reached(JsonObject payment, String wished) throws IOException {
        String seen = until(wished, () -> status(payment, false));
        if (!seen.equals(wished)) {
            throw new IOException("the payment is " + seen + ", not " + wished);
        }
        return payment(payment);
    }

    /** What a call of the API has made. */
    @CanIgnoreReturnValue
    JsonObject created(String target, JsonObject body) throws IOException {
        var answer = client.post(target, body);
        if (answer.status() != 201 && answer.status() != 202) {
            throw new IOException("not created: " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    String shop() {
        return addresses.simulatorUrl() + "/shop";
    }

    /** Reads a resource until its status is the wished one, or patience ends; asks the bank where told to. */
    @CanIgnoreReturnValue
    String reached(String target, String wished, boolean askBank) throws IOException {
        return until(
                wished,
                () -> client.get(target + (askBank ? "?sync=true" : "")).body().getString("status", "?"));
    }

    /** The payer opens the cashier and chooses the bank; the page that follows is the bank's, or says why not. */
    @CanIgnoreReturnValue
    TourClient.Page choose(JsonObject payment, String bank) throws IOException {
        var cashier = client.browse(payment.getString("cashier_url"));
        var next = client.submit(cashier.uri(), Map.of("bank", bank));
        return next.text().contains("frontTransReq.do") ? submitForm(next, "frontTransReq.do") : next;
    }

    /** Once more after a refusal: a new order is made as soon as the bank has said that the first is not paid. */
    TourClient.Page chooseAgain(JsonObject payment, String bank) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var page = choose(payment, bank);
        while (!page.text().contains("name=\"outcome\"") && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            String asked = status(payment, true);
            page = asked.isEmpty() ? page : choose(payment, bank);
        }
        return page;
    }

    /** The payer presses a button on the bank's page. */
    @CanIgnoreReturnValue
    TourClient.Page press(TourClient.Page bankPage, String outcome) throws IOException {
        var form = HtmlForm.find(bankPage.text(), "name=\"outcome\"")
                .orElseThrow(() -> new IOException("no bank page: " + bankPage.status() + " " + bankPage.uri()));
        return client.submit(form.target(bankPage.uri()), Map.of("outcome", outcome));
    }

    /** The page's form that names the text, submitted as the browser would. */
    @CanIgnoreReturnValue
    TourClient.Page submitForm(TourClient.Page page, String text) throws IOException {
        var form = HtmlForm.find(page.text(), text)
                .orElseThrow(() -> new IOException("no form with " + text + " on " + page.uri()));
        return client.submit(form.target(page.uri()), form.fields());
    }

    String status(JsonObject payment, boolean askBank) throws IOException {
        String target = "/v1/payments/" + payment.getString("id") + (askBank ? "?sync=true" : "");
        return client.get(target).body().getString("status", "?");
    }

    JsonObject payment(JsonObject payment) throws IOException {
        return client.get("/v1/payments/" + payment.getString("id")).body();
    }

    /** What the shop heard of an order, such as {@code server payment.succeeded VALID}. */
    String heard(JsonObject payment, String road) throws IOException {
        var url = addresses.simulatorUrl() + "/shop/api/notifications?order_no=" + payment.getString("order_no");
        var heard = new StringBuilder();
        for (var one : client.json(url, "").getJsonArray("data")) {
            var notification = (JsonObject) one;
            if (road.equals(notification.getString("road")) && !notification.getBoolean("again")) {
                heard.append(heard.isEmpty() ? "" : ", ")
                        .append(notification.getString("type"))
                        .append(notification.getString("verdict").equals("VALID") ? "" : " NOT VALID");
            }
        }
        return heard.toString();
    }

    /** The result page the bank was told of: the page itself, or the link the bank's page shows. */
    TourClient.Page resultPage(TourClient.Page page) throws IOException {
        var matcher = java.util.regex.Pattern.compile("https?://[^\"<>\\s;]+/result/[A-Za-z0-9_.=-]+")
                .matcher(page.text());
        boolean there = page.uri().getPath().startsWith("/result/") || !matcher.find();
        return client.browse(there ? page.uri().toString() : matcher.group());
    }

    /** Messages of one payment may overtake each other on the way; each has its sequence. */
    String sorted(String heard) {
        return java.util.Arrays.stream(heard.split(", ")).sorted().collect(java.util.stream.Collectors.joining(", "));
    }

    /** The types of the notifications written about a resource, oldest first. */
    String toldOf(String resourceId) throws IOException {
        var types = new java.util.ArrayList<String>();
        for (var one : client.get("/v1/notifications?limit=100").body().getJsonArray("data")) {
            var notification = (JsonObject) one;
            if (resourceId.equals(notification.getString("resource_id"))) {
                types.add(0, notification.getString("type"));
            }
        }
        return String.join(", ", types);
    }

    void fault(String bank, String operation, String fault) throws IOException {
        fault(bank, operation, fault, "");
    }

    /** @param code what an error says; empty for the bank's own choice */
    void fault(String bank, String operation, String fault, String code) throws IOException {
        client.control(
                "PUT",
                addresses.simulatorUrl() + "/control/faults",
                new JsonObject()
                        .put("bank", bank)
                        .put("operation", operation)
                        .put("fault", fault)
                        .put("rate", 1.0)
                        .put("delay_ms", 300)
                        .put("code", code));
    }

    /** A fault of the simulator's, or {@code refused}: a signed error that refuses for sure. */
    void refuseOr(String bank, String operation, String fault) throws IOException {
        if (fault.equals("refused")) {
            fault(bank, operation, "error", bank.equals("abc") ? "SIM011" : "36");
        } else {
            fault(bank, operation, fault);
        }
    }

    void noFaults() throws IOException {
        client.control("DELETE", addresses.simulatorUrl() + "/control/faults", new JsonObject());
    }

    /** The code that the bank sent last, as the payer reads it on the phone. */
    String lastCode(String bank) throws IOException {
        var codes = client.json(addresses.simulatorUrl() + "/control/codes?bank=" + bank, "")
                .getJsonArray("data");
        return codes.isEmpty() ? "" : codes.getJsonObject(codes.size() - 1).getString("code");
    }

    /** The bank's accounting day ends. */
    void closeDay(String bank, String date) throws IOException {
        client.control(
                "POST",
                addresses.simulatorUrl() + "/control/close-day",
                new JsonObject().put("bank", bank).put("date", date));
    }

    /** A call of the admin API with the checker's token. */
    TourClient.Page admin(String method, String target) throws IOException {
        return client.admin(method, addresses.operatorUrl() + target, addresses.checkerToken());
    }

    /** A call of the admin API with a body, as the operator who proposes or the one who approves. */
    TourClient.Page operator(Operator operator, String method, String target, JsonObject body) throws IOException {
        String token = operator == Operator.MAKER ? addresses.makerToken() : addresses.checkerToken();
        return client.admin(method, addresses.operatorUrl() + target, token, body);
    }

    /** The two operators: one makes proposals, the other decides. */
    enum Operator {
        MAKER,
        CHECKER
    }

    /** What a control of the simulated banks answers. */
    JsonObject control(String method, String path, JsonObject body) throws IOException {
        return client.control(method, addresses.simulatorUrl() + "/control" + path, body);
    }

    /** The bank's entries whose own or original number is one of ours; as {@code kind amount}, oldest first. */
    String booked(String bank, String number) throws IOException {
        var found = new java.util.TreeMap<Long, String>();
        for (var one : charges(bank).getJsonArray("data")) {
            var charge = (JsonObject) one;
            if (number.equals(charge.getString("order_no"))) {
                found.put(charge.getLong("number"), charge.getString("kind") + " " + charge.getLong("amount"));
            }
        }
        return String.join(", ", found.values());
    }

    JsonObject charges(String bank) throws IOException {
        return client.json(addresses.simulatorUrl() + "/control/charges?bank=" + bank, "");
    }

    JsonObject proof() throws IOException {
        return client.json(addresses.operatorUrl() + "/admin/v1/ledger/proof", addresses.checkerToken());
    }

    /** Looks again and again until the value is the expected one, or patience ends; returns what was seen last. */
    @CanIgnoreReturnValue
    String until(String expected, Callable<String> look) throws IOException {
        return until(expected, look, PATIENCE);
    }

    String until(String expected, Callable<String> look, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        String seen = look(look);
        while (!seen.equals(expected) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            seen = look(look);
        }
        return seen;
    }

    private static String look(Callable<String> look) throws IOException {
        try {
            return look.call();
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }
}
