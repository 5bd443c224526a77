package dev.tongfu.simulator.tour;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a day is made of.
 *
 * @param events payments, refunds, captures and debits together
 * @param breaks how many breaks of each kind each bank's statement gets
 * @param seed decides order and amounts
 */
public record DayPlan(int events, int breaks, long seed) {
    static final List<String> BANKS = List.of("abc", "unionpay");
    private static final int EVENTS_MIN = 200;

    public DayPlan {
        if (events < EVENTS_MIN || breaks < 0 || breaks * 40L > events) {
            throw new IllegalArgumentException(
                    "a day has at least " + EVENTS_MIN + " payments and forty for each break of a kind");
        }
    }

    /** What a payer does. */
    enum Act {
        PURCHASE,
        HOLD,
        FAIL,
        ABANDON
    }

    /** One payer at one bank. */
    record Visit(String bank, Act act) {}

    /** Captures follow, one for each. */
    int holds() {
        return events * 3 / 100;
    }

    int debits() {
        return events * 5 / 100;
    }

    int refunds() {
        return events * 8 / 100;
    }

    int turnedAway() {
        return events / 100;
    }

    int purchases() {
        return events - 2 * holds() - debits() - refunds() - turnedAway();
    }

    /** All payers of the day, both banks and all acts mixed. */
    List<Visit> visits() {
        var visits = new ArrayList<Visit>();
        add(visits, Act.PURCHASE, purchases());
        add(visits, Act.HOLD, holds());
        add(visits, Act.FAIL, turnedAway() / 2);
        add(visits, Act.ABANDON, turnedAway() - turnedAway() / 2);
        Collections.shuffle(visits, new Random(seed));
        return visits;
    }

    private static void add(List<Visit> visits, Act act, int count) {
        for (int i = 0; i < count; i++) {
            visits.add(new Visit(BANKS.get(i % BANKS.size()), act));
        }
    }
}
