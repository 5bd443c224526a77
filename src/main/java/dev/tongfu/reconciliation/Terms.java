package dev.tongfu.reconciliation;

import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What was agreed about a channel.
 *
 * @param invoiced the bank sends an invoice for its fees instead of taking them
 * @param direct whether the bank settles to the merchant's own account
 * @param feeTolerance by kind: a difference of a line's fee that is booked at once
 * @param feeToleranceDaily up to this sum of a day
 */
record Terms(boolean invoiced, Predicate<String> direct, ToLongFunction<String> feeTolerance, long feeToleranceDaily) {}
