/**
 * A simulated 农行: the other side of the EBUS protocol, with its own parsing and its own signatures.
 *
 * <p>Shares no line with the gateway's adapter of this bank, so that each is a check of the other.
 */
@NullMarked
package dev.tongfu.simulator.abc;

import org.jspecify.annotations.NullMarked;
