package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** {@code /console/settlements} and {@code /console/payouts}: review what merchants are due, approve it, pay it. */
final class SettlementPages {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int LINES_MAX = 200;
    private static final List<String> STATUSES =
            List.of("open", "calculated", "closed", "approved", "carried", "paying", "paid", "failed", "returned");
    private static final List<String> PAYOUT_STATUSES =
            List.of("created", "submitted", "unknown", "paid", "failed", "returned");

    private final Pool pool;
    private final Clock clock;
    private final OperatorActs acts;
    private final int rows;
    private final SettlementViewStore store = new SettlementViewStore();

    SettlementPages(Pool pool, Clock clock, OperatorActs acts, int rows) {
        this.pool = pool;
        this.clock = clock;
        this.acts = acts;
        this.rows = rows;
    }

    /** An act on what the address names, with a reason. */
    private interface Reasoned {
        Future<ActOutcome> act(Operator by, String id, String reason);

        default Future<ActOutcome> act(Visit visit) {
            return act(visit.operator(), visit.path("id"), visit.field("reason"));
        }
    }

    void mount(Router router, ConsoleDesk desk) {
        desk.page(router, "/console/settlements", this::list);
        desk.page(router, "/console/settlements/:id", this::detail);
        desk.page(router, "/console/payouts", this::payouts);
        desk.act(router, "/console/settlements", this::settle);
        Reasoned approve = acts::approveSettlement;
        Reasoned reject = acts::rejectSettlement;
        Reasoned hold = acts::holdSettlement;
        Reasoned release = acts::releaseSettlement;
        Reasoned retry = acts::retryPayout;
        Reasoned confirm = acts::confirmPayoutResult;
        desk.approval(router, "/console/settlements/:id/approve", approve::act);
        desk.refusal(router, "/console/settlements/:id/reject", reject::act);
        desk.act(router, "/console/settlements/:id/hold", hold::act);
        desk.approval(router, "/console/settlements/:id/release", release::act);
        desk.act(router, "/console/payouts/export", visit -> acts.exportPayouts(visit.operator()));
        desk.act(router, "/console/payouts/:id/result", this::result);
        desk.approval(router, "/console/payouts/:id/result/confirm", confirm::act);
        desk.act(router, "/console/payouts/:id/retry", retry::act);
        desk.approval(
                router,
                "/console/payout-accounts/:merchant/:version/approve",
                visit -> account(visit, acts::approvePayoutAccount));
        desk.refusal(
                router,
                "/console/payout-accounts/:merchant/:version/reject",
                visit -> account(visit, acts::rejectPayoutAccount));
    }

    private Future<ConsolePage> list(Visit visit) {
        String status = visit.query("status");
        String merchant = visit.query("merchant");
        return Gather.first("settlements", () -> store.list(pool, status, merchant, rows))
                .then("accounts", () -> store.accounts(pool))
                .with("status", status)
                .with("merchant", merchant)
                .with("statuses", STATUSES)
                .with("yesterday", LocalDate.ofInstant(clock.instant(), ZONE).minusDays(1))
                .page("settlements");
    }

    private Future<ConsolePage> detail(Visit visit) {
        String id = visit.path("id");
        return Rows.first(store.one(pool, id))
                .compose(it -> it.isEmpty() ? Future.succeededFuture(ConsolePage.missing()) : detail(it, id));
    }

    private Future<ConsolePage> detail(Map<String, Object> it, String id) {
        return Gather.first("kinds", () -> store.kinds(pool, id))
                .then("lines", () -> store.lines(pool, id, LINES_MAX))
                .then("payouts", () -> store.payoutsOf(pool, id))
                .with("it", it)
                .page("settlement");
    }

    private Future<ConsolePage> payouts(Visit visit) {
        String status = visit.query("status");
        return Gather.first("payouts", () -> store.payouts(pool, status, rows))
                .with("status", status)
                .with("statuses", PAYOUT_STATUSES)
                .page("payouts");
    }

    private Future<ActOutcome> settle(Visit visit) {
        return Visit.day(visit.field("date"))
                .map(date -> acts.settle(visit.operator(), date))
                .orElseGet(SettlementPages::faulty);
    }

    private Future<ActOutcome> result(Visit visit) {
        String result = visit.field("result");
        return List.of("paid", "failed", "returned").contains(result)
                ? acts.payoutResult(visit.operator(), visit.path("id"), result, visit.field("reason"))
                : faulty();
    }

    private interface OfAccount {
        Future<ActOutcome> decide(Operator by, String merchantId, int version, String reason);
    }

    private static Future<ActOutcome> account(Visit visit, OfAccount act) {
        String version = visit.path("version");
        return version.matches("[0-9]{1,6}")
                ? act.decide(visit.operator(), visit.path("merchant"), Integer.parseInt(version), visit.field("reason"))
                : faulty();
    }

    private static Future<ActOutcome> faulty() {
        return Future.succeededFuture(ActOutcome.refused(ProblemCode.INVALID_FIELDS));
    }
}
