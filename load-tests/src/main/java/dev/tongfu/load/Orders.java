package dev.tongfu.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Orders as a shop sends them: numbers that never repeat, small amounts, the shop's own addresses. */
public final class Orders {
    private static final int AMOUNT_MAX = 100_000;
    private static final DateTimeFormatter DATED =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

    private final String shopUrl;
    private final RandomGenerator random;
    private final Supplier<String> numbers;

    /** In no order of their numbers: an index that only ever grows at its end would flatter the figures. */
    public Orders(String simulatorUrl, RandomGenerator random) {
        this(simulatorUrl, random, () -> "load-%016x".formatted(random.nextLong()));
    }

    private Orders(String simulatorUrl, RandomGenerator random, Supplier<String> numbers) {
        this.shopUrl = simulatorUrl + "/shop";
        this.random = random;
        this.numbers = numbers;
    }

    /** Numbers that rise, a date in front and a counter behind, as most shops make them. */
    public static Orders rising(String simulatorUrl, RandomGenerator random, Instant start) {
        var counter = new AtomicInteger();
        String prefix = "load-" + DATED.format(start);
        return new Orders(simulatorUrl, random, () -> prefix + "%08d".formatted(counter.incrementAndGet()));
    }

    /** One order and the body that asks for it. */
    public record Order(String number, byte[] body) {}

    public Order next() {
        return next("purchase", 0);
    }

    /** @param wanted minor units; 0 for a random amount */
    public Order next(String kind, int wanted) {
        int amount = wanted > 0 ? wanted : 2 + random.nextInt(AMOUNT_MAX);
        String number = numbers.get();
        String body = """
                {"order_no":"%s","kind":"%s","amount":%d,"currency":"CNY","subject":"压力测试商品","result_mode":"server",\
                "notify_url":"%s/hooks","return_url":"%s/return?order_no=%s"}"""
                .formatted(number, kind, amount, shopUrl, shopUrl, number);
        return new Order(number, body.getBytes(StandardCharsets.UTF_8));
    }
}
