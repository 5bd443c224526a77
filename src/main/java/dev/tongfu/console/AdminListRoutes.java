package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import dev.tongfu.http.Problem;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.notification.NotificationCursor;
import dev.tongfu.notification.NotificationFilter;
import dev.tongfu.notification.NotificationPage;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.NotificationStatus;
import dev.tongfu.notification.NotificationView;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists over all merchants under {@code /admin/v1}: payments, refunds, notifications, accounts, transfers, days; and
 * sending a notification again.
 *
 * <p>Each answers {@code {"data":[…],"next":cursor|null,"as_of":…}}. Amounts are minor units, moments ISO 8601.
 */
public final class AdminListRoutes implements AdminRoutes {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final Set<String> NOTIFICATION_STATUSES =
            Set.of("pending", "sending", "delivered", "dead", "suspended");

    private final Pool pool;
    private final NotificationService notifications;
    private final Redelivering acts;
    private final Clock clock;
    private final PaymentFindStore payments = new PaymentFindStore();
    private final RefundFindStore refunds = new RefundFindStore();
    private final LedgerViewStore ledger = new LedgerViewStore();
    private final NotificationOwnerStore owners = new NotificationOwnerStore();

    public AdminListRoutes(Pool pool, NotificationService notifications, Redelivering acts, Clock clock) {
        this.pool = pool;
        this.notifications = notifications;
        this.acts = acts;
        this.clock = clock;
    }

    /** Sends a notification again for an operator. */
    @FunctionalInterface
    public interface Redelivering {
        Future<ActOutcome> redeliver(Operator by, String merchantId, String notificationId);
    }

    @Override
    public void mount(Router router, OperatorAccess access) {
        list(router, access, "payments", this::payments, "from", "to", "merchant", "status", "bank");
        list(router, access, "refunds", this::refunds, "from", "to", "merchant", "status", "bank");
        list(
                router,
                access,
                "notifications",
                this::notifications,
                "from",
                "to",
                "merchant",
                "status",
                "type",
                "resource_id");
        list(router, access, "accounts", this::accounts, "code", "key");
        list(router, access, "transfers", this::transfers, "date", "account", "book");
        list(router, access, "days", this::days, "book");
        router.post("/admin/v1/notifications/:id/redeliver")
                .handler(access.makers())
                .handler(context -> redeliver(context, access));
    }

    private void list(
            Router router,
            OperatorAccess access,
            String name,
            Function<ListParameters, @Nullable Future<JsonObject>> list,
            String... filters) {
        var known = new HashSet<>(Arrays.asList(filters));
        known.add("limit");
        known.add("cursor");
        router.get("/admin/v1/" + name).handler(access.viewers()).handler(context -> {
            var query = new ListParameters(context, known);
            var answer = list.apply(query);
            if (answer == null || !query.valid()) {
                access.answers().refuse(context, query.problem());
            } else {
                answer.compose(page -> send(context, page)).onFailure(context::fail);
            }
        });
    }

    private @Nullable Future<JsonObject> payments(ListParameters query) {
        var filter = filter(query);
        return query.valid() ? payments.json(pool, filter).map(rows -> page(rows, filter.limit() - 1, "id")) : null;
    }

    private @Nullable Future<JsonObject> refunds(ListParameters query) {
        var filter = filter(query);
        return query.valid() ? refunds.json(pool, filter).map(rows -> page(rows, filter.limit() - 1, "id")) : null;
    }

    private PaymentFindStore.Filter filter(ListParameters query) {
        var to = query.instant("to", clock.instant().plusSeconds(1));
        var from = query.instant("from", to.minus(WINDOW));
        var cursor = query.cursor(1);
        return new PaymentFindStore.Filter(
                from,
                to,
                query.text("merchant"),
                query.word("status"),
                query.word("bank"),
                cursor.isEmpty() ? "" : cursor.get(0),
                query.limit() + 1);
    }

    private @Nullable Future<JsonObject> notifications(ListParameters query) {
        String status = query.word("status");
        if (!status.isEmpty() && !NOTIFICATION_STATUSES.contains(status)) {
            query.faulty("status", "must be one of " + String.join(", ", NOTIFICATION_STATUSES));
        }
        var to = query.instant("to", clock.instant().plusSeconds(1));
        var from = query.instant("from", to.minus(WINDOW));
        var after = place(query);
        int limit = query.limit();
        String merchant = query.text("merchant");
        String type = query.text("type");
        String resource = query.text("resource_id");
        if (!query.valid()) {
            return null;
        }
        var filter = new NotificationFilter(
                given(merchant),
                status.isEmpty() ? null : NotificationStatus.ofWord(status),
                given(type),
                given(resource),
                from,
                to);
        return notifications.list(filter, after, limit).map(this::page);
    }

