package dev.tongfu.bank;

import io.vertx.core.buffer.Buffer;

/**
 * A message of the bank as it is kept for dispute: encrypted, with the digest of its clear bytes.
 *
 * @param sha256 lower-case hex over the bytes as received
 * @param sealed the bytes encrypted under the archive key (with the request that they answer)
 * @param keyId which archive key
 */
public record RawMessage(String sha256, Buffer sealed, String keyId) {
    @Override
    public String toString() {
        return "RawMessage[" + sha256 + "]";
    }
}
