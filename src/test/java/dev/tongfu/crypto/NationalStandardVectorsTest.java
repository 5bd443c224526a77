package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Test;

/** The examples printed in GM/T 0004 (SM3) and in GM/T 0003 part 5 (SM2 on the recommended curve). */
class NationalStandardVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String SPKI_PREFIX = "3059301306072a8648ce3d020106082a811ccf5501822d03420004";
    private static final String PRIVATE = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
    private static final String X = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020";
    private static final String Y = "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
    private static final String NONCE = "59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21";
    private static final String R = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3";
    private static final String S = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";
    private static final byte[] MESSAGE = "message digest".getBytes(US_ASCII);

    private final CryptoProviders providers = CryptoProviders.portable();

    @Test
    void sm3DigestsMatchTheStandard() throws Exception {
        assertThat(sm3("abc")).isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThat(sm3("abcd".repeat(16)))
                .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    }

    @Test
    void sm2SignatureOfTheStandardVerifies() throws Exception {
        // Given
        var key = new PublicKeys(providers).fromDer(HEX.parseHex(SPKI_PREFIX + X + Y));
        var verifier = providers.verifier(SignatureAlgorithm.SM2_SM3, key);

        // When
        boolean valid = verifier.verify(MESSAGE, signature());

        // Then
        assertThat(valid).isTrue();
        assertThat(verifier.verify("message digesT".getBytes(US_ASCII), signature()))
                .isFalse();
    }

    @Test
    void sm2SigningWithTheNonceOfTheStandardGivesItsSignature() throws Exception {
        // Given
        var curve = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1);
        var scalar = new BigInteger(PRIVATE, 16);
        byte[] pkcs8 = new PrivateKeyInfo(curve, new ECPrivateKey(256, scalar)).getEncoded();
        var key = new PrivateKeys(providers).fromDer(pkcs8);
        var signing = Signature.getInstance("SM3withSM2", providers.bouncyCastle());
        signing.initSign(key, new FixedNonce());

        // When
        signing.update(MESSAGE);
        byte[] made = signing.sign();

        // Then
        assertThat(made).isEqualTo(signature());
    }

    private static byte[] signature() throws Exception {
        return new DERSequence(new ASN1Integer[] {
                    new ASN1Integer(new BigInteger(R, 16)), new ASN1Integer(new BigInteger(S, 16))
                })
                .getEncoded();
    }

    private String sm3(String text) throws Exception {
        return HEX.formatHex(
                MessageDigest.getInstance("SM3", providers.bouncyCastle()).digest(text.getBytes(US_ASCII)));
    }

    /** Hands out the nonce of the example. */
    private static final class FixedNonce extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            byte[] nonce = HEX.parseHex(NONCE);
            System.arraycopy(nonce, 0, bytes, 0, bytes.length);
        }
    }
}
