package dev.tongfu.metrics;

import dev.tongfu.bank.BankObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Calls at banks: how many wait for an answer, what came of them, how long it took. */
final class BankMeters implements BankObserver {
    private final MeterRegistry registry;
    private final Map<String, LongAdder> inFlight = new ConcurrentHashMap<>();
    private final Map<Call, Timer> calls = new ConcurrentHashMap<>();

    private record Call(String bank, String operation, String outcome) {}

    BankMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void begun(String bank) {
        waiting(bank).increment();
    }

    @Override
    public void ended(String bank, String operation, String outcome, long nanos) {
        waiting(bank).decrement();
        calls.computeIfAbsent(new Call(bank, operation, outcome), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private LongAdder waiting(String bank) {
        return inFlight.computeIfAbsent(bank, this::gauge);
    }

    private LongAdder gauge(String bank) {
        var waiting = new LongAdder();
        Gauge.builder("tongfu.bank.calls.waiting", waiting, LongAdder::sum)
                .description("Calls at the bank that wait for its answer, those that wait for a connection included.")
                .tag("bank", bank)
                .register(registry);
        return waiting;
    }

    private Timer timer(Call call) {
        return Timer.builder("tongfu.bank.call")
                .description(
                        "Calls at the bank by what came of them, from the first look for a connection to the answer"
                                + " read; outcome unknown is no failure but is asked after.")
                .tag("bank", call.bank())
                .tag("operation", call.operation())
                .tag("outcome", call.outcome())
                .serviceLevelObjectives(Buckets.CALL)
                .register(registry);
    }
}
