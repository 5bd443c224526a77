package dev.tongfu.payment;

/** An attempt whose bank is to be asked, with its payment. */
record DueAttempt(Payment payment, Attempt attempt) {}
