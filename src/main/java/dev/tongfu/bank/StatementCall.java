package dev.tongfu.bank;

import io.vertx.core.buffer.Buffer;

/** A statement reply with the clear bytes of the request; the content itself is what is kept. */
public record StatementCall(StatementReply reply, Buffer request) {}
