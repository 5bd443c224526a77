/**
 * The wall between the gateway and the banks.
 *
 * <p>A bank is one folder below this package; everything above sees only the types here, and every outcome is one
 * of the sealed replies.
 */
@NullMarked
package dev.tongfu.bank;

import org.jspecify.annotations.NullMarked;
