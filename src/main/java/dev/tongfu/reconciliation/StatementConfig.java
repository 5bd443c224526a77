package dev.tongfu.reconciliation;

/**
 * The limits of statements, how they are read, and when they are fetched.
 *
 * @param fileBytesMax the largest file that is kept
 * @param timeoutMs how long the bank verticle is waited for; longer than the bank client's own
 */
public record StatementConfig(long fileBytesMax, int timeoutMs, Reading reading, StatementSchedule schedule) {
    public StatementConfig {
        if (fileBytesMax < 1 || timeoutMs < 1) {
            throw new IllegalArgumentException("statements: every limit is positive");
        }
    }

    /**
     * How kept files become lines.
     *
     * @param quarantinedMax lines that can't be read; a file with more is bad
     * @param timeoutMs of one statement to the database, such as a COPY of the whole file
     * @param filesAtOnce files read at the same time, each on a thread and two connections of its own
     * @param sliceBytes of the packed file held in memory
     */
    public record Reading(int quarantinedMax, int timeoutMs, int filesAtOnce, int sliceBytes) {
        public Reading {
            if (quarantinedMax < 1 || timeoutMs < 1 || filesAtOnce < 1 || sliceBytes < 1) {
                throw new IllegalArgumentException("every limit of reading is positive");
            }
        }
    }
}
