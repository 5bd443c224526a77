/**
 * The row that will become a notification to a merchant.
 *
 * <p>Written by others in the transaction of its cause; only the notification package sends it.
 */
@NullMarked
package dev.tongfu.outbox;

import org.jspecify.annotations.NullMarked;
