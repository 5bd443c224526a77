package dev.tongfu.crypto;

import java.security.KeyPair;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Prints signatures per second on one core, for each algorithm: with the providers chosen, and with the portable ones.
 *
 * <p>Run its main by hand from the test class path; it is no test.
 */
public final class SignatureBench {
    private static final long RUN_NANOS = 700_000_000L;
    private static final byte[] DATA = new byte[400];

    private SignatureBench() {}

    public static void main(String[] arguments) {
        var fast = CryptoProviders.load();
        var portable = CryptoProviders.portable();
        var keys = new KeyPairs(portable);
        System.out.println(fast.description());
        System.out.printf("%-20s %10s %10s %10s %12s%n", "algorithm", "", "chosen/s", "portable/s", "remade/s");
        for (var algorithm : SignatureAlgorithm.values()) {
            KeyPair pair = pair(keys, algorithm.keyKind());
            print(algorithm, "sign", signing(fast, algorithm, pair), signing(portable, algorithm, pair), 0);
            print(
                    algorithm,
                    "verify",
                    verifying(fast, algorithm, pair),
                    verifying(portable, algorithm, pair),
                    remaking(fast, algorithm, pair));
        }
    }

    private static KeyPair pair(KeyPairs keys, KeyKind kind) {
        return switch (kind) {
            case RSA -> keys.rsa(2048);
            case ED25519 -> keys.ed25519();
            case P256 -> keys.p256();
            case SM2 -> keys.sm2();
        };
    }

    private static void print(SignatureAlgorithm algorithm, String what, long chosen, long portable, long remade) {
        System.out.printf(
                Locale.ROOT, "%-20s %10s %10d %10d %12d%n", algorithm.wireName(), what, chosen, portable, remade);
    }

    private static long signing(CryptoProviders providers, SignatureAlgorithm algorithm, KeyPair pair) {
        var signer = providers.signer(algorithm, pair.getPrivate());
        return perSecond(() -> signer.sign(DATA).length > 0);
    }

    private static long verifying(CryptoProviders providers, SignatureAlgorithm algorithm, KeyPair pair) {
        byte[] signature = providers.signer(algorithm, pair.getPrivate()).sign(DATA);
        var verifier = providers.verifier(algorithm, pair.getPublic());
        return perSecond(() -> verifier.verify(DATA, signature));
    }

    /** What it would cost to prepare the key for every request. */
    private static long remaking(CryptoProviders providers, SignatureAlgorithm algorithm, KeyPair pair) {
        byte[] signature = providers.signer(algorithm, pair.getPrivate()).sign(DATA);
        return perSecond(() -> providers.verifier(algorithm, pair.getPublic()).verify(DATA, signature));
    }

    private static long perSecond(BooleanSupplier work) {
        long warm = rounds(work);
        return Math.max(warm, rounds(work));
    }

    private static long rounds(BooleanSupplier work) {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < RUN_NANOS) {
            if (!work.getAsBoolean()) {
                throw new IllegalStateException("a signature did not verify");
            }
            done++;
        }
        return done * 1_000_000_000L / (System.nanoTime() - start);
    }
}
