package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Recomputes every balance and every seal from the transfers, and names each row that was changed, removed, inserted
 * or given another place.
 *
 * <p>It goes through keys and rows in pages, so its memory does not grow with the ledger. One object verifies once.
 */
public final class LedgerVerification {
    private final Pool pool;
    private final LedgerConfig config;
    private final AccountingDayStore days = new AccountingDayStore();
    private final TransferStore transfers = new TransferStore();
    private final LedgerProofStore proof = new LedgerProofStore();
    private final List<Difference> findings = new ArrayList<>();
    private BookDate lastDay = new BookDate("", LocalDate.EPOCH);
    private String lastKey = "";
    private String previousSeal = "";
    private long dayCount;
    private long transferCount;
    private long findingCount;

    public LedgerVerification(Pool pool, LedgerConfig config) {
        this.pool = pool;
        this.config = config;
    }

    public Future<Report> verify() {
        return Pages.whileMore(this::nextDays)
                .compose(done -> Pages.whileMore(this::nextKeys))
                .compose(done -> pool.withTransaction(tx -> proof.allowTime(tx, config.statementTimeoutMs())
                        .compose(allowed -> proof.strayDays(tx, config.findingsMax()))
                        .onSuccess(this::note)
                        .compose(strays -> proof.balancesFromTheStart(tx, config.findingsMax()))))
                .map(balances -> {
                    note(balances);
                    return new Report(dayCount, transferCount, findingCount, List.copyOf(findings));
                });
    }

    private Future<Boolean> nextDays() {
        return days.page(pool, lastDay, config.pageRows()).compose(page -> {
            var remaining = page.iterator();
            return Pages.whileMore(() -> remaining.hasNext() ? verify(remaining.next()) : Future.succeededFuture(false))
                    .map(done -> page.size() == config.pageRows());
        });
    }

    private Future<Boolean> verify(AccountingDay day) {
        var reading = new DayReading(transfers, day.day(), config);
        return reading.read(pool).map(done -> {
            dayCount++;
            transferCount += reading.count();
            note(reading.findings());
            verifySeal(day, reading);
            lastDay = day.day();
            previousSeal = day.seal();
            return true;
        });
    }

    private void verifySeal(AccountingDay day, DayReading reading) {
        var previous = lastDay.book().equals(day.day().book()) ? previousSeal : "";
        if (day.status() != AccountingDayStatus.SEALED) {
            return;
        }
        if (!day.previousSeal().equals(previous)) {
            note(List.of(new Difference("chain at " + day.day(), previous, day.previousSeal())));
        }
        var seal = reading.seal(day.previousSeal());
        if (!day.seal().equals(seal)) {
            note(List.of(new Difference("seal of " + day.day(), day.seal(), seal)));
        }
        if (day.transferCount() != reading.count()) {
            note(List.of(new Difference(
                    "transfers of " + day.day(), Long.toString(day.transferCount()), Long.toString(reading.count()))));
        }
    }

    private Future<Boolean> nextKeys() {
        return transfers.keyPage(pool, lastKey, config.pageRows()).map(page -> {
            for (var key : page) {
                lastKey = key.eventKey();
                if (!key.booked()) {
                    note(List.of(new Difference(
                            "transfer " + key.transferId() + " of event " + key.eventKey(), "booked", "missing")));
                }
            }
            return page.size() == config.pageRows();
        });
    }

    private void note(List<Difference> differences) {
        findingCount += differences.size();
        differences.stream()
                .limit(Math.max(0, config.findingsMax() - findings.size()))
                .forEach(findings::add);
    }

    /**
     * What a verification found.
     *
     * @param findings the first of them; {@code findingCount} says how many there are
     */
    public record Report(long days, long transfers, long findingCount, List<Difference> findings) {
        public boolean holds() {
            return findingCount == 0;
        }
    }
}
