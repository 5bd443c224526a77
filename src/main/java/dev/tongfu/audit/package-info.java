/**
 * The append-only record of what operators did.
 *
 * <p>Who, when, why, on what.
 */
@NullMarked
package dev.tongfu.audit;

import org.jspecify.annotations.NullMarked;
