package dev.tongfu.crypto;

import java.util.Arrays;
import java.util.Optional;

/**
 * The signature schemes merchants and banks speak, by the name used on the wire.
 *
 * <p>The registered key fixes the algorithm; a message may repeat its name but never choose it. {@code sm2-sm3} is SM2
 * with SM3, a DER sequence (r, s) and the user id {@code 1234567812345678}; {@code ecdsa-p256-sha256} is the raw
 * 64 bytes r‖s of RFC 9421. The two last are the banks' own: RSA keys of 1024 bits are still in use there.
 */
public enum SignatureAlgorithm {
    ED25519("ed25519", KeyKind.ED25519, 0),
    RSA_V1_5_SHA256("rsa-v1_5-sha256", KeyKind.RSA, 2048),
    ECDSA_P256_SHA256("ecdsa-p256-sha256", KeyKind.P256, 0),
    SM2_SM3("sm2-sm3", KeyKind.SM2, 0),
    SHA1_WITH_RSA("SHA1withRSA", KeyKind.RSA, 1024),
    SHA256_WITH_RSA("SHA256withRSA", KeyKind.RSA, 1024);

    private final String wireName;
    private final KeyKind keyKind;
    private final int rsaBitsMin;

    SignatureAlgorithm(String wireName, KeyKind keyKind, int rsaBitsMin) {
        this.wireName = wireName;
        this.keyKind = keyKind;
        this.rsaBitsMin = rsaBitsMin;
    }

    public String wireName() {
        return wireName;
    }

    public KeyKind keyKind() {
        return keyKind;
    }

    int rsaBitsMin() {
        return rsaBitsMin;
    }

    public static Optional<SignatureAlgorithm> named(String wireName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.wireName.equals(wireName))
                .findFirst();
    }

    /** The algorithm a merchant signs requests with when it registers a key of this kind. */
    public static SignatureAlgorithm forMerchantKey(KeyKind kind) {
        return switch (kind) {
            case ED25519 -> ED25519;
            case RSA -> RSA_V1_5_SHA256;
            case P256 -> ECDSA_P256_SHA256;
            case SM2 -> SM2_SM3;
        };
    }
}
