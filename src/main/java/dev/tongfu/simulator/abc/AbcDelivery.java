package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.FaultRule;
import dev.tongfu.simulator.frame.Faults;
import dev.tongfu.simulator.frame.FormPost;
import dev.tongfu.simulator.frame.Operation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the merchant that an order is paid, a contract signed, an identity checked, by the road the request chose.
 *
 * <p>Server notices are repeated until an answer names the payer's next page, as often as configured; where none
 * does, the payer's browser carries the message there. Waiting notices live in memory: a bank that dies forgets to
 * tell, and its books and its statement remain.
 */
final class AbcDelivery {
    private static final Logger LOGGER = LoggerFactory.getLogger(AbcDelivery.class);
    private static final Pattern NEXT_PAGE = Pattern.compile("<URL>\\s*(https?://[^<\\s]+)\\s*</URL>");
    private static final long LATE_MS = 10_000;

    private final Vertx vertx;
    private final String bank;
    private final FormPost post;
    private final Faults faults;
    private final AbcSettings settings;
    private final int waitingMax;
    private final ArrayDeque<Runnable> heldBack = new ArrayDeque<>();
    private int waiting;

    AbcDelivery(Vertx vertx, String bank, FormPost post, Faults faults, AbcSettings settings, int waitingMax) {
        this.vertx = vertx;
        this.bank = bank;
        this.post = post;
        this.faults = faults;
        this.settings = settings;
        this.waitingMax = waitingMax;
    }

    /** Right after it happened, with whatever fault is due. */
    Future<PayerNext> tell(AbcTelling telling) {
        if (telling.silent()) {
            return Future.succeededFuture(PayerNext.stay());
        }
        var rule = faults.pick(bank, Operation.NOTIFY);
        var message = telling.message(rule.map(FaultRule::fault));
        return rule.isEmpty() ? send(telling, message) : faulty(telling, message, rule.get());
    }

    /** The payer pressed the button, or came back to the page: no fault stands in the way of the button. */
    Future<PayerNext> tellAgain(AbcTelling telling) {
        return telling.silent()
                ? Future.succeededFuture(PayerNext.stay())
                : send(telling, telling.message(Optional.empty()));
    }

    /** What the payer's page offers when it is only looked at. */
    PayerNext offer(AbcTelling telling) {
        return telling.byServer() || telling.silent()
                ? PayerNext.stay()
                : PayerNext.button(telling.message(Optional.empty()));
    }

    private Future<PayerNext> faulty(AbcTelling telling, String message, FaultRule rule) {
        boolean server = telling.byServer();
        long delayMs = rule.delayOr(LATE_MS);
        return switch (rule.fault()) {
            case LOST_NOTICE -> Future.succeededFuture(server ? PayerNext.stay() : PayerNext.button(message));
            case LATE_NOTICE -> server ? later(telling, message, delayMs) : carried(message, delayMs);
            case REORDERED_NOTICE ->
                server && heldBack.isEmpty() ? holdBack(telling, message, delayMs) : send(telling, message);
            case DUPLICATE_NOTICE ->
                send(telling, message)
                        .onSuccess(first -> after(
                                1,
                                () -> IntStream.range(0, rule.copies()).forEach(copy -> repeat(telling, message, 1))));
            case WRONG_AMOUNT_NOTICE, GARBAGE, UNSIGNED, BAD_SIGNATURE -> send(telling, message);
            case TIMEOUT_BEFORE, TIMEOUT_AFTER, ERROR, NOT_FOUND_THEN_SUCCESS ->
                throw new IllegalStateException(rule.fault() + " is no fault of notices");
        };
    }

    private Future<PayerNext> send(AbcTelling telling, String message) {
        if (!telling.byServer()) {
            return carried(message, 0);
        }
        return post(telling, message).map(url -> {
            if (url.isEmpty()) {
                after(settings.noticeRetryMs(), () -> repeat(telling, message, settings.noticeAttempts() - 1));
            }
            releaseHeldBack();
            return url.map(PayerNext::to).orElseGet(() -> PayerNext.carry(message, 0));
        });
    }

    private static Future<PayerNext> carried(String message, long delayMs) {
        return Future.succeededFuture(PayerNext.carry(message, delayMs));
    }

    private Future<PayerNext> later(AbcTelling telling, String message, long delayMs) {
        after(delayMs, () -> repeat(telling, message, settings.noticeAttempts()));
        return Future.succeededFuture(PayerNext.stay());
    }

    /** Until another notice has gone out, or the delay is over. */
    private Future<PayerNext> holdBack(AbcTelling telling, String message, long delayMs) {
        Runnable release = new Runnable() {
            @Override
            public void run() {
                if (heldBack.remove(this)) {
                    repeat(telling, message, settings.noticeAttempts());
                }
            }
        };
        heldBack.add(release);
        after(delayMs, release);
        return Future.succeededFuture(PayerNext.stay());
    }

    private void releaseHeldBack() {
        var oldest = heldBack.peek();
        if (oldest != null) {
            oldest.run();
        }
    }

    private void repeat(AbcTelling telling, String message, int attemptsLeft) {
        if (attemptsLeft < 1) {
            return;
        }
        post(telling, message).onSuccess(url -> {
            if (url.isEmpty()) {
                after(settings.noticeRetryMs(), () -> repeat(telling, message, attemptsLeft - 1));
            }
        });
    }

    /** The page the merchant named; empty where it could not be reached or named none. */
    private Future<Optional<String>> post(AbcTelling telling, String message) {
        return post.send(telling.notifyUrl(), Map.of("MSG", message))
                .map(answer -> {
                    var page = NEXT_PAGE.matcher(answer.body());
                    boolean found = answer.status() / 100 == 2 && page.find();
                    return found ? Optional.of(page.group(1)) : Optional.<String>empty();
                })
                .otherwise(unreachable -> {
                    LOGGER.atDebug()
                            .addKeyValue("subject", telling.subject())
                            .setCause(unreachable)
                            .log("notice not delivered");
                    return Optional.empty();
                });
    }

    private void after(long delayMs, Runnable action) {
        if (waiting >= waitingMax) {
            LOGGER.atWarn().addKeyValue("waiting", waiting).log("too many notices wait; one is lost");
            return;
        }
        waiting++;
        vertx.setTimer(Math.max(1, delayMs), timer -> {
            waiting--;
            action.run();
        });
    }
}
