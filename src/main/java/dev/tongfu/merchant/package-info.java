/**
 * Merchants, their keys, policies, fee plans, and the channels they use.
 *
 * <p>Read from memory on the hot path; the memory is refreshed from the tables every few seconds.
 */
@NullMarked
package dev.tongfu.merchant;

import org.jspecify.annotations.NullMarked;
