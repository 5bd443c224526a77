package dev.tongfu.simulator.abc;

import java.util.Optional;

/** Remembers the first field that breaks its rule. */
final class AbcCheck {
    private String broken = "";

    AbcCheck that(String field, boolean holds) {
        if (!holds && broken.isEmpty()) {
            broken = field;
        }
        return this;
    }

    Optional<String> complaint() {
        return broken.isEmpty() ? Optional.empty() : Optional.of(broken);
    }
}
