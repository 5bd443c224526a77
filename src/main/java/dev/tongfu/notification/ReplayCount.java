package dev.tongfu.notification;

/**
 * What a replay came to.
 *
 * @param count notifications that will be sent again
 * @param more the limit was reached; what is left of the window needs another replay of a narrower one
 */
public record ReplayCount(int count, boolean more) {}
