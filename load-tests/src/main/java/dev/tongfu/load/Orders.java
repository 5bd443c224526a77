package dev.tongfu.load;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Orders as a shop sends them: numbers that never repeat, small amounts, the shop's own addresses. */
public final class Orders {
    private static final int AMOUNT_MAX = 100_000;

    private final String shopUrl;
    private final RandomGenerator random;

    public Orders(String simulatorUrl, RandomGenerator random) {
        this.shopUrl = simulatorUrl + "/shop";
        this.random = random;
    }

    /** One order and the body that asks for it. */
    public record Order(String number, byte[] body) {}

    /** In no order of their numbers: an index that only ever grows at its end would flatter the figures. */
    public Order next() {
        return next("purchase", 0);
    }

    /** @param wanted minor units; 0 for a random amount */
    public Order next(String kind, int wanted) {
        int amount = wanted > 0 ? wanted : 2 + random.nextInt(AMOUNT_MAX);
        String number = "load-%016x".formatted(random.nextLong());
        String body = """
                {"order_no":"%s","kind":"%s","amount":%d,"currency":"CNY","subject":"压力测试商品","result_mode":"server",\
                "notify_url":"%s/hooks","return_url":"%s/return?order_no=%s"}"""
                .formatted(number, kind, amount, shopUrl, shopUrl, number);
        return new Order(number, body.getBytes(StandardCharsets.UTF_8));
    }
}
