/**
 * What the banks' own books say, and how it compares with ours.
 *
 * <p>Statements are kept as they came, each version of them; what is compared is read from there.
 */
@NullMarked
package dev.tongfu.reconciliation;

import org.jspecify.annotations.NullMarked;
