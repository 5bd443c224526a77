package dev.tongfu.http;

import dev.tongfu.crypto.Verifier;

/**
 * A merchant's registered key as the check needs it; its verifier fixes the algorithm.
 *
 * <p>A revoked key is answered like one that never was.
 */
public record RequestSignatureKey(String merchantId, Verifier verifier, boolean revoked) {}
