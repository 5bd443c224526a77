package dev.tongfu.load.faults;

import dev.tongfu.load.RequestSigner;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Customers who never give up: an order that is not answered is sent again under its number, a payer who was thrown
 * out comes back to the cashier, every third pays and then wants a part of it back.
 */
final class Shoppers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_MS = 100;
    private static final int REFUND_EVERY = 3;
    private static final Pattern CASHIER = Pattern.compile("\"cashier_url\":\"([^\"]+)\"");
    private static final Pattern BANK_FORM = Pattern.compile("action=\"(/abc/pay/[^\"]+)\"");

    private static final Set<String> EVER_SENT = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Stand stand;
    private final RequestSigner signer;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<String, String> cashiers = new ConcurrentHashMap<>();
    private final Map<String, Integer> refunds = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final String prefix;
    private final String shop;
    private volatile boolean open;

    /** @param day whose word makes the order numbers different from those of other days */
    Shoppers(Stand stand, String shop, String day) {
        this.stand = stand;
        this.shop = shop;
        this.prefix = day.replaceAll("[^A-Za-z0-9]+", "_") + "-";
        this.signer = new RequestSigner(
                "demo-ed25519",
                stand.keys().resolve("merchant-ed25519.pem"),
                URI.create(stand.gatewayUrl()).getAuthority(),
                Clock.systemUTC());
    }

    void begin(int count) {
        open = true;
        for (int number = 0; number < count; number++) {
            busy.incrementAndGet();
            threads.execute(() -> {
                try {
                    shop();
                } finally {
                    busy.decrementAndGet();
                }
            });
        }
    }

    /** Nobody orders any more; those on their way may take so long. */
    void end(Duration patience) {
        open = false;
        await(patience, () -> busy.get() == 0, "shoppers to come to an end");
    }

    /** Until so many more orders were promised. */
    void awaitMore(int count, Duration patience) {
        int before = cashiers.size();
        await(patience, () -> cashiers.size() >= before + count, count + " more orders");
    }

    Set<String> sent() {
        return sent;
    }

    /** Of all days. */
    Set<String> everSent() {
        return EVER_SENT;
    }

    Set<String> acknowledged() {
        return cashiers.keySet();
    }

    /** Refund numbers and amounts that were promised. */
    Map<String, Integer> refunds() {
        return refunds;
    }

    /** How often each status came; 0 is no answer. */
    Map<Integer, AtomicInteger> answers() {
        return answers;
    }

    /** Sends again what was never answered; whoever has not paid comes back to the cashier. */
    void finish(Set<String> succeeded) {
        sent.stream().filter(order -> !cashiers.containsKey(order)).forEach(this::order);
        cashiers.keySet().stream().filter(order -> !succeeded.contains(order)).forEach(this::pay);
    }

    static void await(Duration patience, java.util.function.BooleanSupplier condition, String what) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + patience.toSeconds() + " s for " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        open = false;
        threads.shutdownNow();
    }

    private void shop() {
        while (open) {
            int number = numbers.incrementAndGet();
            String order = prefix + number;
            sent.add(order);
            EVER_SENT.add(order);
            while (open && !order(order)) {
                pause();
            }
            if (cashiers.containsKey(order) && pay(order) && number % REFUND_EVERY == 0) {
                refund(order, 1 + number % 100);
            }
        }
    }

    private boolean order(String order) {
        int amount = 10_000 + Integer.parseInt(order.substring(order.indexOf('-') + 1));
        String body = """
                {"order_no":"%s","amount":%d,"currency":"CNY","subject":"坏天气里的商品","result_mode":"server",\
                "notify_url":"%s/hooks","return_url":"%s/return"}""".formatted(order, amount, shop, shop);
        var answer = post("/v1/payments", body);
        var cashier = CASHIER.matcher(answer.body());
        if (answer.status() / 100 == 2 && cashier.find()) {
            cashiers.put(order, cashier.group(1));
            return true;
        }
        return false;
    }

    private boolean pay(String order) {
        var cashier = URI.create(cashiers.get(order));
        var chosen = form(cashier, "bank=abc");
        if (chosen.location() == null) {
            pause();
            return false;
        }
        var bank = cashier.resolve(chosen.location());
        var page = send(HttpRequest.newBuilder(bank).timeout(LIMIT).build());
        var action = BANK_FORM.matcher(page.body());
        return action.find() && form(bank.resolve(action.group(1)), "outcome=pay").status() == 200;
    }

    private void refund(String order, int amount) {
        String number = "back-" + order;
        String body = "{\"refund_no\":\"%s\",\"order_no\":\"%s\",\"amount\":%d,\"reason\":\"退货\"}"
                .formatted(number, order, amount);
        for (int tries = 0; tries < 50 && open; tries++) {
            int status = post("/v1/refunds", body).status();
            if (status / 100 == 2) {
                refunds.put(number, amount);
                return;
            }
            // 409 or 422: the payment is not known to have succeeded yet
            pause();
        }
    }

    /** One fen of each payment goes back, together; fails unless it is promised. */
    void refundBatch(String name, List<String> paymentIds) {
        String batchNo = prefix + name;
        var items = new ArrayList<String>();
        for (int index = 0; index < paymentIds.size(); index++) {
            items.add("{\"refund_no\":\"%s-%d\",\"payment_id\":\"%s\",\"amount\":1}"
                    .formatted(batchNo, index, paymentIds.get(index)));
        }
        var answer = post(
                "/v1/refund-batches",
                "{\"batch_no\":\"%s\",\"items\":[%s]}".formatted(batchNo, String.join(",", items)));
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("no batch: " + answer.status() + " " + answer.body());
        }
        for (int index = 0; index < paymentIds.size(); index++) {
            refunds.put(batchNo + "-" + index, 1);
        }
    }

    /** Every shop asks to be told again of what succeeded since then. */
    void replay(Instant from) {
        String window = "{\"from\":\"%s\",\"to\":\"%s\",\"types\":[\"payment.succeeded\"]}"
                .formatted(from, Instant.now().plusSeconds(1));
        var answer = post("/v1/notifications/replay", window);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("no replay: " + answer.status() + " " + answer.body());
        }
    }

    private record Answer(int status, String body, String location) {}

    private Answer post(String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(stand.gatewayUrl() + target))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        signer.headers("POST", target, bytes).forEach(request::header);
        return send(request.build());
    }

    private Answer form(URI uri, String fields) {
        return send(HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields))
                .build());
    }

    private Answer send(HttpRequest request) {
        var answer = new Answer(0, "", null);
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            answer = new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(null));
        } catch (IOException noAnswer) {
            answer = new Answer(0, "", null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        answers.computeIfAbsent(answer.status(), status -> new AtomicInteger()).incrementAndGet();
        return answer;
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                PAUSE_MS / 2 + ThreadLocalRandom.current().nextLong(PAUSE_MS)));
    }
}
