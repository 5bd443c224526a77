package dev.tongfu.load.bench;

import dev.tongfu.load.stand.Say;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** What was asked for and what was promised, for the auditor. */
final class Promises {
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> paid = new HashSet<>();
    private long refused;

    void sending(Lot lot) {
        lot.addTo(sent);
    }

    void acknowledged(Lot lot, BitSet indexes) {
        lot.addTo(acknowledged, indexes);
    }

    /** All of the lot's payers were through. */
    void paid(Lot lot) {
        lot.addTo(acknowledged);
        lot.addTo(paid);
    }

    void refused(int count, String first) {
        refused += count;
        Say.line("%d answers were not as wanted; the first: %s", count, first);
    }

    Set<String> sent() {
        return sent;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    Set<String> paid() {
        return paid;
    }

    boolean noneRefused() {
        return refused == 0;
    }
}
