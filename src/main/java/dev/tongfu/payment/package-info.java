/**
 * Payments and what goes with them: intake, attempts at banks, refunds, pre-authorisations, codes, contracts and
 * debits, identity checks, evidence of outcomes, inquiry.
 *
 * <p>Every outcome goes through one door, which decides by a table and writes by compare-and-set.
 */
@NullMarked
package dev.tongfu.payment;

import org.jspecify.annotations.NullMarked;
