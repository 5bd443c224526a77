/**
 * The commands and the composition root of the gateway.
 *
 * <p>Everything is built here by constructor and handed down; nothing imports this package.
 */
@NullMarked
package dev.tongfu;

import org.jspecify.annotations.NullMarked;
