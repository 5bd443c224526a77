package dev.tongfu.ledger;

/** Something that is not as it must be: what, how it must be, how it is. */
public record Difference(String subject, String expected, String actual) {}
