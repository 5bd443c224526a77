package dev.tongfu.load.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends at a rate whatever comes back, for so many seconds; what is answered 503 is sent again later. */
final class Overload {
    private static final int CREATED = 201;
    private static final int BUSY = 503;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int KEPT_MAX = 2_000_000;

    private final InetSocketAddress target;
    private final int connections;
    private final Deque<Exchange> free = new ArrayDeque<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final BitSet acknowledged = new BitSet();
    private final long[] good = new long[KEPT_MAX];
    private final long[] shed = new long[KEPT_MAX];
    private int goodCount;
    private int shedCount;
    private final Set<Exchange> open = new HashSet<>();
    private int closed;
    private int others;
    private String firstOther = "";
    private long sent;

    Overload(InetSocketAddress target, int connections) {
        this.target = target;
        this.connections = connections;
    }

    /** Latencies ascending, in nanoseconds. */
    record Result(
            BitSet acknowledged, long[] good, long[] shedTimes, int others, String firstOther, int closed, long sent,
            double seconds) {
        double offeredPerSecond() {
            return sent / seconds;
        }

        double goodPerSecond() {
            return good.length / seconds;
        }

        int shed() {
            return shedTimes.length;
        }

        double goodMilliseconds(double quantile) {
            return at(good, quantile);
        }

        double shedMilliseconds(double quantile) {
            return at(shedTimes, quantile);
        }

        private static double at(long[] sorted, double quantile) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(quantile * sorted.length) - 1)] / 1e6;
        }
    }

    Result run(List<byte[]> requests, double perSecond, int seconds) throws IOException {
        for (int index = 0; index < requests.size(); index++) {
            waiting.add(index);
        }
        try (var selector = Selector.open()) {
            try {
                for (int count = 0; count < connections; count++) {
                    open.add(Exchange.open(target, selector, false));
                }
                free.addAll(open);
                return offered(selector, requests, perSecond, seconds);
            } finally {
                for (var exchange : open) {
                    exchange.close();
                }
            }
        }
    }

    private Result offered(Selector selector, List<byte[]> requests, double perSecond, int seconds)
            throws IOException {
        long start = System.nanoTime();
        long end = start + seconds * SECOND_NS;
        long now = start;
        while (now < end) {
            long allowed = (long) ((now - start) / (double) SECOND_NS * perSecond);
            while (sent < allowed && !free.isEmpty() && !waiting.isEmpty()) {
                int index = waiting.removeFirst();
                free.removeFirst().send(requests.get(index), index, now);
                sent++;
            }
            selector.select(this::ready, 1);
            now = System.nanoTime();
        }
        double took = (now - start) / 1e9;
        int counted = goodCount;
        while (free.size() < connections && System.nanoTime() < end + 20 * SECOND_NS) {
            selector.select(this::ready, 100);
        }
        return new Result(
                acknowledged, sorted(good, counted), sorted(shed, shedCount), others, firstOther, closed, sent, took);
    }

    private static long[] sorted(long[] values, int count) {
        var some = Arrays.copyOf(values, count);
        Arrays.sort(some);
        return some;
    }

    private void ready(SelectionKey key) {
        var exchange = (Exchange) key.attachment();
        try {
            exchange.proceed().ifPresent(answer -> take(exchange, answer));
        } catch (IOException closed) {
            again(key.selector(), exchange);
        }
    }

    /** Whoever is turned away may lose the connection too: another one, and what was on its way is sent again. */
    private void again(Selector selector, Exchange exchange) {
        try {
            exchange.close();
            open.remove(exchange);
            if (!free.remove(exchange)) {
                waiting.addLast(exchange.index());
            }
            closed++;
            var next = Exchange.open(target, selector, false);
            open.add(next);
            free.addLast(next);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void take(Exchange exchange, Exchange.Answer answer) {
        long took = System.nanoTime() - exchange.due();
        if (answer.status() == CREATED) {
            acknowledged.set(exchange.index());
            good[Math.min(goodCount++, KEPT_MAX - 1)] = took;
        } else if (answer.status() == BUSY) {
            shed[Math.min(shedCount++, KEPT_MAX - 1)] = took;
            waiting.addLast(exchange.index());
        } else {
            others++;
            firstOther = firstOther.isEmpty() ? answer.text() : firstOther;
        }
        free.addLast(exchange);
    }
}
