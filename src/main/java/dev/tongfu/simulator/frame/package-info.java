/**
 * What every simulated bank needs: its own books in PostgreSQL, faults on demand, pages.
 *
 * <p>Knows no bank's protocol. The books live in a schema and under a role of their own, so they survive the death
 * of the gateway and of the simulator.
 */
@NullMarked
package dev.tongfu.simulator.frame;

import org.jspecify.annotations.NullMarked;
