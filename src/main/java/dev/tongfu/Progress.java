package dev.tongfu;

import io.vertx.core.Future;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits on the command line's own thread, and says every few seconds that the work still goes on. */
final class Progress {
    private static final int QUIET_S = 2;

    private final PrintWriter out;
    private final String what;

    /** @param what printed after two seconds, and from then on with the seconds gone by */
    Progress(PrintWriter out, String what) {
        this.out = out;
        this.what = what;
    }

    /** The work's result; a {@link CommandFailure} when it fails or does not end in time. */
    <T> T until(Future<T> work, int seconds) {
        var result = work.toCompletionStage().toCompletableFuture();
        for (int gone = 0; gone < seconds; gone += QUIET_S) {
            try {
                return result.get(QUIET_S, TimeUnit.SECONDS);
            } catch (TimeoutException goesOn) {
                out.println(what + " " + (gone + QUIET_S) + " s");
            } catch (ExecutionException failure) {
                var cause = failure.getCause() == null ? failure : failure.getCause();
                throw new CommandFailure("it did not work: " + cause.getMessage(), cause);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("interrupted; what was done is not known", interrupted);
            }
        }
        throw new CommandFailure("there was no end within " + seconds + " s", new TimeoutException());
    }
}
