/**
 * Typed addresses on the event bus and the one codec for records.
 *
 * <p>A message is an immutable record passed by reference inside one process; a lost message delays work and never
 * loses it.
 */
@NullMarked
package dev.tongfu.bus;

import org.jspecify.annotations.NullMarked;
