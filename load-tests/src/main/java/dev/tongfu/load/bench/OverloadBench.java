package dev.tongfu.load.bench;

import dev.tongfu.load.Orders;
import dev.tongfu.load.RequestSigner;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Five times the saturation for a while: what is turned away is sent again by its merchant, with the same number. Then
 * the saturation again, five seconds later.
 */
final class OverloadBench {
    private static final int TIMES = 5;
    private static final int CONNECTIONS = 5_000;
    private static final long REST_NS = TimeUnit.SECONDS.toNanos(5);

    private final Stand stand;
    private final BenchOptions options;
    private final Promises promises;
    private final InetSocketAddress gateway;
    private final String authority;

    OverloadBench(Stand stand, BenchOptions options, Promises promises) {
        this.stand = stand;
        this.options = options;
        this.promises = promises;
        var address = URI.create(stand.gatewayUrl());
        this.gateway = new InetSocketAddress(address.getHost(), address.getPort());
        this.authority = address.getAuthority();
    }

    /** @param saturation payments per second */
    void run(RequestSigner signer, double saturation) throws IOException {
        var orders = new Orders(stand.simulatorUrl(), new SecureRandom());
        var lot = Lot.of((int) (saturation * options.overloadSeconds()), orders, signer, authority);
        promises.sending(lot);
        var rest = Lot.of(options.orders() / 2, orders, signer, authority);
        promises.sending(rest);
        String memory = CpuTime.memory(stand.gatewayPid());
        var result = new Overload(gateway, CONNECTIONS)
                .run(lot.requests(), saturation * TIMES, options.overloadSeconds());
        long again = System.nanoTime() + REST_NS;
        promises.acknowledged(lot, result.acknowledged());
        Say.line("overload        %8.0f /s offered of %.0f wanted, for %d s; goodput %.0f /s; 503 %d, p50 %.1f ms, p99 %.1f ms",
                result.offeredPerSecond(), saturation * TIMES, options.overloadSeconds(), result.goodPerSecond(),
                result.shed(), result.shedMilliseconds(0.5), result.shedMilliseconds(0.99));
        Say.line("                answered 201: p50 %.0f ms, p99 %.0f ms; neither 201 nor 503: %d %s; connections closed: %d; memory before %s, after %s",
                result.goodMilliseconds(0.5), result.goodMilliseconds(0.99), result.others(), result.firstOther(), result.closed(), memory,
                CpuTime.memory(stand.gatewayPid()));
        Say.line("RATIO           %8.2f  goodput / saturation", result.goodPerSecond() / saturation);
        while (System.nanoTime() < again) {
            LockSupport.parkNanos(again - System.nanoTime());
        }
        var after = new Generator(gateway, options.connections()).run(rest.requests(), 0);
        promises.acknowledged(rest, after.acknowledged());
        Say.line("RATIO           %8.2f  saturation 5 s after / before", after.perSecond() / saturation);
    }
}
