/**
 * A bank that pays out by calls, with books of its own.
 *
 * <p>One order per reference: the same reference again is the same order and is never paid twice.
 */
@NullMarked
package dev.tongfu.simulator.payout;

import org.jspecify.annotations.NullMarked;
