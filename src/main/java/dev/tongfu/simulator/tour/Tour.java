package dev.tongfu.simulator.tour;

import dev.tongfu.crypto.HttpMessageSigner;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Walks through every step and reports a row for each; a step that breaks is a row that says so. */
public final class Tour {
    private final List<TourRow> rows = new ArrayList<>();
    private final Consumer<TourRow> listener;
    private final TourWorld world;

    /** Where everything is, and the tokens of two operators: one proposes, the other approves. */
    public record Addresses(
            String gatewayUrl, String operatorUrl, String simulatorUrl, String makerToken, String checkerToken) {
        @Override
        public String toString() {
            return "Addresses[" + gatewayUrl + "]";
        }
    }

    /**
     * @param run tells this run's order numbers from others
     * @param listener is given each row when its step has ended
     */
    public Tour(HttpMessageSigner signer, Addresses addresses, String run, Consumer<TourRow> listener) {
        this.world = new TourWorld(new TourClient(signer, addresses.gatewayUrl()), addresses, run);
        this.listener = listener;
    }

    public List<TourRow> walk() {
        new PaymentSteps(this, world).walk();
        for (String bank : List.of("abc", "unionpay")) {
            new FaultSteps(this, world, bank).walk();
            new BankSteps(this, world, bank).walk();
            new RefundSteps(this, world, bank).walk();
            new BatchSteps(this, world, bank, "refund").walk();
            new HoldSteps(this, world, bank).walk();
            new FaultMatrix(this, world, bank).walk();
        }
        new CodeSteps(this, world).walk();
        new ContractSteps(this, world).walk();
        new BatchSteps(this, world, "abc", "debit").walk();
        new IdentitySteps(this, world).walk();
        new BookSteps(this, world).walk();
        var clearing = new ClearingSteps(this, world);
        clearing.plan();
        for (String bank : List.of("abc", "unionpay")) {
            new StatementSteps(this, world, bank).walk();
        }
        clearing.walk();
        return List.copyOf(rows);
    }

    /** A whole day instead: many payers, planted breaks, and everything until the last payout. */
    public List<TourRow> walkDay(Vertx vertx, DayPlan plan, DayTour.Screen screen) {
        new DayTour(this, world, new DayTraffic(vertx, world, plan, screen.progress()), plan, screen).walk();
        return List.copyOf(rows);
    }

    /** A step finds out what is; a failure is what it found. */
    @FunctionalInterface
    interface Step {
        String find() throws IOException;
    }

    void step(String name, String bank, String expected, Step step) {
        long start = System.nanoTime();
        String got;
        try {
            got = step.find();
        } catch (IOException | RuntimeException failure) {
            got = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        }
        var row = new TourRow(name, bank, expected, got, (System.nanoTime() - start) / 1_000_000);
        rows.add(row);
        listener.accept(row);
    }
}
