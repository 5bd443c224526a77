package dev.tongfu.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How many single items of batches may begin now: so many under way at a bank, so many in a second. Of one node. */
final class Pace {
    private final int inFlightMax;
    private final int perSecond;
    private final Clock clock;
    private final Map<String, Bank> banks = new HashMap<>();

    Pace(int inFlightMax, int perSecond, Clock clock) {
        this.inFlightMax = inFlightMax;
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Takes what may begin at a bank; what is not used is given back by {@link #unused}. */
    int take(String bank) {
        var state = state(bank);
        int taken = Math.max(0, Math.min(inFlightMax - state.inFlight, perSecond - state.begun));
        state.inFlight += taken;
        state.begun += taken;
        return taken;
    }

    void unused(String bank, int count) {
        var state = state(bank);
        state.inFlight -= count;
        state.begun = Math.max(0, state.begun - count);
    }

    /** One that began has ended. */
    void ended(String bank) {
        state(bank).inFlight--;
    }

    /** When more may begin, as far as time decides. */
    Instant nextSecond() {
        return Instant.ofEpochSecond(clock.instant().getEpochSecond() + 1);
    }

    private Bank state(String bank) {
        var state = banks.computeIfAbsent(bank, name -> new Bank());
        long second = clock.instant().getEpochSecond();
        if (second != state.second) {
            state.second = second;
            state.begun = 0;
        }
        return state;
    }

    private static final class Bank {
        private long second;
        private int begun;
        private int inFlight;
    }
}
