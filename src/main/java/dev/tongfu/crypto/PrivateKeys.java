package dev.tongfu.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Reads private keys: PKCS#8 PEM, plain or encrypted, and PKCS#12 files as the banks hand them to merchants.
 *
 * <p>Every message of failure is free of the key and of the password.
 */
public final class PrivateKeys {
    private final CryptoProviders providers;

    public PrivateKeys(CryptoProviders providers) {
        this.providers = providers;
    }

    /** The one {@code PRIVATE KEY} block of a PEM text. */
    public PrivateKey fromPem(String pem) {
        PemObject block = onlyBlock(pem);
        if (!block.getType().equals("PRIVATE KEY")) {
            throw new UnreadableKeyException("expected BEGIN PRIVATE KEY, found BEGIN " + block.getType());
        }
        return fromDer(block.getContent());
    }

    /** The one block of a PEM text, decrypted where it says {@code ENCRYPTED PRIVATE KEY}. */
    public PrivateKey fromPem(String pem, char[] password) {
        PemObject block = onlyBlock(pem);
        if (!block.getType().equals("ENCRYPTED PRIVATE KEY")) {
            return fromPem(pem);
        }
        try {
            var decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(providers.bouncyCastle())
                    .build(password);
            var clear = new PKCS8EncryptedPrivateKeyInfo(block.getContent()).decryptPrivateKeyInfo(decryptor);
            return fromDer(clear.getEncoded());
        } catch (IOException | PKCSException | OperatorCreationException failure) {
            throw new UnreadableKeyException("the encrypted private key does not open: wrong password?", failure);
        }
    }

    public PrivateKey fromDer(byte[] pkcs8) {
        try {
            var info = PrivateKeyInfo.getInstance(pkcs8);
            return providers
                    .keyFactory(KeyKind.of(info.getPrivateKeyAlgorithm()))
                    .generatePrivate(new PKCS8EncodedKeySpec(plainEncoding(pkcs8)));
        } catch (UnreadableKeyException refused) {
            throw refused;
        } catch (GeneralSecurityException | RuntimeException failure) {
            throw new UnreadableKeyException("this is not a private key (PKCS#8)", failure);
        }
    }

    /** The only private key of a PKCS#12 file with its certificate. */
    public SigningIdentity fromPkcs12(byte[] pfx, char[] password) {
        try {
            var store = KeyStore.getInstance("PKCS12", providers.bouncyCastle());
            store.load(new ByteArrayInputStream(pfx), password);
            List<String> keyed = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (keyed.size() != 1) {
                throw new UnreadableKeyException("the PKCS#12 file holds " + keyed.size() + " private keys, not one");
            }
            return identity(store, keyed.get(0), password);
        } catch (GeneralSecurityException | IOException failure) {
            throw new UnreadableKeyException("the PKCS#12 file does not open: wrong password?", failure);
        }
    }

    public String toPem(PrivateKey key) {
        return PemBlocks.write("PRIVATE KEY", plainEncoding(key.getEncoded()));
    }

    /** PKCS#8 version 1: some providers append the public key (RFC 5958), which the JDK does not read back. */
    static byte[] plainEncoding(byte[] pkcs8) {
        try {
            var info = PrivateKeyInfo.getInstance(pkcs8);
            return info.hasPublicKey()
                    ? new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey()).getEncoded()
                    : pkcs8;
        } catch (IOException | IllegalArgumentException failure) {
            throw new UnreadableKeyException("this is not a private key (PKCS#8)", failure);
        }
    }

    private SigningIdentity identity(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        var key = store.getKey(alias, password);
        if (key instanceof PrivateKey secret && store.getCertificate(alias) instanceof X509Certificate certificate) {
            return new SigningIdentity(fromDer(secret.getEncoded()), new PublicCertificate(certificate));
        }
        throw new UnreadableKeyException("the PKCS#12 file holds a key without its certificate");
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException failure) {
            throw new UnreadableKeyException("the PKCS#12 file can't be listed", failure);
        }
    }

    private static PemObject onlyBlock(String pem) {
        var blocks = PemBlocks.read(pem);
        if (blocks.size() != 1) {
            throw new UnreadableKeyException("expected exactly one PEM block, found " + blocks.size());
        }
        return blocks.get(0);
    }
}
