package dev.tongfu.load.bench;

import dev.tongfu.load.Orders;
import dev.tongfu.load.RequestSigner;
import dev.tongfu.load.stand.Receiver;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** Whole lives: order, cashier, bank, payment, notice, ledger, and the shop told. */
final class LifeBench {
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(60);

    private final Stand stand;
    private final BenchOptions options;
    private final Promises promises;
    private final Receiver receiver;

    LifeBench(Stand stand, BenchOptions options, Promises promises, Receiver receiver) {
        this.stand = stand;
        this.options = options;
        this.promises = promises;
        this.receiver = receiver;
    }

    void warmUp(List<RequestSigner> signers) throws IOException {
        if (options.warmUpLives() > 0) {
            Say.line("warm-up         %8.1f lives/s", lives(options.warmUpLives(), signers));
        }
    }

    /** Lives per second, from the first order to the last shop told. */
    double run(String whose, List<RequestSigner> signers) throws IOException {
        var cpu = CpuSplit.begin(stand);
        double generator = CpuTime.ofProcess(ProcessHandle.current().pid());
        double rate = lives(options.lives(), signers);
        generator = CpuTime.ofProcess(ProcessHandle.current().pid()) - generator;
        var used = cpu.end(options.lives());
        Say.line("full life       %8.1f /s (%s, %d payments, %d payers at a time, order to shop told)", rate, whose,
                options.lives(), options.payers());
        Say.line("CPU per 1000    %s, generator with its shop and signing %.3f s", used,
                generator * 1000 / options.lives());
        Say.line("                gateway and database %.3f s", used.gatewayAndDatabase());
        return rate;
    }

    private double lives(int count, List<RequestSigner> signers) throws IOException {
        var lot = Lot.of(count, new Orders(receiver.url(), new SecureRandom()), signers,
                URI.create(stand.gatewayUrl()).getAuthority());
        promises.sending(lot);
        int before = receiver.told().size();
        var payers = new LifeGenerator(
                URI.create(stand.gatewayUrl()), URI.create(stand.simulatorUrl()), options.payers());
        long start = System.nanoTime();
        var result = payers.run(lot.requests());
        boolean told = receiver.awaitTold(before + result.paid(), TOLD_WITHIN);
        promises.paid(lot);
        if (result.paid() < count) {
            promises.refused(count - result.paid(), result.firstOther());
        }
        if (!told) {
            Say.line("%d shops were told within %s of %d", receiver.told().size() - before, TOLD_WITHIN, count);
        }
        return result.paid() / ((receiver.lastNs() - start) / 1e9);
    }
}
