package dev.tongfu.merchant;

/** A rule is one sentence, thrown at whoever breaks it. */
final class Rules {
    private Rules() {}

    static void require(boolean condition, String rule) {
        if (!condition) {
            throw new Broken(rule);
        }
    }

    /** A value that breaks a rule of ours. */
    static final class Broken extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Broken(String rule) {
            super(rule);
        }
    }
}
