package dev.tongfu.ledger;

import java.time.LocalDate;

/** A day of a book. */
public record BookDate(String book, LocalDate date) {
    @Override
    public String toString() {
        return book + "@" + date;
    }
}
