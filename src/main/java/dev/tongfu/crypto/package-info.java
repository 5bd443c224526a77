/**
 * Signatures, keys, digests and the encryption of what we keep.
 *
 * <p>BouncyCastle and every other provider live here only. The fastest provider that loads is chosen per algorithm
 * when the program starts.
 */
@NullMarked
package dev.tongfu.crypto;

import org.jspecify.annotations.NullMarked;
