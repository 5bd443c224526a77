package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Batches of refunds at one bank: in its own batches at ABC, one by one at UnionPay; and each fault of the call. */
final class BatchSteps {
    private static final int ITEMS = 3;

    private final Tour tour;
    private final TourWorld world;
    private final String bank;

    BatchSteps(Tour tour, TourWorld world, String bank) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
    }

    void walk() {
        tour.step("batch of refunds", bank, "completed, 3 succeeded; told batch.completed", this::batch);
        tour.step("batch of refunds, one too many", bank, "422 batch-refused /items/2/amount", this::refusedWhole);
        tour.step("the same batch again", bank, "200 replayed", this::again);
        FaultMatrix.ENDS.forEach((fault, end) ->
                tour.step("batch × " + fault + ", of refunds", bank, ended(end), () -> fault(fault, end)));
    }

    private static String ended(String end) {
        return (end.equals("unknown") ? "processing" : "completed") + ", " + ITEMS + " " + end;
    }

    private JsonObject body(JsonObject payment, long amount) {
        var items = new JsonArray();
        for (int i = 0; i < ITEMS; i++) {
            items.add(new JsonObject()
                    .put("refund_no", world.nextOrderNo())
                    .put("payment_id", payment.getString("id"))
                    .put("amount", amount));
        }
        return new JsonObject().put("batch_no", world.nextOrderNo()).put("items", items);
    }

    private static String path(JsonObject batch) {
        return "/v1/refund-batches/" + batch.getString("id");
    }

    private String items(JsonObject batch) throws IOException {
        var counts = new java.util.TreeMap<String, Integer>();
        var page = world.client().get(path(batch) + "/items").body();
        for (var item : page.getJsonArray("data")) {
            counts.merge(((JsonObject) item).getString("status"), 1, Integer::sum);
        }
        var words = new StringBuilder();
        counts.forEach((status, count) -> words.append(words.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(status));
        return words.toString();
    }

    /** Asks until it has ended as expected. */
    private String seen(JsonObject batch, String wished) throws IOException {
        return world.until(
                wished,
                () -> world.client().get(path(batch) + "?sync=true").body().getString("status") + ", " + items(batch));
    }

    private String batch() throws IOException {
        var batch = world.created("/v1/refund-batches", body(world.paid(bank), 100));
        return seen(batch, "completed, 3 succeeded") + "; told "
                + world.until("batch.completed", () -> world.toldOf(batch.getString("id")));
    }

    private String refusedWhole() throws IOException {
        var payment = world.paid(bank);
        var answer = world.client().post("/v1/refund-batches", body(payment, payment.getLong("amount") / 2));
        return answer.status() + " " + answer.body().getString("code") + " "
                + answer.body().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    private String again() throws IOException {
        var body = body(world.paid(bank), 100);
        world.created("/v1/refund-batches", body);
        var answer = world.client().post("/v1/refund-batches", body);
        return answer.status() + (answer.replayed() ? " replayed" : "");
    }

    private String fault(String fault, String end) throws IOException {
        var payment = world.paid(bank);
        JsonObject batch;
        world.refuseOr(bank, bank.equals("abc") ? "batch" : "refund", fault);
        try {
            batch = world.created("/v1/refund-batches", body(payment, 100));
            var made = batch;
            world.until("called", () -> items(made).matches(".*(created|submitted).*") ? "open" : "called");
        } finally {
            world.noFaults();
        }
        return seen(batch, ended(end));
    }
}
