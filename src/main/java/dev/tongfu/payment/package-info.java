/**
 * Payments: intake, attempts at banks, evidence of outcomes, inquiry.
 *
 * <p>Every outcome goes through one door, which decides by a table and writes by compare-and-set.
 */
@NullMarked
package dev.tongfu.payment;

import org.jspecify.annotations.NullMarked;
