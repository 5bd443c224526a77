package dev.tongfu.http;

import dev.tongfu.notification.NotificationCursor;
import dev.tongfu.notification.NotificationFilter;
import dev.tongfu.notification.NotificationPage;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.NotificationStatus;
import dev.tongfu.notification.NotificationView;
import dev.tongfu.notification.Redelivery;
import dev.tongfu.notification.ReplayCount;
import dev.tongfu.notification.ReplayWindow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The merchant's log of notifications, and sending them again. */
public final class NotificationRoutes implements ApiRoutes {
    private static final String LIST = "notifications";

    private final NotificationService service;
    private final StrictJson json;
    private final Clock clock;

    public NotificationRoutes(NotificationService service, StrictJson json, Clock clock) {
        this.service = service;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Map<String, ApiHandler> operations() {
        return Map.of(
                "listNotifications", this::list,
                "redeliverNotification", ApiHandler.withoutBody(json, this::redeliver),
                "replayNotifications", ApiHandler.withBody(json, Bodies.NOTIFICATION_REPLAY, this::replay));
    }

    private Future<ApiAnswer> list(ApiRequest request) {
        Body query = request.query();
        var cursor = Optional.of(NotificationCursor.START);
        if (query.has("cursor")) {
            cursor = Cursor.read(query.text("cursor"), LIST, 2).flatMap(NotificationRoutes::position);
        }
        if (cursor.isEmpty()) {
            return Future.succeededFuture(ApiAnswer.refused(Problem.of(
                    ProblemCode.INVALID_PARAMETERS,
                    List.of(new FieldError(
                            "?cursor", "bad-value", "cursor must be the next of a page of this list")))));
        }
        var filter = new NotificationFilter(
                request.merchantId(),
                query.optionalText("status").map(NotificationStatus::ofWord).orElse(null),
                query.optionalText("type").orElse(null),
                query.optionalText("resource_id").orElse(null),
                ListQuery.instant(query, "from").orElse(null),
                ListQuery.instant(query, "to").orElse(null));
        return service.list(filter, cursor.get(), Math.toIntExact(query.number("limit")))
                .map(this::page);
    }

    private ApiAnswer page(NotificationPage page) {
        var data = new JsonArray();
        page.notifications().forEach(view -> data.add(notification(view)));
        return ListAnswer.of(data, cursor(page.next()), clock.instant());
    }

    private Future<ApiAnswer> redeliver(ApiRequest request) {
        return service.redeliver(request.merchantId(), request.id())
                .compose(outcome ->
                        outcome == Redelivery.ACCEPTED ? accepted(request) : Future.succeededFuture(refused(outcome)));
    }

    private Future<ApiAnswer> accepted(ApiRequest request) {
        return service.find(request.merchantId(), request.id())
                .map(found -> found.map(
                                view -> ApiAnswer.accepted(notification(view).toBuffer()))
                        .orElseGet(() -> ApiAnswer.refused(ProblemCode.NOT_FOUND)));
    }

    private static ApiAnswer refused(Redelivery outcome) {
        return switch (outcome) {
            case NOT_FOUND -> ApiAnswer.refused(ProblemCode.NOT_FOUND);
            case TOO_OLD -> ApiAnswer.refused(ProblemCode.REPLAY_TOO_OLD);
            case NO_ADDRESS -> ApiAnswer.refused(ProblemCode.NO_NOTIFICATION_URL);
            case TOO_SOON ->
                ApiAnswer.refused(Problem.of(ProblemCode.QUOTA_EXCEEDED).retryAfter(10));
            case NOT_IN_STATE, ACCEPTED ->
                ApiAnswer.refused(
                        ProblemCode.WRONG_STATE, "The notification waits to be sent, or is being sent, already.");
        };
    }

    private Future<ApiAnswer> replay(ApiRequest request, Body body) {
        var window = new ReplayWindow(
                ListQuery.instant(body.text("from")),
                ListQuery.instant(body.text("to")),
                new HashSet<>(body.words("types")));
        return service.replay(request.merchantId(), window).map(NotificationRoutes::replayed);
    }

    private static ApiAnswer replayed(ReplayCount replay) {
        return ApiAnswer.accepted(new JsonObject()
                .put("count", replay.count())
                .put("more", replay.more())
                .toBuffer());
    }

    private static JsonObject notification(NotificationView view) {
        var attempts = new JsonArray();
        view.attempts()
                .forEach(attempt -> attempts.add(new JsonObject()
                        .put("at", attempt.at().toString())
                        .put("status", attempt.status())
                        .put("ms", attempt.ms())
                        .put("answer", attempt.answer())
                        .put("error", attempt.error())));
        return new JsonObject()
                .put("id", view.id())
                .put("status", view.status().word())
                .put("type", view.type())
                .put("resource_id", view.resourceId())
                .put("sequence", view.sequence())
                .put("url", view.url())
                .put("attempts", attempts)
                .put("next_at", text(view.nextAt()))
                .put("created_at", text(view.createdAt()))
                .put("version", view.version())
                .putNull("failure");
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private static @Nullable Cursor cursor(@Nullable NotificationCursor next) {
        return next == null ? null : new Cursor(LIST, List.of(next.createdAt().toString(), next.id()));
    }

    private static Optional<NotificationCursor> position(Cursor cursor) {
        return ListQuery.moment(cursor.key().get(0))
                .map(at -> new NotificationCursor(at, cursor.key().get(1)));
    }
}
