package dev.tongfu.payment;

import dev.tongfu.db.BatchObserver;
import org.jspecify.annotations.Nullable;

/** Hears of payments as they move and of what banks say; whoever implements it must be quick. */
public interface PaymentObserver {
    /** Hears nothing. */
    PaymentObserver NONE = new PaymentObserver() {
        @Override
        public void became(Payment payment, @Nullable String channelId) {}

        @Override
        public void kept(String channelId, EvidenceSource source, String kind) {}

        @Override
        public BatchObserver batch(String work) {
            return BatchObserver.NONE;
        }
    };

    /**
     * A payment is in a status it was not in before; by now that is committed, or about to be.
     *
     * @param channelId where it was tried, if the one who tells knows
     */
    void became(Payment payment, @Nullable String channelId);

    /** A piece of evidence was written down. */
    void kept(String channelId, EvidenceSource source, String kind);

    /** Who hears of the micro-batch of one kind of work, such as {@code intake} or {@code evidence}. */
    BatchObserver batch(String work);
}
