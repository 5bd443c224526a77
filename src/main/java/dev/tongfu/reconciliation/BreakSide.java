package dev.tongfu.reconciliation;

import dev.tongfu.ledger.AccountCode;
import java.util.Locale;

/** On which side the bank's cash differs from our books: more is a surplus, less a shortage. */
public enum BreakSide {
    SURPLUS("长款", AccountCode.SURPLUS),
    SHORTAGE("短款", AccountCode.SHORTAGE);

    private final String chinese;
    private final AccountCode account;

    BreakSide(String chinese, AccountCode account) {
        this.chinese = chinese;
        this.account = account;
    }

    /** As banks and accountants call it. */
    public String chinese() {
        return chinese;
    }

    AccountCode account() {
        return account;
    }

    BreakSide opposite() {
        return this == SURPLUS ? SHORTAGE : SURPLUS;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static BreakSide of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
