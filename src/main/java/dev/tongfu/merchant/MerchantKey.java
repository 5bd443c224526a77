package dev.tongfu.merchant;

import dev.tongfu.crypto.Verifier;

/**
 * A merchant's key that counts now; a revoked one is not among them.
 *
 * @param verifier the key made ready, under the one algorithm it was registered for
 */
public record MerchantKey(String keyId, String merchantId, Verifier verifier) {}
