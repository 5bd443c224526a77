/**
 * Simulated banks that keep their own books, faults on demand, and the demo shop.
 *
 * <p>They speak the banks' real wire protocols over real sockets; nothing of the gateway imports them.
 */
@NullMarked
package dev.tongfu.simulator;

import org.jspecify.annotations.NullMarked;
