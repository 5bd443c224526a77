package dev.tongfu.payment;

import dev.tongfu.db.MicroBatch;
import dev.tongfu.db.OutcomeUnknown;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;

/** Payments by their ids, for all who ask on one event loop at a time. */
final class PaymentReads {
    private final MicroBatch<ReadWork.Item, Optional<Payment>> batch;
    private long reads;

    PaymentReads(Vertx vertx, PaymentDesk.Parts parts, PaymentStore payments) {
        batch = new MicroBatch<>(
                vertx,
                parts.clock(),
                parts.batches(),
                new ReadWork(parts.pool(), payments),
                parts.observer().batch("read"));
    }

    /** The payment as it stands now or a little later; fails with {@code Shed} or what the database failed with. */
    Future<Optional<Payment>> byId(String merchantId, String id) {
        reads++;
        return batch.submit(new ReadWork.Item(reads, merchantId, id)).recover(PaymentReads::plain);
    }

    /** Nothing was to be changed, so nothing is unknown. */
    private static Future<Optional<Payment>> plain(Throwable failure) {
        return Future.failedFuture(
                failure instanceof OutcomeUnknown unknown ? Objects.requireNonNull(unknown.getCause()) : failure);
    }

    Future<Void> close() {
        return batch.close();
    }
}
