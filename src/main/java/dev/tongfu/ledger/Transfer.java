package dev.tongfu.ledger;

import dev.tongfu.money.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One movement from an account to another, as a template makes it. Never changed once posted.
 *
 * @param eventKey the event that causes it; unique over the whole ledger, so every posting happens once
 * @param template the row of the posting table, such as {@code P1}
 * @param book the bank whose accounting days it belongs to, or {@code house}
 * @param valueDate the bank's date of the movement; equals the date of the 1101 it touches
 * @param pendingKey for {@code POST} and {@code VOID}: the event key of the pending transfer it resolves
 * @param sourceId what caused it: a payment, refund, run, proposal, settlement
 */
public record Transfer(
        String eventKey,
        String template,
        Kind kind,
        Account debit,
        Account credit,
        Money amount,
        String book,
        LocalDate valueDate,
        @Nullable String pendingKey,
        String sourceId) {

    public Transfer {
        if (amount.minor() <= 0) {
            throw new IllegalArgumentException("a transfer moves more than nothing: " + eventKey);
        }
        if (debit.currency() != amount.currency() || credit.currency() != amount.currency()) {
            throw new IllegalArgumentException("accounts and amount are of one currency: " + eventKey);
        }
        if (debit.equals(credit)) {
            throw new IllegalArgumentException("a transfer is between two accounts: " + eventKey);
        }
        if ((kind == Kind.POST || kind == Kind.VOID) != (pendingKey != null)) {
            throw new IllegalArgumentException("post and void, and only they, name a pending: " + eventKey);
        }
        requireDated(eventKey, kind, debit, valueDate);
        requireDated(eventKey, kind, credit, valueDate);
    }

    /** The same movement the other way; how a re-run posts a negative difference. */
    public Transfer swapped() {
        return new Transfer(eventKey, template, kind, credit, debit, amount, book, valueDate, pendingKey, sourceId);
    }

    private static void requireDated(String eventKey, Kind kind, Account account, LocalDate valueDate) {
        if (account.code().key() != AccountCode.Key.CHANNEL_AND_BANK_DATE) {
            return;
        }
        if (kind != Kind.POSTED) {
            throw new IllegalArgumentException("what waits never names a dated account: " + eventKey);
        }
        if (!account.key().endsWith(":" + valueDate)) {
            throw new IllegalArgumentException("the value date is that of the dated account: " + eventKey);
        }
    }

    /** Posted at once; or pending, then resolved once by a post (at most the pending amount) or a void. */
    public enum Kind {
        POSTED,
        PENDING,
        POST,
        VOID
    }
}
