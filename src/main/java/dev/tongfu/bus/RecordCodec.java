package dev.tongfu.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands an immutable record to the receiver as it is; records never leave the process, so the wire form throws. */
final class RecordCodec implements MessageCodec<Object, Object> {
    static final String NAME = "record";

    @Override
    public void encodeToWire(Buffer buffer, Object message) {
        throw new IllegalStateException("records stay in this process");
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        throw new IllegalStateException("records stay in this process");
    }

    @Override
    public Object transform(Object message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
