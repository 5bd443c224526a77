package dev.tongfu.crypto;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Ed25519 keys in the form of Standard Webhooks: {@code whsk_} and {@code whpk_} with base64 of the bare key.
 *
 * <p>A private key is its 32-byte seed; the 64-byte form, seed and public key together, is read as well.
 */
public final class WebhookKeys {
    private static final String PRIVATE_PREFIX = "whsk_";
    private static final String PUBLIC_PREFIX = "whpk_";
    private static final int KEY_BYTES = 32;
    private static final AlgorithmIdentifier ED25519 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);

    private final CryptoProviders providers;

    public WebhookKeys(CryptoProviders providers) {
        this.providers = providers;
    }

    public Signer signer(String whsk) {
        byte[] key = bare(whsk, PRIVATE_PREFIX);
        if (key.length != KEY_BYTES && key.length != 2 * KEY_BYTES) {
            throw new UnreadableKeyException("an Ed25519 private key has 32 bytes, this one " + key.length);
        }
        try {
            byte[] pkcs8 = new PrivateKeyInfo(ED25519, new DEROctetString(Arrays.copyOf(key, KEY_BYTES))).getEncoded();
            return providers.signer(SignatureAlgorithm.ED25519, new PrivateKeys(providers).fromDer(pkcs8));
        } catch (IOException failure) {
            throw new UnreadableKeyException("the webhook private key can't be read", failure);
        }
    }

    public Verifier verifier(String whpk) {
        byte[] key = bare(whpk, PUBLIC_PREFIX);
        if (key.length != KEY_BYTES) {
            throw new UnreadableKeyException("an Ed25519 public key has 32 bytes, this one " + key.length);
        }
        try {
            byte[] spki = new SubjectPublicKeyInfo(ED25519, key).getEncoded();
            return providers.verifier(SignatureAlgorithm.ED25519, new PublicKeys(providers).fromDer(spki));
        } catch (IOException failure) {
            throw new UnreadableKeyException("the webhook public key can't be read", failure);
        }
    }

    /** {@code whpk_…} of an Ed25519 public key. */
    public String publicText(PublicKey key) {
        requireEd25519(providers.kindOf(key));
        var info = SubjectPublicKeyInfo.getInstance(key.getEncoded());
        return PUBLIC_PREFIX
                + Base64.getEncoder().encodeToString(info.getPublicKeyData().getBytes());
    }

    /** {@code whsk_…} of an Ed25519 private key; handle as a secret. */
    public String privateText(PrivateKey key) {
        requireEd25519(providers.kindOf(key));
        try {
            var info = PrivateKeyInfo.getInstance(key.getEncoded());
            byte[] seed = DEROctetString.getInstance(info.parsePrivateKey()).getOctets();
            return PRIVATE_PREFIX + Base64.getEncoder().encodeToString(seed);
        } catch (IOException failure) {
            throw new UnreadableKeyException("the private key can't be read", failure);
        }
    }

    static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException failure) {
            throw new UnreadableKeyException("the webhook key is not base64", failure);
        }
    }

    private static byte[] bare(String text, String prefix) {
        if (!text.startsWith(prefix)) {
            throw new UnreadableKeyException("this webhook key must begin with " + prefix);
        }
        return decode(text.substring(prefix.length()));
    }

    private static void requireEd25519(KeyKind kind) {
        if (kind != KeyKind.ED25519) {
            throw new UnreadableKeyException("webhook keys of this form are Ed25519, this one is " + kind);
        }
    }
}
