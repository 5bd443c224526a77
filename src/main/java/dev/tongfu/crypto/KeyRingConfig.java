package dev.tongfu.crypto;

import java.util.Map;

/**
 * Which files hold the keys of a {@link KeyRing}.
 *
 * <p>To rotate: add a file under a new id, name that id as current, keep the old file until nothing is sealed under it.
 *
 * @param current id of the key that seals from now on
 * @param files path by key id; each file holds 32 bytes as base64 or as 64 hex digits
 */
public record KeyRingConfig(String current, Map<String, String> files) {
    public KeyRingConfig {
        files = Map.copyOf(files);
    }
}
