package dev.tongfu.notification;

/** The form fields by which the payer's browser carries a signed message to the merchant's {@code return_url}. */
public record PagePayload(String webhookId, long webhookTimestamp, String webhookSignature, String payload) {}
