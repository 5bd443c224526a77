package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.TreeMap;

/**
 * Batches at one bank, and each fault of their call: refunds in the bank's own batches at ABC and one by one at
 * UnionPay, debits in batches at ABC.
 */
final class BatchSteps {
    private static final int ITEMS = 3;

    private final Tour tour;
    private final TourWorld world;
    private final String bank;
    private final String kind;
    private final ContractSteps contracts;

    /** @param kind {@code refund} or {@code debit} */
    BatchSteps(Tour tour, TourWorld world, String bank, String kind) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
        this.kind = kind;
        this.contracts = new ContractSteps(tour, world);
    }

    void walk() {
        String what = " of " + kind + "s";
        tour.step("batch" + what, bank, "completed, 3 succeeded; told batch.completed", this::batch);
        tour.step(
                "batch" + what + ", one of them wrong",
                bank,
                "422 batch-refused /items/2/" + wrongField(),
                this::refusedWhole);
        tour.step("the same batch" + what + " again", bank, "200 replayed", this::again);
        FaultMatrix.ENDS.forEach(
                (fault, end) -> tour.step("batch × " + fault + "," + what, bank, ended(end), () -> fault(fault, end)));
    }

    private static String ended(String end) {
        return (end.equals("unknown") ? "processing" : "completed") + ", " + ITEMS + " " + end;
    }

    private String wrongField() {
        return kind.equals("refund") ? "amount" : "contract_id";
    }

    private String path() {
        return "/v1/" + kind + "-batches";
    }

    private JsonObject body() throws IOException {
        var items = new JsonArray();
        String subject = kind.equals("refund")
                ? world.paid(bank).getString("id")
                : contracts.signed().getString("id");
        for (int i = 0; i < ITEMS; i++) {
            items.add(item(subject));
        }
        return new JsonObject().put("batch_no", world.nextOrderNo()).put("items", items);
    }

    private JsonObject item(String subject) {
        return kind.equals("refund")
                ? new JsonObject()
                        .put("refund_no", world.nextOrderNo())
                        .put("payment_id", subject)
                        .put("amount", 100)
                : new JsonObject()
                        .put("order_no", world.nextOrderNo())
                        .put("contract_id", subject)
                        .put("amount", 100)
                        .put("subject", "会费");
    }

    private String items(JsonObject batch) throws IOException {
        var counts = new TreeMap<String, Integer>();
        var page = world.client()
                .get(path() + "/" + batch.getString("id") + "/items")
                .body();
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
    @CanIgnoreReturnValue
    private String seen(JsonObject batch, String wished) throws IOException {
        String read = path() + "/" + batch.getString("id") + "?sync=true";
        return world.until(wished, () -> world.client().get(read).body().getString("status") + ", " + items(batch));
    }

    private String batch() throws IOException {
        var batch = world.created(path(), body());
        return seen(batch, ended("succeeded")) + "; told "
                + world.until("batch.completed", () -> world.toldOf(batch.getString("id")));
    }

    private String refusedWhole() throws IOException {
        var body = body();
        var last = body.getJsonArray("items").getJsonObject(ITEMS - 1);
        if (kind.equals("refund")) {
            last.put("amount", 1_000_000);
        } else {
            last.put("contract_id", "ctr_01KAQ5TQ7C9D4N1XB2M3P4R5S6");
        }
        var answer = world.client().post(path(), body);
        return answer.status() + " " + answer.body().getString("code") + " "
                + answer.body().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    private String again() throws IOException {
        var body = body();
        var batch = world.created(path(), body);
        var answer = world.client().post(path(), body);
        seen(batch, ended("succeeded"));
        return answer.status() + (answer.replayed() ? " replayed" : "");
    }

    private String fault(String fault, String end) throws IOException {
        var body = body();
        JsonObject batch;
        world.refuseOr(bank, bank.equals("abc") ? "batch" : "refund", fault);
        try {
            batch = world.created(path(), body);
            var made = batch;
            world.until("called", () -> called(made) ? "called" : "waiting");
        } finally {
            world.noFaults();
        }
        return seen(batch, ended(end));
    }

    private boolean called(JsonObject batch) throws IOException {
        return !items(batch).matches(".*(created|submitted).*");
    }
}
