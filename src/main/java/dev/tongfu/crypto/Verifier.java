package dev.tongfu.crypto;

import java.security.Signature;
import java.security.SignatureException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures of one public key under one algorithm; may be called from any thread.
 *
 * <p>One prepared {@link Signature} waits in a slot: a caller takes it out while it works, a caller that finds the slot
 * empty makes its own. So one event loop never prepares the key twice, and no two threads ever share one.
 */
public final class Verifier {
    private final SignatureAlgorithm algorithm;
    private final Supplier<Signature> fresh;
    private final AtomicReference<@Nullable Signature> idle = new AtomicReference<>();

    Verifier(SignatureAlgorithm algorithm, Supplier<Signature> fresh) {
        this.algorithm = algorithm;
        this.fresh = fresh;
        idle.set(fresh.get());
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** True when the signature is this key's over exactly these bytes; a malformed signature is false, not an error. */
    public boolean verify(byte[] data, byte[] signature) {
        Signature taken = idle.getAndSet(null);
        Signature working = taken == null ? fresh.get() : taken;
        boolean valid;
        try {
            working.update(data);
            valid = working.verify(signature);
        } catch (SignatureException | RuntimeException malformed) {
            // The bytes came from outside and providers differ in how they reject them. The object's state is not
            // defined after that, so it does not return to the slot.
            return false;
        }
        idle.set(working);
        return valid;
    }

    @Override
    public String toString() {
        return "Verifier[" + algorithm.wireName() + "]";
    }
}
