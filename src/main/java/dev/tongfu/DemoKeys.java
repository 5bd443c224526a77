package dev.tongfu;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The demo's own symmetric keys: random, made at the first start, kept in its data folder for its owner only. */
final class DemoKeys {
    private static final int KEY_BYTES = 32;

    private final Path folder;

    DemoKeys(Path data) throws IOException {
        this.folder = Files.createDirectories(data.resolve("keys"));
    }

    /** The file of a key, made when it is not there yet. */
    Path file(String name) throws IOException {
        var file = folder.resolve(name + ".key");
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, owner);
            Files.writeString(file, Base64.getEncoder().encodeToString(key), StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException kept) {
            return file;
        }
        return file;
    }
}
