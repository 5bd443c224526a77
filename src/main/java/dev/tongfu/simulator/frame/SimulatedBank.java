package dev.tongfu.simulator.frame;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** One simulated bank: a name, its paths below {@code /<name>}, its settings. The next bank is one more of these. */
public interface SimulatedBank {
    /** The name in URLs and in the control interface, such as {@code abc}. */
    String name();

    /** How long before midnight, Beijing time, its accounting day ends. */
    default Duration dayEndsBeforeMidnight() {
        return Duration.ZERO;
    }

    /** Adds the bank's own paths to the server. */
    void mount(Router router);

    /** Changes how the bank behaves where its protocol leaves room; unknown keys and values are refused. */
    void configure(JsonObject settings);

    /** The bank's own reference of a charge, as its statement has it. */
    String reference(Charge charge);

    /** The lines about orders that nobody placed, in the statement of a day that was planned to hold so many. */
    List<Invented> invented(LocalDate day, int count);

    /** A line about an order that nobody placed. */
    record Invented(String orderNo, String reference) {}

    /** What cards do, by the end of their number; for testers who want a card refused. */
    default Map<String, String> cards() {
        return Map.of();
    }

    /** Goes on with what an earlier process left undone; the books are open. */
    default Future<Void> resume() {
        return Future.succeededFuture();
    }

    /** Closes the bank's own connections; what is still to be sent is dropped. */
    Future<Void> stop();
}
