package dev.tongfu.ledger;

/**
 * A day of a book as it is stored.
 *
 * @param transferCount counted when the day closed; 0 before
 * @param seal in hexadecimal; empty before the day is sealed
 * @param previousSeal that of the book's day before; empty on its first day
 */
public record AccountingDay(
        BookDate day, AccountingDayStatus status, long transferCount, String seal, String previousSeal) {}
