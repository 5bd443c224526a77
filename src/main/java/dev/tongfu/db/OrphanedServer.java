package dev.tongfu.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server a killed run left behind: PostgreSQL runs in a session of its own and outlives us.
 *
 * <p>It is asked to end in order. It is never killed outright and its {@code postmaster.pid} is never deleted, because
 * both may cost rows.
 */
final class OrphanedServer {
    private static final Logger LOGGER = LoggerFactory.getLogger(OrphanedServer.class);

    private OrphanedServer() {}

    /** Returns when no earlier server uses the cluster. The folder's lock must be held. */
    static void end(Path cluster, Duration wait) throws IOException {
        var pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var lines = Files.readAllLines(pidFile);
        if (lines.size() < 2 || !isSameFolder(lines.get(1), cluster)) {
            return;
        }
        var server = ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
        if (server.isPresent()) {
            end(server.get(), wait);
        }
    }

    private static void end(ProcessHandle server, Duration wait) {
        var command = server.info().command();
        if (command.isPresent()) {
            if (!command.get().endsWith("/postgres")) {
                return;
            }
            LOGGER.atWarn().addKeyValue("pid", server.pid()).log("ending the server an earlier run left behind");
            server.destroy();
        }
        // Alive without a command: it is on its way out, and a start in this moment would fail.
        awaitExit(server, wait);
    }

    private static void awaitExit(ProcessHandle server, Duration wait) {
        var sentence = "The PostgreSQL server of an earlier run (process " + server.pid() + ") did not end within "
                + wait.toSeconds() + " s; wait for it or end it in order, then start again.";
        try {
            server.onExit().get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failure) {
            throw new DatabaseRefused(sentence, failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new DatabaseRefused(sentence, failure);
        }
    }

    private static boolean isSameFolder(String recorded, Path cluster) throws IOException {
        var folder = Path.of(recorded.strip());
        return Files.exists(folder) && Files.isSameFile(folder, cluster);
    }
}
