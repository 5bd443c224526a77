package dev.tongfu.simulator.tour;

import java.util.function.Consumer;

/**
 * A whole day: many payers at both banks, every kind of break planted, both sides closed, the differences found, decided
 * and settled, and in the end every sum equal to the fen.
 */
public final class DayTour {
    private final DayOpening opening;

    /**
     * Where a walker looks.
     *
     * @param lines is given what is no step: tables and figures
     * @param progress is given a word on how far a long step is, to be written over by the next
     */
    public record Screen(Consumer<String> lines, Consumer<String> progress) {}

    DayTour(Tour tour, TourWorld world, DayTraffic traffic, DayPlan plan, Screen screen) {
        this.opening = new DayOpening(tour, world, traffic, plan, screen);
    }

    void walk() {
        opening.walk();
    }
}
