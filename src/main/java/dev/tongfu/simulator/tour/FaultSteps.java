package dev.tongfu.simulator.tour;

import java.io.IOException;
import java.util.List;

/** Each fault of the simulated bank once: what the gateway says meanwhile, and that it is right in the end. */
final class FaultSteps {
    private static final String ABC = "abc";
    private static final List<String> CALL_FAULTS =
            List.of("timeout_before", "timeout_after", "error", "garbage", "unsigned", "bad_signature");

    private final Tour tour;
    private final TourWorld world;

    FaultSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    /** Rows are named by operation and fault, in the control interface's words. */
    void walk() {
        for (String fault : List.of("duplicate_notice", "late_notice", "reordered_notice")) {
            tour.step("notify: " + fault, ABC, "succeeded", () -> noticeFault(fault, false));
        }
        for (String fault : List.of("lost_notice", "wrong_amount_notice", "garbage", "unsigned", "bad_signature")) {
            tour.step("notify: " + fault + ", found by query", ABC, "succeeded", () -> noticeFault(fault, true));
        }
        for (String fault : CALL_FAULTS) {
            tour.step("pay: " + fault + ", then again", ABC, "succeeded", () -> orderFault(fault));
        }
        for (String fault : CALL_FAULTS) {
            tour.step("query: " + fault, ABC, "submitted, then succeeded", () -> queryFault(fault));
        }
        tour.step(
                "query: not_found_then_success",
                ABC,
                "submitted, then succeeded",
                () -> queryFault("not_found_then_success"));
    }

    private String noticeFault(String fault, boolean ask) throws IOException {
        var payment = world.create("server", "");
        var bankPage = world.choose(payment, ABC);
        world.fault(ABC, "notify", fault);
        try {
            world.press(bankPage, "pay");
            return world.until("succeeded", () -> world.status(payment, ask));
        } finally {
            world.noFaults();
        }
    }

    /** The payer presses again until the earlier order is known unpaid; money moves once. */
    private String orderFault(String fault) throws IOException {
        var payment = world.create("server", "");
        world.fault(ABC, "pay", fault);
        try {
            world.choose(payment, ABC);
        } finally {
            world.noFaults();
        }
        String found = world.until(
                "bank", () -> world.choose(payment, ABC).text().contains("name=\"outcome\"") ? "bank" : "cashier");
        if (!found.equals("bank")) {
            return "the payer never reached the bank";
        }
        world.press(world.choose(payment, ABC), "pay");
        return world.until("succeeded", () -> world.status(payment, false));
    }

    private String queryFault(String fault) throws IOException {
        var payment = world.create("server", "");
        var bankPage = world.choose(payment, ABC);
        world.fault(ABC, "notify", "lost_notice");
        world.fault(ABC, "query", fault);
        String meanwhile;
        try {
            world.press(bankPage, "pay");
            meanwhile = world.status(payment, true);
        } finally {
            world.noFaults();
        }
        return meanwhile + ", then " + world.until("succeeded", () -> world.status(payment, true));
    }
}
