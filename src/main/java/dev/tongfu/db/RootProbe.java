package dev.tongfu.db;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** PostgreSQL refuses to run as root; its library then enters a user namespace, where the machine allows one. */
final class RootProbe {
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final String unshare;

    /** The command is {@code unshare} of util-linux. */
    RootProbe(String unshare) {
        this.unshare = unshare;
    }

    /** Says in one sentence what to do when this user cannot start a server. */
    void require() throws IOException {
        if (isRoot() && !canUnshare()) {
            throw new DatabaseRefused("PostgreSQL does not run as root and this machine allows no user namespaces:"
                    + " run as an ordinary user.");
        }
    }

    static boolean isRoot() throws IOException {
        var self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    private boolean canUnshare() {
        try {
            var probe = new ProcessBuilder(unshare, "-U", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return probe.waitFor(WAIT.toMillis(), TimeUnit.MILLISECONDS) && probe.exitValue() == 0;
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException absent) {
            return false;
        }
    }
}
