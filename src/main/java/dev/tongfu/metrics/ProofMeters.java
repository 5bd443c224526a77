package dev.tongfu.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;

/** The last proof of the ledger that this node made. */
public final class ProofMeters {
    private volatile double holds = Double.NaN;
    private volatile double provedAt = Double.NaN;
    private volatile double monthsAhead = Double.NaN;

    ProofMeters(MeterRegistry registry) {
        Gauge.builder("tongfu.ledger.proof.holds", this, proof -> proof.holds)
                .description(
                        "The last proof of the ledger made on this node: 1 it holds, 0 it does not, NaN none was made"
                                + " since the start.")
                .register(registry);
        Gauge.builder("tongfu.ledger.proof.timestamp.seconds", this, proof -> proof.provedAt)
                .description("When that proof was made, in seconds since 1970; NaN: none since the start.")
                .register(registry);
        Gauge.builder("tongfu.ledger.months.ahead", this, proof -> proof.monthsAhead)
                .description("Months to come that had a partition for their transfers when that proof was made.")
                .register(registry);
    }

    public void proved(boolean result, int months, Instant at) {
        holds = result ? 1 : 0;
        monthsAhead = months;
        provedAt = at.getEpochSecond();
    }
}
