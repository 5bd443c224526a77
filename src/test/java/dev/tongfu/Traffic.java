package dev.tongfu;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Buyers who order and pay one after the other, whatever happens, and remember what they were told; who is not
 * answered sends the same order again.
 *
 * <p>Every order has an amount of its own, so that books can be compared one movement with one movement.
 */
final class Traffic implements AutoCloseable {
    private final ExecutorService buyers = Executors.newCachedThreadPool();
    private final LoadClient client;
    private final List<String> gateways;
    private final String shop;
    private final AtomicInteger orders = new AtomicInteger();
    private final Map<String, JsonObject> sent = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> acknowledged = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private volatile boolean open;
    private List<? extends Future<?>> running = List.of();

    /** @param gateways asked in turn; the payers go where the order's cashier is */
    Traffic(LoadClient client, List<String> gateways, String simulator) {
        this.client = client;
        this.gateways = gateways;
        this.shop = simulator + "/shop";
    }

    void begin(int count) {
        open = true;
        running = IntStream.range(0, count)
                .mapToObj(number -> buyers.submit(this::buy))
                .toList();
    }

    void end() throws Exception {
        open = false;
        for (var one : running) {
            one.get(60, TimeUnit.SECONDS);
        }
        running = List.of();
    }

    /** Until so many more orders were taken. */
    void awaitMore(int count, Duration patience) {
        int before = acknowledged.size();
        assertThat(Poll.until(patience, () -> acknowledged.size() >= before + count))
                .as("%d more orders after %d; answers so far: %s", count, before, answers())
                .isTrue();
    }

    /** Until every gateway knows the merchant that was just taken on; what they said before does not count. */
    void awaitWelcome(Duration patience) {
        for (int number = 0; number < 4 * gateways.size(); number++) {
            String orderNo = newOrder();
            Poll.await(patience, () -> order(orderNo) / 100 == 2);
        }
        answers.clear();
    }

    URI cashier(String orderNo) {
        return URI.create(requireNonNull(acknowledged.get(orderNo)).getString("cashier_url"));
    }

    /** What was sent, by order number. */
    Map<String, JsonObject> sent() {
        return Map.copyOf(sent);
    }

    /** What the gateway promised, by order number. */
    Map<String, JsonObject> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** How often each status answered an order; 0 is no answer. */
    Map<Integer, Integer> answers() {
        var counts = new TreeMap<Integer, Integer>();
        answers.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** Sends an order, again when it was sent before; 0 where no answer came. */
    int order(String orderNo) {
        int status = 0;
        try {
            var answer = client.post(gateway(orderNo), "/v1/payments", requireNonNull(sent.get(orderNo)));
            status = answer.status();
            if (status == 201 || status == 200) {
                acknowledged.put(orderNo, answer.body());
            }
        } catch (IOException noAnswer) {
            status = 0;
        }
        answers.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
        return status;
    }

    @Override
    public void close() {
        open = false;
        buyers.shutdownNow();
    }

    private void buy() {
        while (open) {
            String orderNo = newOrder();
            while (order(orderNo) / 100 != 2 && open) {
                Poll.pause();
            }
            if (acknowledged.containsKey(orderNo)) {
                pay(orderNo);
            }
        }
    }

    private void pay(String orderNo) {
        try {
            client.pay(cashier(orderNo));
        } catch (IOException noAnswer) {
            Poll.pause();
        }
    }

    /** Thought of, not sent. */
    String newOrder() {
        int number = orders.incrementAndGet();
        String orderNo = "load-" + number;
        sent.put(
                orderNo,
                new JsonObject()
                        .put("order_no", orderNo)
                        .put("amount", 1_000 + number)
                        .put("currency", "CNY")
                        .put("subject", "商品 " + number)
                        .put("result_mode", "server")
                        .put("notify_url", shop + "/hooks")
                        .put("return_url", shop + "/return?order_no=" + orderNo));
        return orderNo;
    }

    private String gateway(String orderNo) {
        return gateways.get(Math.floorMod(orderNo.hashCode(), gateways.size()));
    }
}
