package dev.tongfu.notification;

/** One claim of one notification; the epoch grows with every claim, so a late result can be told from a current one. */
record Lease(String id, long epoch) {}
