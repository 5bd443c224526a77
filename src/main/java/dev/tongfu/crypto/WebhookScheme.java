package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** The words of Standard Webhooks 1.0 on the wire: version marks and the bytes that are signed. */
final class WebhookScheme {
    static final String HMAC = "v1";
    private static final String ED25519 = "v1a";
    private static final String SM2 = "v1sm2";

    private WebhookScheme() {}

    static String version(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ED25519 -> ED25519;
            case SM2_SM3 -> SM2;
            case RSA_V1_5_SHA256, ECDSA_P256_SHA256, SHA1_WITH_RSA, SHA256_WITH_RSA ->
                throw new UnreadableKeyException("notifications are not signed with " + algorithm.wireName());
        };
    }

    static byte[] signed(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }
}
