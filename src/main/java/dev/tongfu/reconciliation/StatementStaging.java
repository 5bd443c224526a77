package dev.tongfu.reconciliation;

import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementFormat.BrokenStatementException;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.db.BinaryRows;
import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.BulkTransaction;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads kept statements into lines, one record in memory at a time, and copies them into the database as they are
 * read.
 *
 * <p>A version is read in one transaction: its reading is there with all its lines or not at all, so reading again
 * finds the work done. A file that contradicts itself leaves no lines, only the word why.
 */
public final class StatementStaging implements Staging {
    private static final Logger LOGGER = LoggerFactory.getLogger(StatementStaging.class);
    private static final String THREADS = "statements";
    private static final long THREAD_HOURS_MAX = 24;

    private final Pool pool;
    private final BulkLoad load;
    private final Map<String, StatementFormat> formats;
    private final StatementConfig.Reading config;
    private final StagingStore staging;
    private final ReadingStore readings = new ReadingStore();
    private final Clock clock;
    private final WorkerExecutor workers;

    /** @param formats how files are read, by the name of their format */
    public StatementStaging(
            Vertx vertx,
            Pool pool,
            BulkLoad load,
            Map<String, StatementFormat> formats,
            StatementConfig config,
            Clock clock) {
        this.pool = pool;
        this.load = load;
        this.formats = Map.copyOf(formats);
        this.config = config.reading();
        this.staging = new StagingStore(config.schedule().zoneId());
        this.clock = clock;
        this.workers = vertx.createSharedWorkerExecutor(
                THREADS, config.reading().filesAtOnce(), THREAD_HOURS_MAX, TimeUnit.HOURS);
    }

    @Override
    public Future<Staged> stage(String channelId, LocalDate bankDate, int version) {
        return readings.find(pool, channelId, bankDate, version)
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found.get().staged())
                        : read(new StagingStore.Version(channelId, bankDate, version)));
    }

    private Future<Staged> read(StagingStore.Version version) {
        return readings.format(pool, version.channelId(), version.bankDate(), version.number())
                .compose(format -> format.isEmpty()
                        ? Future.succeededFuture(new Staged.NoSuchVersion())
                        : read(version, format.get()));
    }

    private Future<Staged> read(StagingStore.Version version, String name) {
        var format = formats.get(name);
        if (format == null) {
            return bad(version, "nobody reads the format " + name);
        }
        return workers.executeBlocking(() -> copied(version, format), false)
                .compose(objection -> objection.isPresent() ? bad(version, objection.get()) : staged(version));
    }

    private Future<Staged> bad(StagingStore.Version version, String reason) {
        return readings.bad(pool, version, reason, clock.instant()).compose(written -> staged(version));
    }

    /** Another reader may have been faster: what is in the table counts. */
    private Future<Staged> staged(StagingStore.Version version) {
        return readings.find(pool, version.channelId(), version.bankDate(), version.number())
                .map(found -> found.map(StatementReading::staged)
                        .orElseThrow(() -> new IllegalStateException("a statement was read and has no reading")));
    }

    /** Empty when the lines are there; else why the file is bad, and none is. */
    private Optional<String> copied(StagingStore.Version version, StatementFormat format) throws IOException {
        try {
            return load.run(transaction -> {
                copy(transaction, version, format);
                return Optional.empty();
            });
        } catch (BulkLoad.Abandoned bad) {
            return Optional.of(String.valueOf(bad.getMessage()));
        }
    }

    private void copy(BulkTransaction transaction, StagingStore.Version version, StatementFormat format)
            throws IOException, BulkLoad.Abandoned {
        if (!staging.begin(transaction, version, clock.instant())) {
            return;
        }
        var lines = new Lines(version);
        staging.lines(transaction, rows -> lines.read(format, rows));
        staging.quarantine(transaction, version, lines.quarantined);
        staging.end(transaction, version, lines.totals, lines.quarantined.size());
        int superseded = staging.supersede(transaction, version);
        LOGGER.atInfo()
                .addKeyValue("channel", version.channelId())
                .addKeyValue("bankDate", version.bankDate())
                .addKeyValue("version", version.number())
                .addKeyValue("lines", lines.totals.count())
                .addKeyValue("quarantined", lines.quarantined.size())
                .addKeyValue("superseded", superseded)
                .log("a statement was read");
    }

    /** Lines of one file on their way into the table. */
    private final class Lines {
        private final StagingStore.Version version;
        private final LineIds ids;
        private final LineTotals totals = new LineTotals();
        private final List<StagingStore.Quarantined> quarantined = new ArrayList<>();

        Lines(StagingStore.Version version) {
            this.version = version;
            this.ids = new LineIds(version.channelId(), version.bankDate());
        }

        void read(StatementFormat format, BinaryRows rows) throws IOException, BulkLoad.Abandoned {
            try (var packed = staging.content(load, version, config.sliceBytes());
                    InputStream content = new GZIPInputStream(packed, config.sliceBytes())) {
                format.read(content, new Copying(this, rows));
            } catch (BrokenStatementException broken) {
                throw new BulkLoad.Abandoned(String.valueOf(broken.getMessage()));
            } catch (TooManyBad | ArithmeticException doubtful) {
                throw new BulkLoad.Abandoned(String.valueOf(doubtful.getMessage()));
            }
        }
    }

    /** The file has more lines that can't be read than are put aside. */
    private static final class TooManyBad extends IOException {
        private static final long serialVersionUID = 1L;

        TooManyBad(int max) {
            super("more than " + max + " lines can't be read");
        }
    }

    private final class Copying implements StatementFormat.Sink {
        private final Lines lines;
        private final BinaryRows rows;

        Copying(Lines lines, BinaryRows rows) {
            this.lines = lines;
            this.rows = rows;
        }

        @Override
        public void line(StatementLine line) throws IOException {
            lines.totals.add(line);
            staging.line(rows, lines.version, line, lines.ids.next(line));
        }

        @Override
        public void bad(int number, String reason, String raw) throws IOException {
            if (lines.quarantined.size() == config.quarantinedMax()) {
                throw new TooManyBad(config.quarantinedMax());
            }
            lines.quarantined.add(new StagingStore.Quarantined(number, reason, raw));
        }
    }
}
