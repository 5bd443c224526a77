/**
 * The payer's pages: cashier and result.
 *
 * <p>No script is needed to pay.
 */
@NullMarked
package dev.tongfu.cashier;

import org.jspecify.annotations.NullMarked;
