package dev.tongfu.notification;

/** How many messages of a merchant one claim may take. */
record Quota(String merchantId, int messagesMax) {}
