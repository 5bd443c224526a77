package dev.tongfu.db;

import java.time.OffsetDateTime;

/**
 * The right to do a piece of work alone, until the database's clock says otherwise.
 *
 * @param epoch grows whenever the lease changes hands; compared wherever the work writes its result
 */
public record SchedulerLease(String name, String owner, long epoch, OffsetDateTime until) {}
