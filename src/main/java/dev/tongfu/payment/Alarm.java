package dev.tongfu.payment;

import java.time.Instant;

/** Something a person must look at; {@code subject} names the payment or order. */
record Alarm(String id, Instant at, String kind, String subject, String detail) {}
