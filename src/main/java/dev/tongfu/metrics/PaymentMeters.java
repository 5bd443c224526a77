package dev.tongfu.metrics;

import static java.util.Objects.requireNonNull;

import dev.tongfu.db.BatchObserver;
import dev.tongfu.payment.EvidenceSource;
import dev.tongfu.payment.Payment;
import dev.tongfu.payment.PaymentObserver;
import dev.tongfu.payment.PaymentStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Payments as they move and evidence as it comes. Allocates nothing for a payment once its bank was seen. */
final class PaymentMeters implements PaymentObserver {
    private static final String NONE_YET = "none";

    private final MeterRegistry registry;
    private final Set<String> banks;
    private final Function<String, Optional<String>> bankOfChannel;
    private final Map<String, Map<PaymentStatus, Counter>> payments;
    private final Map<PaymentStatus, Counter> ofNoBank;
    private final Map<Heard, Counter> evidence = new ConcurrentHashMap<>();
    private final Map<String, BatchObserver> batches = new ConcurrentHashMap<>();

    private record Heard(String bank, EvidenceSource source, String kind) {}

    /** @param banks the names a label may have; a name that somebody else gave counts as none */
    PaymentMeters(MeterRegistry registry, Set<String> banks, Function<String, Optional<String>> bankOfChannel) {
        this.registry = registry;
        this.banks = Set.copyOf(banks);
        this.bankOfChannel = bankOfChannel;
        ofNoBank = counters(NONE_YET);
        payments = banks.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), this::counters));
    }

    @Override
    public void became(Payment payment, @Nullable String channelId) {
        String bank = bank(payment, channelId);
        var counters = bank == null ? ofNoBank : payments.getOrDefault(bank, ofNoBank);
        requireNonNull(counters.get(payment.status())).increment();
    }

    @Override
    public void kept(String channelId, EvidenceSource source, String kind) {
        String bank = bankOfChannel.apply(channelId).filter(banks::contains).orElse(NONE_YET);
        evidence.computeIfAbsent(new Heard(bank, source, kind), this::counter).increment();
    }

    @Override
    public BatchObserver batch(String work) {
        return batches.computeIfAbsent(work, name -> new BatchMeters(registry, name));
    }

    private @Nullable String bank(Payment payment, @Nullable String channelId) {
        String bank = payment.bank();
        if (bank == null && channelId != null) {
            bank = bankOfChannel.apply(channelId).orElse(null);
        }
        return bank == null ? payment.requestedBank() : bank;
    }

    private Map<PaymentStatus, Counter> counters(String bank) {
        var counters = new EnumMap<PaymentStatus, Counter>(PaymentStatus.class);
        for (var status : PaymentStatus.values()) {
            var counter = Counter.builder("tongfu.payments")
                    .description(
                            "Payments that came into the state, on this node since its start; bank none: not chosen"
                                    + " yet. A debit of a batch counts from its first result on, a payment whose late"
                                    + " money went back counts as a refund only.")
                    .tag("state", status.word())
                    .tag("bank", bank)
                    .register(registry);
            counters.put(status, counter);
        }
        return counters;
    }

    private Counter counter(Heard heard) {
        return Counter.builder("tongfu.evidence")
                .description("Pieces of evidence written down on this node since its start, by road and kind.")
                .tag("bank", heard.bank())
                .tag("source", heard.source().name().toLowerCase(Locale.ROOT))
                .tag("kind", heard.kind())
                .register(registry);
    }
}
