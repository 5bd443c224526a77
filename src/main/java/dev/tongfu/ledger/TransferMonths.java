package dev.tongfu.ledger;

import dev.tongfu.db.DatabaseConfig;
import dev.tongfu.db.OwnerSession;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The months by which transfers are partitioned: made ahead, and moved to the archive when they are over.
 *
 * <p>As the owner of the tables; it blocks. An archived month is read like any other and written no more.
 */
public final class TransferMonths {
    private static final String MONTHS = """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = '%s'::regclass and c.relname ~ '^transfer_[0-9]{4}_[0-9]{2}$' order by 1
            """;

    private static final String UNSEALED = """
            select d.book || '@' || d.date || ' is ' || d.status from accounting_day d
            where d.date >= date '%1$s' and d.date < date '%2$s' and d.status <> 'sealed' order by d.date limit 1
            """;

    private static final String WAITING = """
            select t.event_key from transfer t
            where t.accounting_date >= date '%1$s' and t.accounting_date < date '%2$s' and t.kind = 'pending'
                and not exists (select from transfer_key k where k.resolves = t.event_key) limit 1
            """;

    private final DatabaseConfig config;

    public TransferMonths(DatabaseConfig config) {
        this.config = config;
    }

    /** Makes what is missing from a month on, so many months in all; those that were made. */
    public List<YearMonth> ahead(YearMonth from, int count) {
        try (var owner = OwnerSession.open(config)) {
            var there = months(owner, "public.transfer");
            there.addAll(months(owner, "archive.transfer"));
            var made = new ArrayList<YearMonth>();
            for (var month = from; month.isBefore(from.plusMonths(count)); month = month.plusMonths(1)) {
                if (!there.contains(month)) {
                    make(owner, month);
                    made.add(month);
                }
            }
            return List.copyOf(made);
        }
    }

    /** Beside the hot table first, so that it is locked for a moment only. */
    private static void make(OwnerSession owner, YearMonth month) {
        String name = "public." + name(month);
        owner.run(
                "create table " + name + " (like public.transfer including defaults including constraints)",
                "alter table public.transfer attach partition " + name + values(month));
    }

    /** What became of a month that was to be archived; {@code why} is empty where it is in the archive now. */
    public record Archived(YearMonth month, String why) {
        public boolean done() {
            return why.isEmpty();
        }
    }

    /**
     * Archives every month that ended before this one; the oldest first, and none after one that can't be.
     *
     * <p>A month can go when all its days are sealed and nothing that was reserved in it is still to be decided.
     */
    public List<Archived> archive(YearMonth before) {
        try (var owner = OwnerSession.open(config)) {
            var results = new ArrayList<Archived>();
            for (var month : months(owner, "public.transfer")) {
                if (!month.isBefore(before)) {
                    break;
                }
                var result = new Archived(month, obstacle(owner, month));
                results.add(result);
                if (!result.done()) {
                    break;
                }
                move(owner, month);
            }
            return List.copyOf(results);
        }
    }

    private static String obstacle(OwnerSession owner, YearMonth month) {
        var open = owner.texts(
                UNSEALED.formatted(month.atDay(1), month.plusMonths(1).atDay(1)));
        if (!open.isEmpty()) {
            return "the day " + open.get(0);
        }
        var waiting = owner.texts(
                WAITING.formatted(month.atDay(1), month.plusMonths(1).atDay(1)));
        return waiting.isEmpty() ? "" : waiting.get(0) + " is still to be decided";
    }

    /** A check that was validated before spares the archive to read it all while it is locked. */
    private static void move(OwnerSession owner, YearMonth month) {
        String name = "public." + name(month);
        String bounds = " check (accounting_date is not null and accounting_date >= '" + month.atDay(1)
                + "' and accounting_date < '" + month.plusMonths(1).atDay(1) + "')";
        owner.run(
                "alter table " + name + " drop constraint if exists transfer_month",
                "alter table " + name + " add constraint transfer_month" + bounds + " not valid");
        owner.run("alter table " + name + " validate constraint transfer_month");
        owner.run(
                "alter table public.transfer detach partition " + name,
                "alter table " + name + " set schema archive",
                "alter table archive.transfer attach partition archive." + name(month) + values(month));
    }

    private static Set<YearMonth> months(OwnerSession owner, String table) {
        var months = new TreeSet<YearMonth>();
        for (String name : owner.texts(MONTHS.formatted(table))) {
            months.add(YearMonth.parse(name.substring("transfer_".length()).replace('_', '-')));
        }
        return months;
    }

    private static String name(YearMonth month) {
        return "transfer_" + month.toString().replace('-', '_');
    }

    private static String values(YearMonth month) {
        return " for values from ('" + month.atDay(1) + "') to ('"
                + month.plusMonths(1).atDay(1) + "')";
    }
}
