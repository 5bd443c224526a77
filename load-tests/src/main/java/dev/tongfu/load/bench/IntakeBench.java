package dev.tongfu.load.bench;

import dev.tongfu.load.Orders;
import dev.tongfu.load.RequestSigner;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;

/** New payments as fast as they are answered, and at half that rate. */
final class IntakeBench {
    private final Stand stand;
    private final BenchOptions options;
    private final Promises promises;
    private final Generator generator;
    private final String authority;

    IntakeBench(Stand stand, BenchOptions options, Promises promises) {
        this.stand = stand;
        this.options = options;
        this.promises = promises;
        var address = URI.create(stand.gatewayUrl());
        this.generator = new Generator(
                new InetSocketAddress(address.getHost(), address.getPort()), options.connections());
        this.authority = address.getAuthority();
    }

    /** Payments per second at saturation. */
    double run(String keyKind, RequestSigner signer, int warmUpCount) throws IOException {
        return run(keyKind + " keys", new Orders(stand.simulatorUrl(), new SecureRandom()), signer, warmUpCount);
    }

    /** The same with order numbers that rise, as most shops make them. */
    double rising(String keyKind, RequestSigner signer, int warmUpCount) throws IOException {
        var orders = Orders.rising(stand.simulatorUrl(), new SecureRandom(), Instant.now());
        return run(keyKind + " keys, rising numbers", orders, signer, warmUpCount);
    }

    private double run(String keys, Orders orders, RequestSigner signer, int warmUpCount) throws IOException {
        if (warmUpCount > 0) {
            var warmUp = send(Lot.of(warmUpCount, orders, signer, authority), 0);
            Say.line("warm-up         %8.0f /s", warmUp.perSecond());
        }
        var lot = Lot.of(options.orders(), orders, signer, authority);
        var cpu = CpuSplit.begin(stand);
        var full = send(lot, 0);
        var used = cpu.end(options.orders());
        Say.line("intake          %8.0f /s, p50 %.1f ms, p99 %.1f ms (%s, saturation, %d orders, %d connections)",
                full.perSecond(), full.milliseconds(0.5), full.milliseconds(0.99), keys, options.orders(),
                options.connections());
        Say.line("CPU per 1000    %s, generator %.3f s", used, full.cpuSeconds() * 1000 / options.orders());
        half(orders, signer, full.perSecond() / 2);
        return full.perSecond();
    }

    private void half(Orders orders, RequestSigner signer, double rate) throws IOException {
        int count = (int) (rate * options.halfSeconds());
        if (count > 0) {
            var lot = Lot.of(count, orders, signer, authority);
            var cpu = CpuSplit.begin(stand);
            var result = send(lot, rate);
            var used = cpu.end(count);
            Say.line("half of it      %8.0f /s, p50 %.1f ms, p99 %.1f ms (open model, %d s)", result.perSecond(),
                    result.milliseconds(0.5), result.milliseconds(0.99), options.halfSeconds());
            Say.line("CPU per 1000    %s", used);
        }
    }

    private Generator.Result send(Lot lot, double rate) throws IOException {
        promises.sending(lot);
        var result = generator.run(lot.requests(), rate);
        promises.acknowledged(lot, result.acknowledged());
        if (result.others() > 0) {
            promises.refused(result.others(), result.firstOther());
        }
        return result;
    }
}
