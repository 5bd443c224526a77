package dev.tongfu;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a command's own thread, which is no event loop, waits for what it started. */
final class Waiting {
    private Waiting() {}

    /** The result, or the cause of the failure as it is; gives up after the limit. */
    @CanIgnoreReturnValue
    static <T> T until(Future<T> future, int seconds, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            var cause = failure.getCause() == null ? failure : failure.getCause();
            throw new CommandFailure(what + " failed: " + reason(cause), cause);
        } catch (TimeoutException failure) {
            throw new CommandFailure(what + " took longer than " + seconds + " s", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(what + " was interrupted", failure);
        }
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
