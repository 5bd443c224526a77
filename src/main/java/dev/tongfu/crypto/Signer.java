package dev.tongfu.crypto;

import java.security.Signature;
import java.security.SignatureException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs with one private key under one algorithm; may be called from any thread.
 *
 * <p>Prepared like {@link Verifier}: one {@link Signature} in a slot, taken out while in use. RSA and SM2 cost a third
 * of a millisecond, so callers on an event loop hand these to a worker.
 */
public final class Signer {
    private final SignatureAlgorithm algorithm;
    private final Supplier<Signature> fresh;
    private final AtomicReference<@Nullable Signature> idle = new AtomicReference<>();

    Signer(SignatureAlgorithm algorithm, Supplier<Signature> fresh) {
        this.algorithm = algorithm;
        this.fresh = fresh;
        idle.set(fresh.get());
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    public byte[] sign(byte[] data) {
        Signature taken = idle.getAndSet(null);
        Signature working = taken == null ? fresh.get() : taken;
        try {
            working.update(data);
            byte[] signature = working.sign();
            idle.set(working);
            return signature;
        } catch (SignatureException failure) {
            throw new IllegalStateException("signing with " + algorithm.wireName() + " failed", failure);
        }
    }

    @Override
    public String toString() {
        return "Signer[" + algorithm.wireName() + "]";
    }
}
