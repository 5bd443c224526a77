package dev.tongfu.notification;

/** A merchant with messages that wait, and whether the first of them is due. */
record DueMerchant(String merchantId, boolean due) {}
