/**
 * The HTTP listeners, the merchant API and the banks' callbacks.
 *
 * <p>Requests are checked for their signature over raw bytes before anything is parsed.
 */
@NullMarked
package dev.tongfu.http;

import org.jspecify.annotations.NullMarked;
