/**
 * The operators' side: health, metrics, admin API.
 *
 * <p>Bound to loopback unless configured otherwise.
 */
@NullMarked
package dev.tongfu.console;

import org.jspecify.annotations.NullMarked;
