package dev.tongfu.simulator.tour;

import java.io.IOException;

/** Each fault of the simulated bank once: what the gateway says meanwhile, and that it is right in the end. */
final class FaultSteps {
    private static final String ABC = "abc";

    private final Tour tour;
    private final TourWorld world;

    FaultSteps(Tour tour, TourWorld world) {
        this.tour = tour;
        this.world = world;
    }

    void walk() {
        tour.step("lost notice, found by query", ABC, "succeeded", () -> withFault("notify", "lost_notice", true));
        for (String fault : new String[] {"duplicate_notice", "late_notice", "reordered_notice"}) {
            tour.step(fault.replace('_', ' '), ABC, "succeeded", () -> withFault("notify", fault, false));
        }
        tour.step(
                "notice of a wrong amount, then query",
                ABC,
                "succeeded",
                () -> withFault("notify", "wrong_amount_notice", true));
        tour.step(
                "wrongly signed notice, then query",
                ABC,
                "succeeded",
                () -> withFault("notify", "bad_signature", true));
        tour.step("unsigned notice, then query", ABC, "succeeded", () -> withFault("notify", "unsigned", true));
        for (String fault : new String[] {"timeout_before", "error", "garbage", "unsigned", "bad_signature"}) {
            tour.step("order answered by " + fault + ", then again", ABC, "succeeded", () -> orderFault(fault));
        }
        for (String fault : new String[] {"error", "garbage", "unsigned", "bad_signature"}) {
            tour.step("query answered by " + fault, ABC, "submitted, then succeeded", () -> queryFault(fault));
        }
    }

    private String withFault(String operation, String fault, boolean ask) throws IOException {
        var payment = world.create("server", "");
        var bankPage = world.choose(payment, ABC);
        world.fault(operation, fault);
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
        world.fault("pay", fault);
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
        world.fault("notify", "lost_notice");
        world.fault("query", fault);
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
