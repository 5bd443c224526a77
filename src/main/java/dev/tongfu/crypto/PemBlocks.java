package dev.tongfu.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads the blocks of a PEM text, with either kind of line ends; text without a block is an empty list. */
final class PemBlocks {
    private PemBlocks() {}

    static List<PemObject> read(String text) {
        var blocks = new ArrayList<PemObject>();
        try (var reader = new PemReader(new StringReader(text))) {
            for (var block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
                blocks.add(block);
            }
        } catch (IOException | RuntimeException broken) {
            throw new UnreadableKeyException("the PEM text is broken", broken);
        }
        return List.copyOf(blocks);
    }

    /** DER begins with a SEQUENCE tag, PEM never with that byte's character '0'. */
    static boolean looksLikeDer(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == 0x30;
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static String write(String type, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
