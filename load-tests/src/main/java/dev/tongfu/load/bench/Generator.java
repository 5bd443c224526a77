package dev.tongfu.load.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests that are ready as bytes over many kept connections, one at a time on each, from one thread.
 *
 * <p>With no rate the next request goes as soon as a connection is free; with one it is due at its own time, and its
 * latency counts from then, also while it waits for a connection.
 */
final class Generator {
    private static final long STALL_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int CREATED = 201;

    private final InetSocketAddress target;
    private final int connections;
    private final Deque<Exchange> free = new ArrayDeque<>();

    private byte[][] requests = {};
    private long[] latencies = {};
    private BitSet acknowledged = new BitSet();
    private int sent;
    private int answered;
    private int others;
    private String firstOther = "";

    Generator(InetSocketAddress target, int connections) {
        this.target = target;
        this.connections = connections;
    }

    /**
     * What came back.
     *
     * @param acknowledged indexes of the requests that were answered 201
     * @param latencies nanoseconds, ascending, of all answers
     * @param cpuSeconds this thread's own work
     */
    record Result(
            BitSet acknowledged, int others, String firstOther, double seconds, long[] latencies, double cpuSeconds) {
        double perSecond() {
            return acknowledged.cardinality() / seconds;
        }

        double milliseconds(double quantile) {
            int rank = (int) Math.ceil(quantile * latencies.length) - 1;
            return latencies.length == 0 ? 0 : latencies[Math.max(0, rank)] / 1e6;
        }
    }

    /**
     * Sends each request once; fails when no answer comes for a long time.
     *
     * @param perSecond 0 for as fast as answers come
     */
    Result run(List<byte[]> wanted, double perSecond) throws IOException {
        requests = wanted.toArray(byte[][]::new);
        latencies = new long[requests.length];
        acknowledged = new BitSet(requests.length);
        sent = 0;
        answered = 0;
        others = 0;
        firstOther = "";
        free.clear();
        var open = new ArrayList<Exchange>();
        try (var selector = Selector.open()) {
            try {
                for (int count = 0; count < connections; count++) {
                    open.add(Exchange.open(target, selector, false));
                }
                free.addAll(open);
                return measured(selector, perSecond);
            } finally {
                for (var exchange : open) {
                    exchange.close();
                }
            }
        }
    }

    private Result measured(Selector selector, double perSecond) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long progress = start;
        while (answered < requests.length) {
            long now = System.nanoTime();
            sendDue(start, now, perSecond);
            int before = answered;
            select(selector, perSecond);
            progress = answered > before ? now : progress;
            if (now - progress > STALL_NS) {
                throw new IOException("no answer for 20 s; " + answered + " of " + requests.length + " came");
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
        java.util.Arrays.sort(latencies);
        return new Result(acknowledged, others, firstOther, seconds, latencies, cpuSeconds);
    }

    private void sendDue(long start, long now, double perSecond) throws IOException {
        while (sent < requests.length && !free.isEmpty()) {
            long due = perSecond == 0 ? now : start + (long) (sent * (SECOND_NS / perSecond));
            if (due > now) {
                return;
            }
            free.removeFirst().send(requests[sent], sent, due);
            sent++;
        }
    }

    private void select(Selector selector, double perSecond) throws IOException {
        selector.select(this::ready, perSecond == 0 ? 1000 : 1);
    }

    private void ready(SelectionKey key) {
        var exchange = (Exchange) key.attachment();
        try {
            exchange.proceed().ifPresent(answer -> take(exchange, answer));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void take(Exchange exchange, Exchange.Answer answer) {
        latencies[answered] = System.nanoTime() - exchange.due();
        answered++;
        if (answer.status() == CREATED) {
            acknowledged.set(exchange.index());
        } else {
            others++;
            firstOther = firstOther.isEmpty() ? answer.text() : firstOther;
        }
        free.addLast(exchange);
    }
}
