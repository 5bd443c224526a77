package dev.tongfu.crypto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Symmetric keys of 256 bits by id: one seals, all open.
 *
 * <p>Prints its ids only.
 */
public final class KeyRing {
    public static final int KEY_BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,32}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

    private final String currentId;
    private final Map<String, byte[]> keys = new TreeMap<>();

    public KeyRing(String currentId, Map<String, byte[]> keys) {
        keys.forEach((id, key) -> this.keys.put(checkedId(id), checkedKey(id, key)));
        if (!keys.containsKey(currentId)) {
            throw new UnreadableKeyException("the current key " + currentId + " is not among the keys of the ring");
        }
        this.currentId = currentId;
    }

    /** Reads every file at once, at start; the failure names the file. */
    public static KeyRing read(KeyRingConfig config) {
        var keys = new TreeMap<String, byte[]>();
        config.files().forEach((id, file) -> keys.put(id, readKey(Path.of(file))));
        return new KeyRing(config.current(), keys);
    }

    public String currentId() {
        return currentId;
    }

    /**
     * Keyed digests for one purpose: new ones under the current key, checked under all.
     *
     * <p>Each purpose has a key of its own, so a digest made for one never fits another.
     */
    public KeyedDigest digestsFor(String purpose) {
        List<byte[]> derived = new ArrayList<>();
        derived.add(KeyedDigest.derive(current(), purpose));
        keys.forEach((id, key) -> {
            if (!id.equals(currentId)) {
                derived.add(KeyedDigest.derive(key, purpose));
            }
        });
        return new KeyedDigest(derived);
    }

    byte[] current() {
        return key(currentId).orElseThrow();
    }

    Optional<byte[]> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public String toString() {
        return "KeyRing[current " + currentId + ", ids " + new TreeSet<>(keys.keySet()) + "]";
    }

    private static byte[] readKey(Path file) {
        try {
            return decode(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException failure) {
            throw new UnreadableKeyException("the key file " + file + " can't be read as base64 or hex", failure);
        }
    }

    private static byte[] decode(String text) {
        return HEX.matcher(text).matches()
                ? HexFormat.of().parseHex(text)
                : Base64.getDecoder().decode(text);
    }

    private static String checkedId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new UnreadableKeyException("a key id has 1 to 32 of A-Z a-z 0-9 _ . -, this one is: " + id);
        }
        return id;
    }

    private static byte[] checkedKey(String id, byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new UnreadableKeyException("key " + id + " has " + key.length + " bytes, not " + KEY_BYTES);
        }
        return key.clone();
    }
}
