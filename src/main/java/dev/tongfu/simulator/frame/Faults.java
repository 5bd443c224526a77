package dev.tongfu.simulator.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The faults in force. Owned by one event loop, read and changed there only. */
public final class Faults {
    private static final int RULES_MAX = 256;

    private final RandomGenerator random;
    private final List<Active> active = new ArrayList<>();

    public Faults(RandomGenerator random) {
        this.random = random;
    }

    /** Adds a rule, or replaces the one of the same bank, operation and fault; a rate of 0 removes it. */
    public void put(FaultRule rule) {
        active.removeIf(other -> rule.replaces(other.rule));
        if (rule.rate() > 0) {
            if (active.size() >= RULES_MAX) {
                throw new IllegalArgumentException("at most " + RULES_MAX + " rules");
            }
            active.add(new Active(rule));
        }
    }

    public void clear() {
        active.clear();
    }

    public List<FaultRule> rules() {
        return active.stream().map(one -> one.rule).toList();
    }

    /** The fault this operation meets; the first rule that hits decides. */
    public Optional<FaultRule> pick(String bank, Operation operation) {
        for (var one : active) {
            if (one.rule.hits(bank, operation) && one.left() && random.nextDouble() < one.rule.rate()) {
                one.hits++;
                return Optional.of(one.rule);
            }
        }
        return Optional.empty();
    }

    private static final class Active {
        private final FaultRule rule;
        private int hits;

        Active(FaultRule rule) {
            this.rule = rule;
        }

        boolean left() {
            return rule.times() < 0 || hits < rule.times();
        }
    }
}
