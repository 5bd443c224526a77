package dev.tongfu.simulator.tour;

import java.io.IOException;

/** The banks' own days, as they say them. */
final class DayDates {
    private DayDates() {}

    /** The day that what is charged now belongs to. */
    static String open(TourWorld world, String bank) throws IOException {
        return world.control("GET", "/day?bank=" + bank, new io.vertx.core.json.JsonObject())
                .getString("date");
    }
}
