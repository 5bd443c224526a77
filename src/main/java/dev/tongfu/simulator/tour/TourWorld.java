package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What every step of the tour can do: order, pay at the bank, look, and plant a fault. */
final class TourWorld {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
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
        var answer = client.post("/v1/payments", order(nextOrderNo(), mode, bank));
        if (answer.status() != 201) {
            throw new IOException("not created: " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** The payer opens the cashier and chooses the bank; the page that follows is the bank's, or says why not. */
    @CanIgnoreReturnValue
    TourClient.Page choose(JsonObject payment, String bank) throws IOException {
        var cashier = client.browse(payment.getString("cashier_url"));
        return client.submit(cashier.uri(), Map.of("bank", bank));
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

    void fault(String operation, String fault) throws IOException {
        client.control(
                "PUT",
                addresses.simulatorUrl() + "/control/faults",
                new JsonObject()
                        .put("bank", "abc")
                        .put("operation", operation)
                        .put("fault", fault)
                        .put("rate", 1.0)
                        .put("delay_ms", 300));
    }

    void noFaults() throws IOException {
        client.control("DELETE", addresses.simulatorUrl() + "/control/faults", new JsonObject());
    }

    JsonObject charges(String bank) throws IOException {
        return client.json(addresses.simulatorUrl() + "/control/charges?bank=" + bank, "");
    }

    JsonObject proof() throws IOException {
        return client.json(addresses.operatorUrl() + "/admin/v1/ledger/proof", addresses.operatorToken());
    }

    /** Looks again and again until the value is the expected one, or patience ends; returns what was seen last. */
    String until(String expected, Callable<String> look) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
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
