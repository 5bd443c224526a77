package dev.tongfu.payment;

import dev.tongfu.db.MicroBatch;
import dev.tongfu.db.SharedBatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the payment desks of all event loops write together. Each is made by the first desk that needs it, on its loop
 * and over its connections; all later desks submit to that.
 */
final class PaymentBatches {
    final Shared<IntakeWork.Item, CreateOutcome> intake = new Shared<>();
    final Shared<AttemptStore.Opening, Boolean> openings = new Shared<>();
    final Shared<Evidence, ApplyOutcome> evidence = new Shared<>();
    final Shared<RefundService.Intended, RefundOutcome> reserves = new Shared<>();
    final Shared<RefundWordsWork.Heard, OperationOutcome> refundWords = new Shared<>();

    /** One batch, made once. */
    static final class Shared<I, O> {
        private @Nullable SharedBatch<I, O> made;

        synchronized SharedBatch<I, O> get(Supplier<MicroBatch<I, O>> make) {
            var batch = made;
            if (batch == null) {
                batch = new SharedBatch<>(make.get());
                made = batch;
            }
            return batch;
        }
    }
}
