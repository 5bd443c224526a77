package dev.tongfu.console;

import dev.tongfu.http.ProblemCode;
import dev.tongfu.ledger.LedgerProof;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /console/ledger}: the proof, the days, the accounts and what was booked on them. */
final class LedgerPages {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int DAYS_MAX = 30;

    private final Pool pool;
    private final Clock clock;
    private final OperatorActs acts;
    private final Supplier<Future<LedgerProof.Result>> proof;
    private final int rows;
    private final LedgerViewStore store = new LedgerViewStore();

    LedgerPages(Pool pool, Clock clock, OperatorActs acts, Supplier<Future<LedgerProof.Result>> proof, int rows) {
        this.pool = pool;
        this.clock = clock;
        this.acts = acts;
        this.proof = proof;
        this.rows = rows;
    }

    void mount(Router router, ConsoleDesk desk) {
        desk.page(router, "/console/ledger", this::proof);
        desk.page(router, "/console/accounts", this::accounts);
        desk.page(router, "/console/transfers", this::transfers);
        desk.act(router, "/console/days/close", this::close);
    }

    private Future<ConsolePage> proof(Visit visit) {
        return Gather.first("proof", () -> proof.get().map(LedgerPages::shown))
                .then("days", () -> store.days(pool, "", "infinity", "~", DAYS_MAX))
                .with("today", today())
                .page("ledger");
    }

    /** The proof as a template speaks of it. */
    private static Map<String, Object> shown(LedgerProof.Result result) {
        var trial = new ArrayList<Map<String, Object>>();
        result.trial()
                .forEach(one -> trial.add(Map.of(
                        "currency", one.currency(),
                        "debits", one.debits(),
                        "credits", one.credits(),
                        "difference", Math.subtractExact(one.debits(), one.credits()),
                        "pending", one.debitsPending(),
                        "zero", one.isZero())));
        var checks = new ArrayList<Map<String, Object>>();
        result.checks()
                .forEach(check -> checks.add(Map.of(
                        "name",
                        check.identity(),
                        "differences",
                        check.differences().stream().map(Object::toString).toList())));
        var heads = new ArrayList<Map<String, Object>>();
        result.heads()
                .forEach(head -> heads.add(Map.of(
                        "book", head.day().book(),
                        "date", head.day().date().toString(),
                        "seal", head.seal())));
        return Map.of("holds", result.holds(), "trial", trial, "checks", checks, "heads", heads);
    }

    private Future<ConsolePage> accounts(Visit visit) {
        String code = visit.query("code");
        boolean all = visit.query("all").equals("1");
        var wanted = new LedgerViewStore.Accounts(
                visit.query("before"),
                code.matches("[0-9]{4}") ? Integer.parseInt(code) : 0,
                visit.query("key"),
                !all,
                rows + 1);
        return Gather.first("accounts", () -> store.accounts(pool, wanted))
                .with("code", code)
                .with("key", wanted.key())
                .with("all", all)
                .with("codes", CODES)
                .with("today", today())
                .values()
                .map(values -> ConsolePage.of("accounts", Paging.cut(values, "accounts", rows, visit, "id")));
    }

    private static final List<String> CODES = List.of(
            "1101", "1102", "1103", "1201", "2101", "2102", "2103", "2104", "2201", "2202", "2301", "2303", "2304",
            "2401", "3101", "4101", "4901", "5101", "5102", "5901");

    private Future<ConsolePage> transfers(Visit visit) {
        var date = visit.date("date").orElse(today());
        String before = visit.query("before");
        var wanted = new LedgerViewStore.Transfers(
                date, before.isEmpty() ? "~" : before, visit.query("account"), visit.query("book"), rows + 1);
        return Gather.first("transfers", () -> store.transfers(pool, wanted))
                .with("date", date)
                .with("account", wanted.account())
                .with("book", wanted.book())
                .with("previous", date.minusDays(1))
                .with("following", date.plusDays(1))
                .values()
                .map(values -> ConsolePage.of("transfers", Paging.cut(values, "transfers", rows, visit, "id")));
    }

    private Future<ActOutcome> close(Visit visit) {
        return Visit.day(visit.field("date"))
                .map(date -> acts.closeDay(visit.operator(), date))
                .orElseGet(() -> Future.succeededFuture(ActOutcome.refused(ProblemCode.INVALID_FIELDS)));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }
}
