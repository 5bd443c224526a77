package dev.tongfu.merchant;

/** A rule is one sentence, thrown at whoever breaks it. */
final class Rules {
    private Rules() {}

    static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
