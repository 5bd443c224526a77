package dev.tongfu.ledger;

import dev.tongfu.money.CurrencyCode;
import java.time.LocalDate;

/**
 * A channel as the ledger sees it: one bank-side merchant number, and the bank's book that its transfers belong to.
 *
 * @param book the bank's name; its accounting days are the channel's
 */
public record LedgerChannel(String id, String book) {
    /** The book of whatever touches no channel. */
    public static final String HOUSE = "house";

    Account account(AccountCode code, CurrencyCode currency) {
        return Account.ofChannel(code, id, currency);
    }

    Account receivable(LocalDate bankDate, CurrencyCode currency) {
        return Account.receivable(id, bankDate, currency);
    }
}
