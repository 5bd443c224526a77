package dev.tongfu.bus;

/**
 * An address that answers a question of type {@code Q} with a reply of type {@code R}.
 *
 * <p>Both are immutable records (or sealed interfaces of records); the outcome is in the reply's type, never in a
 * failure code.
 */
public record Request<Q extends Record, R>(String address) {}
