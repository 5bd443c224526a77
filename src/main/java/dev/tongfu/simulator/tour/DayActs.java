package dev.tongfu.simulator.tour;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** What the merchant does after the payers: captures, refunds one by one and in batches, debits in a batch. */
final class DayActs {
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int DEBIT = 1_200;
    private static final int BATCH_PART = 100;

    private final DayClient client;
    private final DayPayers payers;
    private final ConcurrentLinkedQueue<String> begun = new ConcurrentLinkedQueue<>();

    DayActs(DayClient client, DayPayers payers) {
        this.client = client;
        this.payers = payers;
    }

    /** The addresses of what was begun and is to reach an end. */
    List<String> begun() {
        return List.copyOf(begun);
    }

    /** Most of what is held, so that a part is let go. */
    Future<Void> capture(DayPayers.Paid hold) {
        var body = new JsonObject().put("capture_no", payers.nextNumber()).put("amount", hold.amount() - 1);
        return client.post("/v1/payments/" + hold.id() + "/capture", body)
                .compose(reply -> reply.that(CREATED))
                .onSuccess(reply -> begun.add("/v1/captures/" + reply.json().getString("id")))
                .mapEmpty();
    }

    /** Takes candidates until one can be refunded: of some the gateway has not heard that they are paid. */
    Future<Void> refund(Queue<DayPayers.Paid> candidates, Function<DayPayers.Paid, Long> amount) {
        var payment = candidates.poll();
        if (payment == null) {
            return Future.failedFuture(new IllegalStateException("no payment is left to be refunded"));
        }
        return client.post("/v1/refunds", refund(payment, amount.apply(payment)))
                .compose(reply -> reply.status() == CONFLICT ? refund(candidates, amount) : begun(reply.that(CREATED)));
    }

    /** One batch of small refunds; all of the payments are known to be paid. */
    Future<String> refundBatch(List<DayPayers.Paid> payments) {
        var items = new JsonArray();
        payments.forEach(payment -> items.add(refund(payment, BATCH_PART)));
        return batch("/v1/refund-batches", items);
    }

    Future<String> debitBatch(String contractId, int count) {
        var items = new JsonArray();
        for (int i = 0; i < count; i++) {
            items.add(new JsonObject()
                    .put("order_no", payers.nextNumber())
                    .put("contract_id", contractId)
                    .put("amount", DEBIT + i)
                    .put("subject", "会费"));
        }
        return batch("/v1/debit-batches", items);
    }

    /** Looks at one of them and has the bank asked where it has not ended. */
    Future<String> status(String target) {
        return client.get(target + "?sync=true").map(reply -> reply.json().getString("status", "?"));
    }

    /** Whether the gateway has heard that the payer paid. */
    Future<Boolean> paid(DayPayers.Paid payment) {
        return client.get("/v1/payments/" + payment.id())
                .map(reply -> reply.json().getString("status", "?").matches("succeeded|authorized"));
    }

    private Future<Void> begun(Future<DayClient.Reply> refund) {
        return refund.onSuccess(reply -> begun.add("/v1/refunds/" + reply.json().getString("id")))
                .mapEmpty();
    }

    private Future<String> batch(String path, JsonArray items) {
        return client.post(
                        path,
                        new JsonObject().put("batch_no", payers.nextNumber()).put("items", items))
                .compose(reply -> reply.that(CREATED))
                .map(reply -> path + "/" + reply.json().getString("id"))
                .onSuccess(begun::add);
    }

    private JsonObject refund(DayPayers.Paid payment, long amount) {
        return new JsonObject()
                .put("refund_no", payers.nextNumber())
                .put("payment_id", payment.id())
                .put("amount", amount);
    }

    static Queue<DayPayers.Paid> queue(List<DayPayers.Paid> payments) {
        return new ArrayDeque<>(payments);
    }
}
