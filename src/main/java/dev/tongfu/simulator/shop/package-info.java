/**
 * The demo shop: a merchant of the gateway that people can buy from and tests can read.
 *
 * <p>It uses the public API alone, signs its calls and verifies what it is told, as any merchant would.
 */
@NullMarked
package dev.tongfu.simulator.shop;

import org.jspecify.annotations.NullMarked;
