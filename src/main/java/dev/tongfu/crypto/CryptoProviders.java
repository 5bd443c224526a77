package dev.tongfu.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Makes verifiers and signers, each with the fastest provider that loads for its algorithm.
 *
 * <p>Chosen once, when the program starts; provider objects are passed to every call and never installed for the whole
 * JVM, so nothing else in the process changes its behaviour.
 */
public final class CryptoProviders {
    private static final int RSA_BITS_MAX = 8192;

    private final SecureRandom random = new SecureRandom();
    private final Provider bouncyCastle = new BouncyCastleProvider();
    private final Map<SignatureAlgorithm, Choice> choices = new EnumMap<>(SignatureAlgorithm.class);
    private final String amazonState;

    private CryptoProviders(AmazonCorretto amazon) {
        this.amazonState = amazon.state();
        Provider fast = amazon.provider();
        Provider rsa = fast == null ? jdk("SunRsaSign") : fast;
        choices.put(SignatureAlgorithm.RSA_V1_5_SHA256, new Choice("SHA256withRSA", rsa, "RSA", rsa));
        choices.put(SignatureAlgorithm.SHA256_WITH_RSA, new Choice("SHA256withRSA", rsa, "RSA", rsa));
        choices.put(SignatureAlgorithm.SHA1_WITH_RSA, new Choice("SHA1withRSA", rsa, "RSA", rsa));
        choices.put(SignatureAlgorithm.SM2_SM3, new Choice("SM3withSM2", bouncyCastle, "EC", bouncyCastle));
        if (fast == null) {
            choices.put(SignatureAlgorithm.ED25519, new Choice("Ed25519", bouncyCastle, "Ed25519", bouncyCastle));
            choices.put(
                    SignatureAlgorithm.ECDSA_P256_SHA256,
                    new Choice("SHA256withPLAIN-ECDSA", bouncyCastle, "EC", bouncyCastle));
        } else {
            // Amazon's provider signs and verifies Ed25519 but leaves reading its keys to the JDK.
            choices.put(SignatureAlgorithm.ED25519, new Choice("Ed25519", fast, "Ed25519", jdk("SunEC")));
            choices.put(
                    SignatureAlgorithm.ECDSA_P256_SHA256, new Choice("SHA256withECDSAinP1363Format", fast, "EC", fast));
        }
    }

    /** Tries Amazon's Corretto provider first. */
    public static CryptoProviders load() {
        return new CryptoProviders(AmazonCorretto.load());
    }

    /** What runs where the native library does not load: the JDK and BouncyCastle. */
    public static CryptoProviders portable() {
        return new CryptoProviders(AmazonCorretto.skipped("left out"));
    }

    /** Which provider serves which algorithm, for the log at start. */
    public String description() {
        return "Amazon Corretto provider " + amazonState + "; " + byAlgorithm();
    }

    /** The name of the provider that signs and verifies, by the algorithm's name. */
    public Map<String, String> byAlgorithm() {
        var byAlgorithm = new TreeMap<String, String>();
        choices.forEach((algorithm, choice) ->
                byAlgorithm.put(algorithm.wireName(), choice.signatures().getName()));
        return byAlgorithm;
    }

    /** Whether every algorithm is still served by the provider chosen for it. */
    public boolean working() {
        return choices.size() == SignatureAlgorithm.values().length
                && choices.values().stream().allMatch(Choice::served);
    }

    /**
     * A verifier for one public key.
     *
     * @throws UnreadableKeyException when the key is of another kind or too short for the algorithm
     */
    public Verifier verifier(SignatureAlgorithm algorithm, PublicKey key) {
        requireKind(algorithm, kindOf(key));
        requireSize(algorithm, key);
        Choice choice = choice(algorithm);
        PublicKey own = choice.translate(key);
        return new Verifier(algorithm, () -> choice.verifying(own));
    }

    /**
     * A signer for one private key.
     *
     * @throws UnreadableKeyException when the key is of another kind or too short for the algorithm
     */
    public Signer signer(SignatureAlgorithm algorithm, PrivateKey key) {
        requireKind(algorithm, kindOf(key));
        requireSize(algorithm, key);
        Choice choice = choice(algorithm);
        PrivateKey own = choice.translate(key);
        return new Signer(algorithm, () -> choice.signing(own, random));
    }

    public KeyKind kindOf(PublicKey key) {
        return KeyKind.of(SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm());
    }

    public KeyKind kindOf(PrivateKey key) {
        return KeyKind.of(PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm());
    }

    KeyFactory keyFactory(KeyKind kind) throws GeneralSecurityException {
        Choice choice = choice(SignatureAlgorithm.forMerchantKey(kind));
        return KeyFactory.getInstance(choice.keyName(), choice.keys());
    }

    Provider rsaKeys() {
        return choice(SignatureAlgorithm.RSA_V1_5_SHA256).keys();
    }

    Provider bouncyCastle() {
        return bouncyCastle;
    }

    SecureRandom random() {
        return random;
    }

    private Choice choice(SignatureAlgorithm algorithm) {
        Choice choice = choices.get(algorithm);
        if (choice == null) {
            throw new IllegalStateException("no provider for " + algorithm);
        }
        return choice;
    }

    private static void requireKind(SignatureAlgorithm algorithm, KeyKind kind) {
        if (algorithm.keyKind() != kind) {
            throw new UnreadableKeyException(
                    algorithm.wireName() + " needs a key of kind " + algorithm.keyKind() + ", this one is " + kind);
        }
    }

    private static void requireSize(SignatureAlgorithm algorithm, Object key) {
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < algorithm.rsaBitsMin() || bits > RSA_BITS_MAX) {
                throw new UnreadableKeyException(algorithm.wireName() + " needs an RSA key of " + algorithm.rsaBitsMin()
                        + " to " + RSA_BITS_MAX + " bits, this one has " + bits);
            }
        }
    }

    private static Provider jdk(String name) {
        Provider provider = Security.getProvider(name);
        if (provider == null) {
            throw new IllegalStateException("this JVM has no provider " + name);
        }
        return provider;
    }

    /** One algorithm's names at its provider, and who reads keys for it. */
    private record Choice(String signatureName, Provider signatures, String keyName, Provider keys) {
        boolean served() {
            try {
                return Signature.getInstance(signatureName, signatures) != null;
            } catch (GeneralSecurityException failure) {
                return false;
            }
        }

        PublicKey translate(PublicKey key) {
            try {
                return KeyFactory.getInstance(keyName, keys).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
            } catch (GeneralSecurityException failure) {
                throw new UnreadableKeyException("the public key is not valid", failure);
            }
        }

        PrivateKey translate(PrivateKey key) {
            try {
                return KeyFactory.getInstance(keyName, keys)
                        .generatePrivate(new PKCS8EncodedKeySpec(PrivateKeys.plainEncoding(key.getEncoded())));
            } catch (GeneralSecurityException failure) {
                throw new UnreadableKeyException("the private key is not valid", failure);
            }
        }

        Signature verifying(PublicKey key) {
            try {
                var signature = Signature.getInstance(signatureName, signatures);
                signature.initVerify(key);
                return signature;
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException("no verifier from " + signatures.getName(), failure);
            }
        }

        Signature signing(PrivateKey key, SecureRandom random) {
            try {
                var signature = Signature.getInstance(signatureName, signatures);
                signature.initSign(key, random);
                return signature;
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException("no signer from " + signatures.getName(), failure);
            }
        }
    }
}
