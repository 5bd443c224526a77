package dev.tongfu.reconciliation;

import java.time.LocalDate;

/**
 * A run as it is at work.
 *
 * @param version of the statement
 * @param number counts the runs of a channel and bank date from 1
 */
record Run(String id, String channelId, String bank, LocalDate bankDate, int version, int number, RunStatus status) {
    Run to(RunStatus next) {
        return new Run(id, channelId, bank, bankDate, version, number, next);
    }
}
