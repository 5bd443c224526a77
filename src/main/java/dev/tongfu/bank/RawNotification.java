package dev.tongfu.bank;

import io.vertx.core.buffer.Buffer;

/**
 * A call of a bank (or of the payer's browser sent by a bank) to one of our addresses, exactly as it came.
 *
 * @param bank the bank whose address was called, such as {@code abc}
 * @param method GET or POST
 * @param query the raw query string, empty when absent
 * @param contentType the header's value, empty when absent
 * @param front true where it came to an address that only browsers are sent to
 */
public record RawNotification(
        String bank, String method, String query, String contentType, Buffer body, boolean front) {
    @Override
    public String toString() {
        return "RawNotification[" + bank + " " + method + " " + body.length() + " bytes]";
    }
}
