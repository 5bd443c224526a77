package dev.tongfu.simulator.tour;

/** One step of the tour. */
public record TourRow(String step, String bank, String expected, String got, long ms) {
    public boolean right() {
        return expected.equals(got);
    }
}
