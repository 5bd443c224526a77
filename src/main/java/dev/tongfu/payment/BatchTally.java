package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts the items of batches as they end, in the transaction in which they do; the one that ends the last item tells
 * the merchant that the batch is completed.
 */
final class BatchTally {
    private static final String COMPLETED = "batch.completed";

    private final BatchStore batches;
    private final OutboxStore outbox;
    private final MerchantUrls urls;
    private final Ids ids;

    BatchTally(BatchStore batches, OutboxStore outbox, MerchantUrls urls, Ids ids) {
        this.batches = batches;
        this.outbox = outbox;
        this.urls = urls;
        this.ids = ids;
    }

    /** Where an item is counted. */
    enum Bucket {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    /** An item that is no batch's, or is counted where it was, changes nothing. */
    Future<Void> refund(SqlClient transaction, Refund before, Refund after, Instant now) {
        String batchId = after.batchId();
        if (batchId == null) {
            return Future.succeededFuture();
        }
        var moves = moves(
                bucket(before.status()), bucket(after.status()), after.amount().minor());
        return count(transaction, after.merchantId(), batchId, moves, now);
    }

    /** Debits that evidence or a close has changed, those of no batch among them. */
    Future<Void> payments(SqlClient transaction, List<Payment> before, List<Payment> after) {
        var moves = new HashMap<String, BatchStore.Moves>();
        var merchants = new TreeSet<String>();
        for (int i = 0; i < after.size(); i++) {
            var from = bucket(before.get(i).status());
            var to = bucket(after.get(i).status());
            if (after.get(i).kind() == PaymentKind.DEBIT && from != to) {
                moves.put(
                        after.get(i).id(), moves(from, to, after.get(i).amount().minor()));
                merchants.add(after.get(i).merchantId());
            }
        }
        return moves.isEmpty()
                ? Future.succeededFuture()
                : batches.ofPayments(transaction, merchants, moves.keySet())
                        .compose(places -> count(
                                transaction, sums(places, moves), after.get(0).changedAt()));
    }

    private static Map<BatchStore.Key, BatchStore.Moves> sums(
            List<BatchStore.Place> places, Map<String, BatchStore.Moves> moves) {
        var sums = new TreeMap<BatchStore.Key, BatchStore.Moves>();
        for (var place : places) {
            var moved = moves.get(place.paymentId());
            if (moved != null) {
                sums.merge(place.batch(), moved, BatchStore.Moves::plus);
            }
        }
        return sums;
    }

    private Future<Void> count(SqlClient transaction, Map<BatchStore.Key, BatchStore.Moves> sums, Instant now) {
        Future<Void> chain = Future.succeededFuture();
        for (var sum : sums.entrySet()) {
            chain = chain.compose(done ->
                    count(transaction, sum.getKey().merchantId(), sum.getKey().batchId(), sum.getValue(), now));
        }
        return chain;
    }

    /** Money that waits in suspense, or went back from there, is not the merchant's: counted with what failed. */
    private static Bucket bucket(PaymentStatus status) {
        return switch (status) {
            case CREATED, AWAITING_CODE, SUBMITTED, UNKNOWN, AUTHORIZED -> Bucket.PENDING;
            case SUCCEEDED, CAPTURED -> Bucket.SUCCEEDED;
            case FAILED, CLOSED, CANCELLED, EXPIRED, LATE_PAID, LATE_REFUNDED, REVERSED -> Bucket.FAILED;
        };
    }

    /** Many at once, of any number of batches; each batch is counted in one step, in the order of their ids. */
    Future<Void> refunds(SqlClient transaction, List<RefundChange> changes, Instant now) {
        var sums = new TreeMap<BatchStore.Key, BatchStore.Moves>();
        for (var change : changes) {
            String batchId = change.after().batchId();
            if (batchId != null) {
                var key = new BatchStore.Key(change.after().merchantId(), batchId);
                sums.merge(key, moves(change), BatchStore.Moves::plus);
            }
        }
        return count(transaction, sums, now);
    }

    private static BatchStore.Moves moves(RefundChange change) {
        return moves(
                bucket(change.before().status()),
                bucket(change.after().status()),
                change.after().amount().minor());
    }

    private Future<Void> count(
            SqlClient transaction, String merchantId, String batchId, BatchStore.Moves moves, Instant now) {
        if (moves.none()) {
            return Future.succeededFuture();
        }
        return batches.count(transaction, merchantId, batchId, moves, now)
                .compose(batch -> moves.pendingCount() < 0 && batch.status() == BatchStatus.COMPLETED
                        ? outbox.insert(transaction, List.of(completed(batch, now)))
                        : Future.succeededFuture());
    }

    /** What the payer's bank gave back did not reach the payer: counted with what failed. */
    private static Bucket bucket(RefundStatus status) {
        return switch (status) {
            case CREATED, SUBMITTED, PROCESSING, UNKNOWN -> Bucket.PENDING;
            case SUCCEEDED -> Bucket.SUCCEEDED;
            case FAILED, RETURNED -> Bucket.FAILED;
        };
    }

    private static BatchStore.Moves moves(Bucket from, Bucket to, long amount) {
        int succeeded = step(Bucket.SUCCEEDED, from, to);
        int failed = step(Bucket.FAILED, from, to);
        int pending = step(Bucket.PENDING, from, to);
        return new BatchStore.Moves(succeeded, succeeded * amount, failed, failed * amount, pending, pending * amount);
    }

    private static int step(Bucket bucket, Bucket from, Bucket to) {
        return (to == bucket ? 1 : 0) - (from == bucket ? 1 : 0);
    }

    private OutboxMessage completed(Batch batch, Instant now) {
        return new OutboxMessage(
                ids.next("ntf"),
                batch.merchantId(),
                COMPLETED,
                batch.id(),
                batch.sequence(),
                urls.ofMerchant(batch.merchantId()),
                BatchJson.notification(COMPLETED, batch, now),
                now);
    }
}
