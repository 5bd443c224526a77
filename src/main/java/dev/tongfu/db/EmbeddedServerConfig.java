package dev.tongfu.db;

import java.nio.file.Path;

/**
 * The server the program brings along.
 *
 * @param folder data, lock, passwords and log; kept between starts
 * @param program where the server's program is unpacked; several servers may share it
 * @param port 0 = any free one
 * @param startWaitMs how long the server may take to come up
 * @param orphanWaitMs how long a server left over by a killed run may take to end in order
 */
public record EmbeddedServerConfig(
        Path folder,
        Path program,
        int port,
        int connectionsMax,
        int sharedBuffersMb,
        int startWaitMs,
        int orphanWaitMs) {

    /** Numbers for one machine. */
    public static EmbeddedServerConfig in(Path folder) {
        return new EmbeddedServerConfig(folder, folder.resolve("bin"), 0, 100, 128, 30_000, 15_000);
    }
}
