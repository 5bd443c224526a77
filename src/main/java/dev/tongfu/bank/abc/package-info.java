/**
 * 农行 ABC TrustPay (EBUS).
 *
 * <p>Pure message translation, the signature over the bytes sent, and the glue to the wall.
 */
@NullMarked
package dev.tongfu.bank.abc;

import org.jspecify.annotations.NullMarked;
