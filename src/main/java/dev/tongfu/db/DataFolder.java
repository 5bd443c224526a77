package dev.tongfu.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The folder an embedded server lives in, held by one program at a time.
 *
 * <p>The lock is taken before anything else is looked at, so a second start never disturbs the first one's server.
 */
final class DataFolder implements AutoCloseable {
    private static final int PASSWORD_BYTES = 24;

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    static DataFolder claim(Path folder) throws IOException {
        var root = Files.createDirectories(folder.toAbsolutePath()).toRealPath();
        var channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new DatabaseRefused("Another run already uses the data folder " + root + ".");
        }
        return new DataFolder(root, channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProgram) {
            return null;
        }
    }

    /** The major version is in the name: a newer server cannot open an older one's files. */
    Path cluster() {
        return root.resolve("pg18");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    /** The log of this run, empty; the one of the run before is kept beside it. */
    Path freshLog() throws IOException {
        if (Files.exists(log())) {
            Files.move(log(), root.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log();
    }

    Path passwordFile(String role) {
        return root.resolve(role + ".password");
    }

    /** The role's password, random, made at the first start and readable by this user only. */
    Login login(String role) throws IOException {
        var file = passwordFile(role);
        if (!Files.exists(file)) {
            var bytes = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(bytes);
            var owned = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var draft = Files.createTempFile(root, role, ".tmp", owned);
            Files.writeString(draft, HexFormat.of().formatHex(bytes));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Login(role, Files.readString(file).strip());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
