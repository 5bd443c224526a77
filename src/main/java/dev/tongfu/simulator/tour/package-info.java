/**
 * The tour: one of everything, against a running gateway and the simulated banks, from outside.
 *
 * <p>It calls as a merchant, clicks as a payer and looks into the bank's own books; every row says what was expected
 * and what was found.
 */
@NullMarked
package dev.tongfu.simulator.tour;

import org.jspecify.annotations.NullMarked;
