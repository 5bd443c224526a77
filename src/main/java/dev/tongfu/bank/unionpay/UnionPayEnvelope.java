package dev.tongfu.bank.unionpay;

import dev.tongfu.crypto.Digests;
import dev.tongfu.crypto.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The signature of version 5.1.0 with certificates (signMethod 01), bank-protocols B2.1.
 *
 * <p>What is signed is not the fields but the lower-case hex of their SHA-256, so SHA-256 is taken twice.
 */
final class UnionPayEnvelope {
    static final String VERSION = "5.1.0";
    static final String ENCODING = "UTF-8";
    static final String SIGN_METHOD = "01";

    private UnionPayEnvelope() {}

    /** Signs and completes a message; dear enough to be done off the event loop. */
    static UnionPayMessage seal(Map<String, String> fields, String certId, Signer merchant) {
        var complete = new TreeMap<>(fields);
        complete.put("version", VERSION);
        complete.put("encoding", ENCODING);
        complete.put("signMethod", SIGN_METHOD);
        complete.put("certId", certId);
        var unsigned = new UnionPayMessage(complete);
        complete.put(
                UnionPayMessage.SIGNATURE, Base64.getEncoder().encodeToString(merchant.sign(signedBytes(unsigned))));
        return new UnionPayMessage(complete);
    }

    /** The bytes under the signature. */
    static byte[] signedBytes(UnionPayMessage message) {
        return Digests.sha256Hex(message.signedText()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Base64 of the standard alphabet; blanks and line breaks are dropped, anything else makes it empty. */
    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
