package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;

/** The end of the tour: the bank's own books, the merchant's list and the ledger say the same. */
final class BookSteps {
    private static final String ABC = "abc";

    private final Tour tour;
    private final TourWorld world;

    BookSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    void walk() {
        tour.step("bank's books = payments succeeded", ABC, "equal", this::booksEqual);
        tour.step("ledger proof", "", "holds", this::proof);
    }

    private String booksEqual() throws IOException {
        long charged = 0;
        for (var one : world.charges(ABC).getJsonArray("data")) {
            var charge = (JsonObject) one;
            charged += charge.getString("direction").equals("in") ? charge.getLong("amount") : 0;
        }
        long ours = 0;
        String cursor = "";
        var from = Instant.now(java.time.Clock.systemUTC()).minusSeconds(86_400);
        do {
            var page = world.client()
                    .get("/v1/payments?limit=500&status=succeeded&from=" + from + "&to=" + from.plusSeconds(2 * 86_400)
                            + cursor)
                    .body();
            for (var one : page.getJsonArray("data")) {
                ours += ((JsonObject) one).getLong("captured");
            }
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        return charged == ours ? "equal" : "bank " + charged + ", payments " + ours;
    }

    private String proof() throws IOException {
        var proof = world.proof();
        return Boolean.TRUE.equals(proof.getBoolean("holds")) ? "holds" : proof.encode();
    }
}
