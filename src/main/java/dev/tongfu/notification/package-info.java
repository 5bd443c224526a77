/**
 * Notifications to merchants: claimed by lease, signed, posted, retried.
 *
 * <p>Persist always, send when due, never to an address the URL guard refuses.
 */
@NullMarked
package dev.tongfu.notification;

import org.jspecify.annotations.NullMarked;
