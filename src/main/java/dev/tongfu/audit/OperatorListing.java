package dev.tongfu.audit;

import java.time.Instant;

/** An operator as people list them. */
public record OperatorListing(Operator operator, Instant createdAt, boolean disabled) {}
