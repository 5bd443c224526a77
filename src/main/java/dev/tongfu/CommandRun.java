package dev.tongfu;

import dev.tongfu.db.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs a command's work on the configured database and waits for its end.
 *
 * <p>The one place where a thread waits: the command line's own, which has nothing else to do.
 */
final class CommandRun {
    private static final int WAIT_SECONDS = 60;

    private final Terminal terminal;

    CommandRun(Terminal terminal) {
        this.terminal = terminal;
    }

    GatewayConfig config(Path file) {
        return GatewayConfig.loader(terminal.environment()).load(file).config();
    }

    <T> T on(Path file, Function<CommandSession, Future<T>> work) {
        var config = config(file);
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        try {
            var pool = new Database(config.database().patient()).pool(vertx);
            return wait(work.apply(new CommandSession(terminal, config, pool)).eventually(pool::close));
        } catch (ExecutionException e) {
            throw failure(config, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new CommandFailure("there was no end within " + WAIT_SECONDS + " s; what was done is not known", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted; what was done is not known", e);
        } finally {
            var unused = vertx.close();
        }
    }

    private static <T> T wait(Future<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private static RuntimeException failure(GatewayConfig config, Throwable cause) {
        if (cause instanceof CommandFailure || cause instanceof IllegalArgumentException) {
            return (RuntimeException) cause;
        }
        var database = config.database();
        String where = database.host() + ":" + database.port() + "/" + database.name();
        return new CommandFailure("it did not work with the database " + where + ": " + cause.getMessage(), cause);
    }
}
