package dev.tongfu.reconciliation;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One version of a statement, without its bytes.
 *
 * @param version counts the different files of a channel and bank date from 1; the last one counts
 * @param sha256 of the bytes as unpacked from the bank's answer, or as uploaded
 * @param format how they are to be read: {@code abc}, {@code unionpay-zip}
 * @param size bytes, before compression
 * @param takenBy the operator, or {@code scheduler}
 */
public record StatementFile(
        String channelId,
        String bank,
        LocalDate bankDate,
        int version,
        String sha256,
        String name,
        String format,
        Source source,
        long size,
        String takenBy,
        Instant takenAt) {
    /** By which road it came. */
    public enum Source {
        FETCHED,
        UPLOADED
    }
}
