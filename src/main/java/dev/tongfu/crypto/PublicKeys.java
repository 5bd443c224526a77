package dev.tongfu.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Reads and writes public keys: SubjectPublicKeyInfo as DER, base64 or PEM.
 *
 * <p>Points off their curve, explicit curve parameters and trailing bytes are refused.
 */
public final class PublicKeys {
    private final CryptoProviders providers;

    public PublicKeys(CryptoProviders providers) {
        this.providers = providers;
    }

    public PublicKey fromDer(byte[] der) {
        try {
            var info = SubjectPublicKeyInfo.getInstance(der);
            return providers.keyFactory(KeyKind.of(info.getAlgorithm())).generatePublic(new X509EncodedKeySpec(der));
        } catch (UnreadableKeyException refused) {
            throw refused;
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw new UnreadableKeyException("this is not a public key (SubjectPublicKeyInfo)", failure);
        }
    }

    public PublicKey fromBase64(String base64) {
        try {
            return fromDer(Base64.getDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException failure) {
            throw new UnreadableKeyException("the public key is not base64", failure);
        }
    }

    /** The one {@code PUBLIC KEY} block of a PEM text. */
    public PublicKey fromPem(String pem) {
        var blocks = PemBlocks.read(pem);
        if (blocks.size() != 1 || !blocks.get(0).getType().equals("PUBLIC KEY")) {
            throw new UnreadableKeyException("expected exactly one block BEGIN PUBLIC KEY");
        }
        return fromDer(blocks.get(0).getContent());
    }

    public String toPem(PublicKey key) {
        return PemBlocks.write("PUBLIC KEY", key.getEncoded());
    }
}
