package dev.tongfu.simulator.tour;

import java.io.IOException;
import java.util.List;

/** Each fault of the simulated bank once: what the gateway says meanwhile, and that it is right in the end. */
final class FaultSteps {
    private static final String ABC = "abc";

    private final Tour tour;
    private final TourWorld world;
    private final String bank;

    FaultSteps(Tour tour, TourWorld world, String bank) {
        this.tour = tour;
        this.world = world;
        this.bank = bank;
    }

    /**
     * Rows are named by operation and fault, in the control interface's words; orders reach UnionPay by the payer's
     * browser, no call of ours can fail.
     */
    void walk() {
        for (String fault : List.of("duplicate_notice", "late_notice", "reordered_notice")) {
            tour.step("notify × " + fault, bank, "succeeded", () -> noticeFault(fault, false));
        }
        for (String fault : List.of("lost_notice", "wrong_amount_notice", "garbage", "unsigned", "bad_signature")) {
            tour.step("notify × " + fault + ", found by query", bank, "succeeded", () -> noticeFault(fault, true));
        }
        for (String fault : bank.equals(ABC) ? FaultMatrix.ANSWERS : List.<String>of()) {
            tour.step("pay × " + fault + ", then again", bank, "succeeded", () -> orderFault(fault));
        }
        for (String fault : FaultMatrix.ANSWERS) {
            tour.step("query × " + fault, bank, "submitted, then succeeded", () -> queryFault(fault));
        }
        tour.step(
                "query × not_found_then_success",
                bank,
                "submitted, then succeeded",
                () -> queryFault("not_found_then_success"));
    }

    private String noticeFault(String fault, boolean ask) throws IOException {
        var payment = world.create("server", "");
        var bankPage = world.choose(payment, bank);
        world.fault(bank, "notify", fault);
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
        world.fault(bank, "pay", fault);
        try {
            world.choose(payment, bank);
        } finally {
            world.noFaults();
        }
        String found = world.until(
                "bank", () -> world.choose(payment, bank).text().contains("name=\"outcome\"") ? "bank" : "cashier");
        if (!found.equals("bank")) {
            return "the payer never reached the bank";
        }
        world.press(world.choose(payment, bank), "pay");
        return world.until("succeeded", () -> world.status(payment, false));
    }

    private String queryFault(String fault) throws IOException {
        var payment = world.create("server", "");
        var bankPage = world.choose(payment, bank);
        world.fault(bank, "notify", "lost_notice");
        world.fault(bank, "query", fault);
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
