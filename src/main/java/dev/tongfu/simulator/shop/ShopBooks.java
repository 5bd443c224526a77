package dev.tongfu.simulator.shop;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the shop remembers, in memory and bounded: it is a demo. Owned by one event loop. */
final class ShopBooks {
    private final int notificationsMax;
    private final Map<String, ShopOrder> orders;
    private final Map<String, Boolean> seenIds;
    private final Deque<ShopNotification> notifications = new ArrayDeque<>();

    ShopBooks(int ordersMax, int notificationsMax) {
        this.notificationsMax = notificationsMax;
        this.orders = bounded(ordersMax);
        this.seenIds = bounded(notificationsMax);
    }

    void put(ShopOrder order) {
        orders.put(order.orderNo(), order);
    }

    Optional<ShopOrder> order(String orderNo) {
        return Optional.ofNullable(orders.get(orderNo));
    }

    /** The newest first. */
    List<ShopOrder> orders() {
        var all = new ArrayList<>(orders.values());
        Collections.reverse(all);
        return all;
    }

    /** True where this id had come before. */
    boolean seen(String webhookId) {
        return seenIds.put(webhookId, true) != null;
    }

    void record(ShopNotification notification) {
        if (notifications.size() >= notificationsMax) {
            notifications.removeFirst();
        }
        notifications.addLast(notification);
    }

    /** The oldest first. */
    List<ShopNotification> notifications() {
        return List.copyOf(notifications);
    }

    void apply(String orderNo, JsonObject payment, String road) {
        orders.computeIfPresent(orderNo, (number, order) -> order.told(payment, road));
    }

    private static <V> Map<String, V> bounded(int max) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > max;
            }
        };
    }
}
