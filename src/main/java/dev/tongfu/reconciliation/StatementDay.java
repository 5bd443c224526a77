package dev.tongfu.reconciliation;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A channel's bank date whose statement is awaited.
 *
 * @param tries in vain so far
 */
record StatementDay(String channelId, String bank, LocalDate bankDate, Status status, Instant expectedAt, int tries) {
    /**
     * Where it stands.
     *
     * <pre>
     * expected → fetching → stored
     *               ↓ ↑
     *        expected | late (an alarm, and it goes on trying)
     * </pre>
     */
    enum Status {
        EXPECTED,
        FETCHING,
        STORED,
        LATE
    }
}
