package dev.tongfu.ledger;

import dev.tongfu.money.Money;
import java.time.LocalDate;

/**
 * Where and why a template books: the book, the value date and the cause; makes the transfers that share them.
 *
 * <p>It keeps a template to one line per row of the posting table.
 */
record Booking(String book, LocalDate valueDate, String sourceId) {
    static Booking at(LedgerChannel channel, LocalDate valueDate, String sourceId) {
        return new Booking(channel.book(), valueDate, sourceId);
    }

    static Booking atHouse(LocalDate valueDate, String sourceId) {
        return new Booking(LedgerChannel.HOUSE, valueDate, sourceId);
    }

    Transfer posted(String template, String eventKey, Account debit, Account credit, Money amount) {
        return new Transfer(
                eventKey, template, Transfer.Kind.POSTED, debit, credit, amount, book, valueDate, null, sourceId);
    }

    Transfer pending(String template, String eventKey, Account debit, Account credit, Money amount) {
        return new Transfer(
                eventKey, template, Transfer.Kind.PENDING, debit, credit, amount, book, valueDate, null, sourceId);
    }

    /** Resolves {@code pending}, a transfer as its own template made it, by posting {@code amount} of it. */
    Transfer post(String template, String eventKey, Transfer pending, Money amount) {
        return resolve(Transfer.Kind.POST, template, eventKey, pending, amount);
    }

    /** Resolves {@code pending} by releasing all of it. */
    Transfer voided(String template, String eventKey, Transfer pending) {
        return resolve(Transfer.Kind.VOID, template, eventKey, pending, pending.amount());
    }

    private Transfer resolve(Transfer.Kind kind, String template, String eventKey, Transfer pending, Money amount) {
        return new Transfer(
                eventKey,
                template,
                kind,
                pending.debit(),
                pending.credit(),
                amount,
                book,
                valueDate,
                pending.eventKey(),
                sourceId);
    }
}
