package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** {@code /console/payments}: find one, see all that is known of it, send its notifications again. */
final class PaymentPages {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int WINDOW_DAYS = 31;

    private final Pool pool;
    private final Clock clock;
    private final OperatorActs acts;
    private final int rows;
    private final PaymentFindStore finder = new PaymentFindStore();
    private final PaymentDetailStore store = new PaymentDetailStore();

    PaymentPages(Pool pool, Clock clock, OperatorActs acts, int rows) {
        this.pool = pool;
        this.clock = clock;
        this.acts = acts;
        this.rows = rows;
    }

    void mount(Router router, ConsoleDesk desk) {
        desk.page(router, "/console/payments", this::list);
        desk.page(router, "/console/payments/:merchant/:id", this::detail);
        desk.act(
                router,
                "/console/notifications/:merchant/:id/redeliver",
                visit -> acts.redeliver(visit.operator(), visit.path("merchant"), visit.path("id")));
    }

    private Future<ConsolePage> list(Visit visit) {
        var today = LocalDate.ofInstant(clock.instant(), ZONE);
        var day = visit.date("date");
        var last = day.orElse(today);
        String number = visit.query("q");
        var from = day.orElse(today.minusDays(WINDOW_DAYS)).atStartOfDay(ZONE).toInstant();
        var to = last.plusDays(1).atStartOfDay(ZONE).toInstant();
        var filter = new PaymentFindStore.Filter(
                from,
                to,
                visit.query("merchant"),
                visit.query("status"),
                visit.query("bank"),
                visit.query("before"),
                rows + 1);
        return Gather.first(
                        "payments",
                        () -> number.isEmpty()
                                ? finder.list(pool, filter)
                                : finder.find(pool, number, rows)
                                        .compose(found -> found.isEmpty()
                                                ? finder.byBankNumber(pool, number, from, to, rows)
                                                : Future.succeededFuture(found)))
                .with("q", number)
                .with("date", day.map(LocalDate::toString).orElse(""))
                .with("merchant", filter.merchant())
                .with("status", filter.status())
                .with("bank", filter.bank())
                .with("statuses", STATUSES)
                .values()
                .map(values -> ConsolePage.of("payments", Paging.cut(values, "payments", rows, visit, "id")));
    }

    private static final List<String> STATUSES = List.of(
            "created",
            "submitted",
            "unknown",
            "succeeded",
            "authorized",
            "captured",
            "cancelled",
            "expired",
            "failed",
            "closed",
            "late_paid",
            "late_refunded",
            "reversed");

    private Future<ConsolePage> detail(Visit visit) {
        String merchant = visit.path("merchant");
        String id = visit.path("id");
        return Rows.first(store.payment(pool, merchant, id))
                .compose(payment -> payment.isEmpty()
                        ? Future.succeededFuture(ConsolePage.missing())
                        : detail(payment, merchant, id));
    }

    private Future<ConsolePage> detail(Map<String, Object> payment, String merchant, String id) {
        return Gather.first("attempts", () -> store.attempts(pool, merchant, id))
                .then("operations", () -> store.operations(pool, merchant, id))
                .then("refunds", () -> store.refunds(pool, merchant, id))
                .then("receipts", () -> store.receipts(pool, merchant, id))
                .then("payouts", () -> store.payouts(pool, merchant, id))
                .then("evidence", () -> store.evidence(pool, merchant, id))
                .then("transfers", () -> store.transfers(pool, merchant, id))
                .then("notifications", () -> store.notifications(pool, merchant, id))
                .then("deliveries", () -> store.deliveries(pool, merchant, id))
                .then("breaks", () -> store.breaks(pool, merchant, id))
                .with("payment", payment)
                .page("payment");
    }
}
