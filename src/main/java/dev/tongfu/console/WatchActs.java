package dev.tongfu.console;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.Operator;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.Redelivery;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/** What whoever watches the gateway does: sends notifications again, clears alarms. */
final class WatchActs {
    private final Pool pool;
    private final Clock clock;
    private final NotificationService notifications;
    private final AuditLog audit;
    private final AlarmStore alarms = new AlarmStore();

    WatchActs(Pool pool, Clock clock, NotificationService notifications) {
        this.pool = pool;
        this.clock = clock;
        this.notifications = notifications;
        this.audit = new AuditLog(clock);
    }

    /** On record even when it was refused: who asked is worth knowing either way. */
    Future<ActOutcome> redeliver(Operator by, String merchantId, String notificationId) {
        return notifications.redeliver(merchantId, notificationId).compose(result -> {
            var detail = new JsonObject().put("merchant", merchantId).put("result", result.name());
            var act = new AuditAct(by.actor(), "notification.redeliver", notificationId, "", detail);
            return pool.withTransaction(connection -> audit.append(connection, act))
                    .map(entry -> outcome(result, notificationId));
        });
    }

    /** What an operator is told about sending again. */
    static ActOutcome outcome(Redelivery result, String notificationId) {
        return switch (result) {
            case ACCEPTED -> new ActOutcome.Done(notificationId);
            case NOT_FOUND -> ActOutcome.refused(ProblemCode.NOT_FOUND);
            case TOO_OLD -> ActOutcome.refused(ProblemCode.REPLAY_TOO_OLD);
            case NO_ADDRESS -> ActOutcome.refused(ProblemCode.NO_NOTIFICATION_URL);
            case TOO_SOON -> ActOutcome.refused(ProblemCode.QUOTA_EXCEEDED);
            case NOT_IN_STATE -> ActOutcome.refused(ProblemCode.WRONG_STATE);
        };
    }

    Future<ActOutcome> clearAlarm(Operator by, String id, String reason) {
        if (reason.isBlank()) {
            return refused(ProblemCode.INVALID_FIELDS);
        }
        var act = new AuditAct(by.actor(), "alarm.clear", id, reason, new JsonObject());
        return pool.withTransaction(connection -> alarms.clear(connection, id, by.actor(), clock.instant())
                .compose(cleared -> cleared
                        ? audit.append(connection, act).map(entry -> new ActOutcome.Done(""))
                        : refused(ProblemCode.WRONG_STATE)));
    }

    private static Future<ActOutcome> refused(ProblemCode code) {
        return Future.succeededFuture(ActOutcome.refused(code));
    }
}
