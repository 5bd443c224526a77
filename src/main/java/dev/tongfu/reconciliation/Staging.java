package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import java.time.LocalDate;

/** Reads a kept statement into {@code statement_line}, quarantines what can't be read, and checks its totals. */
public interface Staging {
    /** May be called again for the same version: the result is the same, nothing is there twice. */
    Future<Staged> stage(String channelId, LocalDate bankDate, int version);

    /** What reading gave. */
    sealed interface Staged {
        /** @param lines how many were read, {@code quarantined} how many could not be */
        record Parsed(int lines, int quarantined) implements Staged {}

        /** The file contradicts itself; nothing of it counts. */
        record Bad(String reason) implements Staged {}

        record NoSuchVersion() implements Staged {}
    }
}
