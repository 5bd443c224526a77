package dev.tongfu.reconciliation;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.bank.LineFault;
import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementLine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Lines that could not be read, and their release: an operator writes what the line should have said, it becomes a line
 * like any other, and its statement is reconciled anew.
 *
 * <p>The text as it came stays; what was written instead is in the audit log.
 */
public final class LineRelease {
    private final Pool pool;
    private final Map<String, StatementFormat> formats;
    private final QuarantineStore store;
    private final AuditLog audit;
    private final Clock clock;

    public LineRelease(Pool pool, Map<String, StatementFormat> formats, StatementConfig config, Clock clock) {
        this.pool = pool;
        this.formats = Map.copyOf(formats);
        this.store = new QuarantineStore(config.schedule().zoneId());
        this.audit = new AuditLog(clock);
        this.clock = clock;
    }

    /** What is to be released, and as what. */
    public record Act(
            String channelId, LocalDate bankDate, int version, int line, String text, String actor, String reason) {}

    /** A line that was put aside. */
    public record Quarantined(int line, String reason, String raw, boolean released) {}

    /** What became of it. */
    public sealed interface Outcome {
        record Released() implements Outcome {}

        /** There is none, or it is released already. */
        record NoSuchLine() implements Outcome {}

        /** The version does not count any more, or the file is bad. */
        record NotCounting() implements Outcome {}

        record StillBad(String reason) implements Outcome {}
    }

    /** In file order. */
    public Future<List<Quarantined>> list(String channelId, LocalDate bankDate, int version, int limit) {
        return store.list(pool, new StagingStore.Version(channelId, bankDate, version), limit);
    }

    /** All or nothing, with its entry in the audit log. */
    public Future<Outcome> release(Act act) {
        var version = new StagingStore.Version(act.channelId(), act.bankDate(), act.version());
        return pool.withTransaction(transaction -> store.counting(transaction, version)
                .compose(format -> format.isEmpty()
                        ? Future.succeededFuture(new Outcome.NotCounting())
                        : release(transaction, version, act, format.get())));
    }

    private Future<Outcome> release(
            SqlConnection transaction, StagingStore.Version version, Act act, String formatName) {
        var format = formats.get(formatName);
        if (format == null) {
            return Future.succeededFuture(new Outcome.StillBad("nobody reads the format " + formatName));
        }
        StatementLine line;
        try {
            line = format.mended(act.line(), act.text(), act.bankDate());
        } catch (LineFault fault) {
            return Future.succeededFuture(new Outcome.StillBad(fault.reason()));
        }
        return store.release(transaction, version, act.line(), act.actor())
                .compose(released -> released
                        ? add(transaction, version, act, line)
                        : Future.succeededFuture(new Outcome.NoSuchLine()));
    }

    private Future<Outcome> add(SqlConnection transaction, StagingStore.Version version, Act act, StatementLine line) {
        var ids = new LineIds(version.channelId(), version.bankDate());
        var detail = new JsonObject()
                .put("version", act.version())
                .put("line", act.line())
                .put("text", act.text());
        var object = act.channelId() + ":" + act.bankDate();
        return store.twins(transaction, version, line)
                .compose(twins -> store.insert(transaction, version, line, ids.after(line, twins)))
                .compose(inserted -> store.add(transaction, version, line, clock.instant()))
                .compose(added -> audit.append(
                        transaction, new AuditAct(act.actor(), "statement.line-release", object, act.reason(), detail)))
                .map(new Outcome.Released());
    }
}
