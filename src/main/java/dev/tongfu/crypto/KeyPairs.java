package dev.tongfu.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** Makes new key pairs, for the demo world, for simulated banks and for onboarding at a terminal. */
public final class KeyPairs {
    private final CryptoProviders providers;

    public KeyPairs(CryptoProviders providers) {
        this.providers = providers;
    }

    public KeyPair rsa(int bits) {
        return make(providers.rsaKeys(), "RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    public KeyPair ed25519() {
        return make(providers.bouncyCastle(), "EdDSA", new ECGenParameterSpec("Ed25519"));
    }

    public KeyPair p256() {
        return make(providers.bouncyCastle(), "EC", new ECGenParameterSpec("P-256"));
    }

    public KeyPair sm2() {
        return make(providers.bouncyCastle(), "EC", new ECGenParameterSpec("sm2p256v1"));
    }

    private KeyPair make(Provider provider, String name, AlgorithmParameterSpec parameters) {
        try {
            var generator = KeyPairGenerator.getInstance(name, provider);
            generator.initialize(parameters, providers.random());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("no key generator for " + name, failure);
        }
    }
}
