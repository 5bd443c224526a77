/**
 * A simulated 银联: the other side of the ACP 5.1.0 protocol, with its own parsing and its own signatures.
 *
 * <p>Shares no line with the gateway's adapter of this bank, so that each is a check of the other.
 */
@NullMarked
package dev.tongfu.simulator.unionpay;

import org.jspecify.annotations.NullMarked;