    private static NotificationCursor place(ListParameters query) {
        var cursor = query.cursor(2);
        try {
            return cursor.isEmpty()
                    ? NotificationCursor.START
                    : new NotificationCursor(Instant.parse(cursor.get(0)), cursor.get(1));
        } catch (DateTimeException unreadable) {
            query.faulty("cursor", "must be the next of a page of this list");
            return NotificationCursor.START;
        }
    }

    private JsonObject page(NotificationPage page) {
        var data = new JsonArray();
        page.notifications().forEach(view -> data.add(json(view)));
        var next = page.next();
        return page(data, next == null ? null : List.of(next.createdAt().toString(), next.id()));
    }

    private static JsonObject json(NotificationView view) {
        var attempts = new JsonArray();
        view.attempts()
                .forEach(attempt -> attempts.add(new JsonObject()
                        .put("at", attempt.at().toString())
                        .put("status", attempt.status())
                        .put("ms", attempt.ms())
                        .put("answer", attempt.answer())
                        .put("error", attempt.error())));
        return new JsonObject()
                .put("merchant_id", view.merchantId())
                .put("id", view.id())
                .put("status", view.status().word())
                .put("type", view.type())
                .put("resource_id", view.resourceId())
                .put("sequence", view.sequence())
                .put("url", view.url())
                .put("attempts", attempts)
                .put("created_at", text(view.createdAt()))
                .put("next_at", text(view.nextAt()))
                .put("delivered_at", text(view.deliveredAt()));
    }

    private @Nullable Future<JsonObject> accounts(ListParameters query) {
        String code = query.text("code");
        if (!code.isEmpty() && !code.matches("[0-9]{4}")) {
            query.faulty("code", "must have four digits");
        }
        var cursor = query.cursor(1);
        String key = query.text("key");
        int limit = query.limit();
        if (!query.valid()) {
            return null;
        }
        var wanted = new LedgerViewStore.Accounts(
                cursor.isEmpty() ? "" : cursor.get(0),
                code.isEmpty() ? 0 : Integer.parseInt(code),
                key,
                false,
                limit + 1);
        return ledger.accountsJson(pool, wanted).map(rows -> page(rows, limit, "id"));
    }

    private @Nullable Future<JsonObject> transfers(ListParameters query) {
        var date = query.date("date", LocalDate.ofInstant(clock.instant(), ZONE));
        var cursor = query.cursor(1);
        int limit = query.limit();
        var wanted = new LedgerViewStore.Transfers(
                date, cursor.isEmpty() ? "~" : cursor.get(0), query.text("account"), query.word("book"), limit + 1);
        return query.valid() ? ledger.transfersJson(pool, wanted).map(rows -> page(rows, limit, "id")) : null;
    }

    private @Nullable Future<JsonObject> days(ListParameters query) {
        var cursor = query.cursor(2);
        if (!cursor.isEmpty() && Visit.day(cursor.get(0)).isEmpty()) {
            query.faulty("cursor", "must be the next of a page of this list");
        }
        int limit = query.limit();
        String book = query.word("book");
        if (!query.valid()) {
            return null;
        }
        String date = cursor.isEmpty() ? "infinity" : cursor.get(0);
        return ledger.daysJson(pool, book, date, cursor.isEmpty() ? "~" : cursor.get(1), limit + 1)
                .map(rows -> page(rows, limit, "date", "book"));
    }

    private void redeliver(RoutingContext context, OperatorAccess access) {
        String id = context.pathParam("id");
        owners.merchantOf(pool, id)
                .compose(merchant -> merchant.isEmpty()
                        ? Future.succeededFuture(ActOutcome.refused(ProblemCode.NOT_FOUND))
                        : acts.redeliver(access.operator(context), merchant.get(), id))
                .compose(outcome -> {
                    if (outcome instanceof ActOutcome.Refused refused) {
                        access.answers().refuse(context, Problem.of(refused.code()));
                        return Future.<Void>succeededFuture();
                    }
                    context.response().setStatusCode(202);
                    return send(context, new JsonObject().put("id", id).put("status", "pending"));
                })
                .onFailure(context::fail);
    }

    private JsonObject page(List<JsonObject> oneMore, int limit, String... keys) {
        boolean more = oneMore.size() > limit;
        var rows = more ? oneMore.subList(0, limit) : oneMore;
        var last = more ? rows.get(limit - 1) : null;
        return page(
                Rows.array(rows),
                last == null ? null : Arrays.stream(keys).map(last::getString).toList());
    }

    private JsonObject page(JsonArray data, @Nullable List<String> next) {
        return new JsonObject()
                .put("data", data)
                .put("next", next == null ? null : ListParameters.cursor(next))
                .put("as_of", clock.instant().toString());
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static Future<Void> send(RoutingContext context, JsonObject body) {
        return context.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
    }
}
