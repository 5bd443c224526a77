package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /console/reconciliation}: statements and runs by day, and the proof of a run. */
final class ReconciliationPages {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int DAYS = 14;

    private final Pool pool;
    private final Clock clock;
    private final OperatorActs acts;
    private final ReconciliationViewStore store = new ReconciliationViewStore();

    ReconciliationPages(Pool pool, Clock clock, OperatorActs acts) {
        this.pool = pool;
        this.clock = clock;
        this.acts = acts;
    }

    void mount(Router router, ConsoleDesk desk) {
        desk.page(router, "/console/reconciliation", this::days);
        desk.page(router, "/console/runs/:id", this::run);
        desk.page(router, "/console/statements/:channel/:date", this::statement);
        desk.act(router, "/console/reconciliation/run", this::runNow);
    }

    private Future<ConsolePage> days(Visit visit) {
        var today = LocalDate.ofInstant(clock.instant(), ZONE);
        var to = visit.date("to").orElse(today);
        var from = visit.date("from").orElse(to.minusDays(DAYS));
        String bank = visit.query("bank");
        return Gather.first("days", () -> store.days(pool, from, to, bank))
                .with("from", from)
                .with("to", to)
                .with("bank", bank)
                .with("yesterday", today.minusDays(1))
                .page("reconciliation");
    }

    private Future<ConsolePage> run(Visit visit) {
        return Rows.first(store.run(pool, visit.path("id")))
                .compose(run -> run.isEmpty() ? Future.succeededFuture(ConsolePage.missing()) : run(run));
    }

    private Future<ConsolePage> run(Map<String, Object> run) {
        String channel = String.valueOf(run.get("channel_id"));
        var date = LocalDate.parse(String.valueOf(run.get("bank_date")));
        return Gather.first("runs", () -> store.runs(pool, channel, date))
                .then("found", () -> store.found(pool, channel, date))
                .then("postings", () -> store.postings(pool, channel, date))
                .with("run", run)
                .with("proof", Proof.of(run.get("proof")))
                .page("run");
    }

    private Future<ConsolePage> statement(Visit visit) {
        var date = Visit.day(visit.path("date"));
        String channel = visit.path("channel");
        if (date.isEmpty()) {
            return Future.succeededFuture(ConsolePage.missing());
        }
        return Gather.first("versions", () -> store.versions(pool, channel, date.get()))
                .then("quarantined", () -> store.quarantined(pool, channel, date.get()))
                .then("runs", () -> store.runs(pool, channel, date.get()))
                .with("channel", channel)
                .with("date", date.get())
                .page("statement");
    }

    private Future<ActOutcome> runNow(Visit visit) {
        return Visit.day(visit.field("date"))
                .map(date -> acts.runReconciliation(visit.operator(), visit.field("bank"), date))
                .orElseGet(() -> Future.succeededFuture(ActOutcome.refused(ProblemCode.INVALID_FIELDS)));
    }

    /**
     * The stored proof of a run, as a page shows it.
     *
     * @param kinds rows of {@code kind, platform_count, platform_amount, break_count, break_amount, bank_count,
     *     bank_amount, difference}
     * @param known false: the run was not proven yet
     */
    record Proof(List<?> kinds, long net, long posted, boolean holds, boolean known) {
        static Proof of(@Nullable Object stored) {
            if (!(stored instanceof Map<?, ?> proof)) {
                return new Proof(List.of(), 0, 0, false, false);
            }
            return new Proof(
                    proof.get("kinds") instanceof List<?> kinds ? kinds : List.of(),
                    number(proof.get("net")),
                    number(proof.get("posted_to_cash")),
                    Boolean.TRUE.equals(proof.get("holds")),
                    true);
        }

        private static long number(@Nullable Object value) {
            return value instanceof Number number ? number.longValue() : 0;
        }
    }
}
