package dev.tongfu.reconciliation;

import dev.tongfu.bank.StatementLine;
import dev.tongfu.db.BinaryRows;
import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.BulkTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Writes the lines of a version; on a worker thread, hence with {@code ?} for parameters. */
final class StagingStore {
    private static final int LINE_COLUMNS = 16;

    private final ZoneId zone;

    /** @param zone in which the banks' clocks are read */
    StagingStore(ZoneId zone) {
        this.zone = zone;
    }

    /** A version of a statement. */
    record Version(String channelId, LocalDate bankDate, int number) {}

    private static final String CONTENT = """
            select substring(content from ?::int for ?::int) from statement_version
            where channel_id = ?::text and bank_date = ?::date and version = ?::int
            """;

    /** The packed bytes; empty when there is no such version. */
    InputStream content(BulkLoad load, Version version, int sliceBytes) throws IOException {
        return load.slices(CONTENT, sliceBytes, version.channelId(), version.bankDate(), version.number());
    }

    private static final String BEGIN = """
            insert into statement_reading (channel_id, bank_date, version, status, read_at)
            values (?::text, ?::date, ?::int, 'parsed', ?::timestamptz)
            on conflict do nothing
            """;

    /** False when it was read before; two that read at once wait here for each other. */
    boolean begin(BulkTransaction transaction, Version version, Instant now) throws IOException {
        return transaction.execute(
                        BEGIN, version.channelId(), version.bankDate(), version.number(), now.atOffset(ZoneOffset.UTC))
                == 1;
    }

    private static final String LINES = """
            copy statement_line (channel_id, bank_date, version, line_no, line_id, direction, kind, our_ref, bank_ref,
                original_ref, amount, fee, net, currency, named_date, occurred_at)
            from stdin (format binary)
            """;

    void lines(BulkTransaction transaction, BulkTransaction.Rows rows) throws IOException, BulkLoad.Abandoned {
        transaction.copy(LINES, rows);
    }

    void line(BinaryRows rows, Version version, StatementLine line, String lineId) throws IOException {
        rows.row(LINE_COLUMNS);
        rows.text(version.channelId());
        rows.date(version.bankDate());
        rows.integer(version.number());
        rows.integer(line.number());
        rows.text(lineId);
        rows.text(line.direction().word());
        rows.text(line.kind().word());
        rows.text(line.ourRef());
        rows.text(line.bankRef());
        rows.text(line.originalRef());
        rows.bigint(line.amount());
        rows.bigint(line.fee());
        rows.bigint(line.net());
        rows.text(line.currency().name());
        rows.date(line.namedDate());
        var time = line.bankTime();
        rows.timestamptz(time == null ? null : time.atZone(zone).toInstant());
    }

    private static final String QUARANTINED = """
            copy quarantined_line (channel_id, bank_date, version, line_no, reason, raw) from stdin (format binary)
            """;

    /** A line that could not be read. */
    record Quarantined(int number, String reason, String raw) {}

    void quarantine(BulkTransaction transaction, Version version, List<Quarantined> lines)
            throws IOException, BulkLoad.Abandoned {
        transaction.copy(QUARANTINED, rows -> {
            for (var line : lines) {
                rows.row(6);
                rows.text(version.channelId());
                rows.date(version.bankDate());
                rows.integer(version.number());
                rows.integer(line.number());
                rows.text(line.reason());
                rows.text(line.raw().replace('\0', '\uFFFD'));
            }
        });
    }

    private static final String END = """
            update statement_reading set line_count = ?::int, quarantined_count = ?::int, in_count = ?::int,
                in_amount = ?::bigint, out_count = ?::int, out_amount = ?::bigint, fee = ?::bigint, net = ?::bigint
            where channel_id = ?::text and bank_date = ?::date and version = ?::int
            """;

    void end(BulkTransaction transaction, Version version, LineTotals lines, int quarantined) throws IOException {
        var totals = lines.totals();
        int changed = transaction.execute(
                END,
                lines.count(),
                quarantined,
                totals.inCount(),
                totals.inAmount(),
                totals.outCount(),
                totals.outAmount(),
                totals.fee(),
                totals.net(),
                version.channelId(),
                version.bankDate(),
                version.number());
        if (changed != 1) {
            throw new IllegalStateException("the reading begun is not there");
        }
    }

    private static final String SUPERSEDE = """
            update statement_reading r set status = 'superseded'
            where r.channel_id = ?::text and r.bank_date = ?::date and r.status <> 'superseded'
              and r.version < (select max(version) from statement_reading
                               where channel_id = r.channel_id and bank_date = r.bank_date)
            """;

    /** Whichever of the versions read is not the newest does not count any more; returns how many that changed. */
    int supersede(BulkTransaction transaction, Version version) throws IOException {
        return transaction.execute(SUPERSEDE, version.channelId(), version.bankDate());
    }
}
