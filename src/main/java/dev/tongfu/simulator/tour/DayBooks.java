package dev.tongfu.simulator.tour;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Ends days: the bank's, and ours of the same date. */
final class DayBooks {
    /** A day closes when everything that wrote while it was open has ended, which takes long after a large one. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TourWorld world;
    private final DayOffice office;

    DayBooks(TourWorld world) {
        this.world = world;
        this.office = new DayOffice(world);
    }

    /** The bank's day that is open ends; the date is kept. */
    String close(String bank, Map<String, String> dates) throws IOException {
        String day = DayDates.open(world, bank);
        dates.put(bank, day);
        world.closeDay(bank, day);
        return DayDates.open(world, bank).equals(day) ? "open" : "closed";
    }

    /** Ours end as well: each bank's book, and the house's of the earliest date. */
    String closeOurs(Map<String, String> dates) throws IOException {
        for (var day : dates.entrySet()) {
            closeOurs(day.getKey(), day.getValue());
        }
        closeOurs("house", dates.values().stream().sorted().findFirst().orElse(""));
        return "closed";
    }

    private void closeOurs(String book, String date) throws IOException {
        var body = new JsonObject().put("book", book);
        String seen = world.until(
                "sealed",
                () -> office.maker("/days/" + date + "/close", body)
                        .getJsonArray("data")
                        .getJsonObject(0)
                        .getString("status"),
                PATIENCE);
        if (!seen.equals("sealed")) {
            throw new IOException(book + " " + date + " is " + seen);
        }
    }
}
