/**
 * The simulated world: banks that keep their own books, faults on demand, and the demo shop.
 *
 * <p>They speak the real wire protocols over real sockets and are written without the gateway's adapters, so that
 * they check them; nothing of the gateway imports them but the composition root.
 */
@NullMarked
package dev.tongfu.simulator;

import org.jspecify.annotations.NullMarked;
