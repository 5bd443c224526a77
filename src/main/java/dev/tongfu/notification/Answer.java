package dev.tongfu.notification;

import java.time.Duration;

/**
 * What the merchant answered.
 *
 * @param text the first bytes of the body, readable, without control characters that cannot be stored
 * @param retryAfter zero: not asked for
 */
record Answer(int status, String text, int ms, Duration retryAfter) {
    boolean accepted() {
        return status >= 200 && status < 300;
    }

    boolean gone() {
        return status == 410;
    }
}
