package dev.tongfu.simulator.tour;

import java.util.function.Consumer;

/**
 * A whole day: many payers at both banks, every kind of break planted, both sides closed, the differences found and
 * decided, the merchant settled, and in the end every sum equal to the fen.
 */
public final class DayTour {
    private final DayTraffic traffic;
    private final Screen screen;
    private final DayOpening opening;
    private final DayClosing closing;
    private final DayResolution resolution;
    private final DaySettlement settlement;
    private final DayIdentity identity;

    /**
     * Where a walker looks.
     *
     * @param lines is given what is no step: tables and figures
     * @param progress is given a word on how far a long step is, to be written over by the next
     */
    public record Screen(Consumer<String> lines, Consumer<String> progress) {}

    DayTour(Tour tour, TourWorld world, DayTraffic traffic, DayPlan plan, Screen screen) {
        this.traffic = traffic;
        this.screen = screen;
        this.opening = new DayOpening(tour, world, traffic, plan, screen);
        this.closing = new DayClosing(tour, world, traffic, plan, screen);
        this.resolution = new DayResolution(tour, world, closing, screen);
        this.settlement = new DaySettlement(tour, world, closing::settledTo, screen.lines());
        this.identity = new DayIdentity(tour, world, closing, settlement, screen);
    }

    void walk() {
        opening.walk();
        closing.walk();
        resolution.walk();
        closing.walkLast();
        settlement.walk();
        identity.walk();
        traffic.close();
        screen.lines().accept("   " + DayMemory.peak());
    }
}
