/**
 * Amounts of money and their currencies.
 *
 * <p>A leaf: pure values that depend on nothing else. All arithmetic is exact; an overflow is a failure, never a
 * wrong amount.
 */
@NullMarked
package dev.tongfu.money;

import org.jspecify.annotations.NullMarked;
