package dev.tongfu.load.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Payers who order, open the cashier, choose the bank, open the bank's page and pay there, one payment after the
 * other, each over two kept connections; from one thread.
 */
final class LifeGenerator {
    private static final long STALL_NS = TimeUnit.SECONDS.toNanos(20);
    private static final Pattern CASHIER = Pattern.compile("\"cashier_url\":\"([^\"]+)\"");
    private static final Pattern LOCATION = Pattern.compile("(?i)\r\nlocation: *([^\r]+)\r");
    private static final int SEE_OTHER = 303;

    private final InetSocketAddress gateway;
    private final InetSocketAddress simulator;
    private final int payers;
    private Iterator<byte[]> orders = List.<byte[]>of().iterator();
    private int wanted;
    private int ended;
    private int paid;
    private String firstOther = "";

    LifeGenerator(URI gateway, URI simulator, int payers) {
        this.gateway = new InetSocketAddress(gateway.getHost(), gateway.getPort());
        this.simulator = new InetSocketAddress(simulator.getHost(), simulator.getPort());
        this.payers = payers;
    }

    /**
     * What became of the payers.
     *
     * @param paid how many saw the bank take their payment
     * @param firstOther the first answer that led no further; empty when there was none
     * @param seconds until the last of them was through
     */
    record Result(int paid, String firstOther, double seconds, double cpuSeconds) {}

    /** Pays each order once; fails when no answer comes for a long time. */
    Result run(List<byte[]> requests) throws IOException {
        orders = requests.iterator();
        wanted = requests.size();
        ended = 0;
        paid = 0;
        firstOther = "";
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        var open = new ArrayList<Exchange>();
        try (var selector = Selector.open()) {
            try {
                for (int count = 0; count < payers; count++) {
                    begin(selector, open);
                }
                untilAllEnded(selector);
            } finally {
                for (var exchange : open) {
                    exchange.close();
                }
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Result(paid, firstOther, seconds, (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
    }

    private void begin(Selector selector, List<Exchange> open) throws IOException {
        var atGateway = Exchange.open(gateway, selector, true);
        open.add(atGateway);
        var atBank = Exchange.open(simulator, selector, true);
        open.add(atBank);
        var payer = new Payer(atGateway, atBank);
        atGateway.owner(payer);
        atBank.owner(payer);
        payer.next();
    }

    private void untilAllEnded(Selector selector) throws IOException {
        long progress = System.nanoTime();
        while (ended < wanted) {
            int before = ended;
            selector.select(this::ready, 1000);
            progress = ended > before ? System.nanoTime() : progress;
            if (System.nanoTime() - progress > STALL_NS) {
                throw new IOException("no payer was through for 20 s; " + ended + " of " + wanted + " were");
            }
        }
    }

    private void ready(SelectionKey key) {
        var exchange = (Exchange) key.attachment();
        try {
            var answer = exchange.proceed();
            if (answer.isPresent()) {
                ((Payer) exchange.owner()).take(answer.get());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private enum Step {
        ORDER,
        CASHIER,
        CHOOSE,
        BANK_PAGE,
        PAY
    }

    private final class Payer {
        private final Exchange atGateway;
        private final Exchange atBank;
        private Step step = Step.ORDER;
        private URI cashier = URI.create("/");
        private URI bankPage = URI.create("/");

        Payer(Exchange atGateway, Exchange atBank) {
            this.atGateway = atGateway;
            this.atBank = atBank;
        }

        void next() throws IOException {
            if (orders.hasNext()) {
                step = Step.ORDER;
                atGateway.send(orders.next(), 0, 0);
            }
        }

        void take(Exchange.Answer answer) throws IOException {
            switch (step) {
                case ORDER -> {
                    cashier = found(CASHIER, answer, 201);
                    proceed(cashier, Step.CASHIER, atGateway, get(cashier), answer);
                }
                case CASHIER -> proceed(cashier, Step.CHOOSE, atGateway, post(cashier, "bank=abc"), answer);
                case CHOOSE -> {
                    bankPage = found(LOCATION, answer, SEE_OTHER);
                    proceed(bankPage, Step.BANK_PAGE, atBank, get(bankPage), answer);
                }
                case BANK_PAGE -> proceed(bankPage, Step.PAY, atBank, post(bankPage, "outcome=pay"), answer);
                default -> {
                    paid += answer.status() == 200 ? 1 : 0;
                    end(answer.status() == 200 ? "" : answer.text());
                }
            }
        }

        private void proceed(URI to, Step then, Exchange over, byte[] request, Exchange.Answer answer)
                throws IOException {
            if (to.getHost() == null || answer.status() >= 400) {
                end(step + ": " + answer.text());
                return;
            }
            step = then;
            over.send(request, 0, 0);
        }

        private void end(String other) throws IOException {
            firstOther = firstOther.isEmpty() ? other : firstOther;
            ended++;
            next();
        }
    }

    private static URI found(Pattern pattern, Exchange.Answer answer, int status) {
        var matcher = pattern.matcher(answer.text());
        return answer.status() == status && matcher.find() ? URI.create(matcher.group(1)) : URI.create("/");
    }

    private static byte[] get(URI uri) {
        return ("GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getRawAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] post(URI uri, String form) {
        var request = new ByteArrayOutputStream(256);
        request.writeBytes(("POST " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form)
                .getBytes(StandardCharsets.US_ASCII));
        return request.toByteArray();
    }
}
