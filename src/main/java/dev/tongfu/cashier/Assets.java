package dev.tongfu.cashier;

import dev.tongfu.crypto.Digests;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The style sheet and the script of the payer's pages, read from the class path.
 *
 * @param version changes with their content, so that browsers may keep them for ever
 */
record Assets(Buffer style, Buffer script, String version) {
    private static final int VERSION_LENGTH = 12;

    static Assets load() {
        byte[] style = resource("web/payer.css");
        byte[] script = resource("web/payer.js");
        var both = new ByteArrayOutputStream();
        both.writeBytes(style);
        both.writeBytes(script);
        var version = Digests.sha256Hex(both.toByteArray()).substring(0, VERSION_LENGTH);
        return new Assets(Buffer.buffer(style), Buffer.buffer(script), version);
    }

    private static byte[] resource(String name) {
        try (var stream = Assets.class.getClassLoader().getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
