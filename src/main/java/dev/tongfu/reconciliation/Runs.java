package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.Optional;

/** Reconciles the newest statement of a channel and bank date with our books. */
public interface Runs {
    /**
     * Runs to the end, or goes on where an earlier run of the same version stopped; a version that is proven already
     * gives its run again.
     *
     * @param actor the operator, or {@code scheduler}
     * @return the run's id; empty when there is no statement, or the newest one is bad
     */
    Future<Optional<String>> run(String channelId, LocalDate bankDate, String actor);
}
