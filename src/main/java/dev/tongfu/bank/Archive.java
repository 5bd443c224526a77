package dev.tongfu.bank;

import dev.tongfu.crypto.Digests;
import dev.tongfu.crypto.SealedBytes;
import dev.tongfu.crypto.SecretBox;
import io.vertx.core.buffer.Buffer;

/**
 * Seals the bytes of an exchange for dispute, and opens them again.
 *
 * <p>Request and answer are sealed together, the request behind its length; the digest is over what was received.
 */
public final class Archive {
    /** Named in the seal, so that an archived message opens as nothing else. */
    private static final String CONTEXT = "bank message ";

    private final SecretBox box;

    public Archive(SecretBox box) {
        this.box = box;
    }

    /** What was sent and what came; either may be empty. */
    public record Exchange(Buffer request, Buffer received) {
        @Override
        public String toString() {
            return "Exchange[" + request.length() + " and " + received.length() + " bytes]";
        }
    }

    public RawMessage seal(Buffer request, Buffer received) {
        String sha256 = Digests.sha256Hex(received.getBytes());
        byte[] clear = Buffer.buffer()
                .appendInt(request.length())
                .appendBuffer(request)
                .appendBuffer(received)
                .getBytes();
        SealedBytes sealed = box.seal(clear, CONTEXT + sha256);
        return new RawMessage(sha256, Buffer.buffer(sealed.bytes()), sealed.keyId());
    }

    /** The clear bytes; fails when the seal was changed or its key is gone. */
    public Exchange open(RawMessage message) {
        var sealed = new SealedBytes(message.keyId(), message.sealed().getBytes());
        Buffer clear = Buffer.buffer(box.open(sealed, CONTEXT + message.sha256()));
        int requestEnd = Integer.BYTES + clear.getInt(0);
        return new Exchange(clear.getBuffer(Integer.BYTES, requestEnd), clear.getBuffer(requestEnd, clear.length()));
    }
}
