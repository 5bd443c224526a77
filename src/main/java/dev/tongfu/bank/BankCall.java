package dev.tongfu.bank;

import io.vertx.core.buffer.Buffer;

/**
 * A reply with the clear bytes of the exchange, as a bank's folder hands it to the wall; it is sealed before it
 * leaves the bank package.
 *
 * @param request the bytes sent, masked where they hold what may not be kept; empty when nothing was sent
 * @param response the bytes received; empty when nothing came
 */
public record BankCall(BankReply reply, Buffer request, Buffer response) {
    @Override
    public String toString() {
        return "BankCall[" + reply.kind() + "]";
    }
}
