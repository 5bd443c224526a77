/**
 * The append-only record of what operators did, and the operators themselves.
 *
 * <p>Who, when, why, on what. Each entry carries the hash of the one before, so a change or a gap shows.
 */
@NullMarked
package dev.tongfu.audit;

import org.jspecify.annotations.NullMarked;
