package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The end of the tour: the bank's own books, the merchant's list and the ledger say the same. */
final class BookSteps {
    private final Tour tour;
    private final TourWorld world;

    BookSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    void walk() {
        for (String bank : List.of("abc", "unionpay")) {
            tour.step("bank's books = payments less refunds", bank, "equal", () -> booksEqual(bank));
        }
        tour.step("ledger proof", "", "holds", this::proof);
    }

    /** What the bank took and gave back, and what we say of it. */
    private String booksEqual(String bank) throws IOException {
        long theirs = 0;
        for (var one : world.charges(bank).getJsonArray("data")) {
            var charge = (JsonObject) one;
            theirs += switch (charge.getString("direction")) {
                case "in" -> charge.getLong("amount");
                case "out" -> -charge.getLong("amount");
                default -> 0;
            };
        }
        long ours = sum("/v1/payments?", bank, "captured") - sum("/v1/payments?", bank, "refunded");
        return theirs == ours ? "equal" : "bank " + theirs + ", payments " + ours;
    }

    private long sum(String target, String bank, String amount) throws IOException {
        long sum = 0;
        String cursor = "";
        var from = Instant.now(java.time.Clock.systemUTC()).minusSeconds(86_400);
        do {
            var page = world.client()
                    .get(target + "limit=500&from=" + from + "&to=" + from.plusSeconds(2 * 86_400) + cursor)
                    .body();
            for (var one : page.getJsonArray("data")) {
                var row = (JsonObject) one;
                sum += bank.equals(row.getString("bank")) ? row.getLong(amount) : 0;
            }
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        return sum;
    }

    private String proof() throws IOException {
        var proof = world.proof();
        return Boolean.TRUE.equals(proof.getBoolean("holds")) ? "holds" : proof.encode();
    }
}
