package dev.tongfu.bank;

/** Why one line of a statement can't be read; the line is put aside and the next one goes on. */
public final class LineFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason a short sentence for an operator, without what the line holds */
    public LineFault(String reason) {
        super(reason, null, false, false);
    }

    /** The reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
