package dev.tongfu.audit;

import java.util.regex.Pattern;

/** A person with an account of their own. */
public record Operator(String name, Role role) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,31}");

    public Operator {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("an operator's name is 1 to 32 of a-z 0-9 . _ -, a letter first");
        }
    }

    /** As the audit log names this person. */
    public String actor() {
        return "operator:" + name;
    }

    /** A viewer looks, a maker proposes, a checker proposes and approves what another proposed. */
    public enum Role {
        VIEWER,
        MAKER,
        CHECKER;

        public boolean mayPropose() {
            return this != VIEWER;
        }

        public boolean mayApprove() {
            return this == CHECKER;
        }
    }
}
