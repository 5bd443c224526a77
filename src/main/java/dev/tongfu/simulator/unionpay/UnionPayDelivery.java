package dev.tongfu.simulator.unionpay;

import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.Fault;
import dev.tongfu.simulator.frame.FaultRule;
import dev.tongfu.simulator.frame.Faults;
import dev.tongfu.simulator.frame.FormPost;
import dev.tongfu.simulator.frame.Operation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the merchant what became of a transaction, at its {@code backUrl}.
 *
 * <p>A notice is repeated until it is answered with status 200, with gaps that double, as often as configured.
 * Waiting notices live in memory: a bank that dies forgets to tell, and its books and its statement remain.
 */
final class UnionPayDelivery {
    private static final Logger LOGGER = LoggerFactory.getLogger(UnionPayDelivery.class);
    private static final long LATE_MS = 10_000;
    private static final int OK = 200;
    private static final int FOUND = 302;

    private final Vertx vertx;
    private final String bank;
    private final UnionPayNotice notice;
    private final FormPost post;
    private final Faults faults;
    private final UnionPaySettings settings;
    private final int waitingMax;
    private final ArrayDeque<Runnable> heldBack = new ArrayDeque<>();
    private int waiting;

    UnionPayDelivery(
            Vertx vertx,
            String bank,
            UnionPayNotice notice,
            FormPost post,
            Faults faults,
            UnionPaySettings settings,
            int waitingMax) {
        this.vertx = vertx;
        this.bank = bank;
        this.notice = notice;
        this.post = post;
        this.faults = faults;
        this.settings = settings;
        this.waitingMax = waitingMax;
    }

    /** Tells that the payer paid, with whatever fault is due; false where nobody is to hear of it by itself. */
    boolean paid(BankOrderRow order, Charge charge) {
        if (charge.mark() == Charge.Mark.PAID_UNHEARD) {
            return false;
        }
        var rule = faults.pick(bank, Operation.NOTIFY);
        tell(order, UnionPayCode.SUCCESS, Optional.of(charge), rule);
        return rule.filter(UnionPayDelivery::lost).isEmpty();
    }

    /** Tells the result of a back transaction, success or not, once it is known. */
    void settled(BankOrderRow order, String code, Optional<Charge> charge, long delayMs) {
        if (charge.filter(found -> found.mark() == Charge.Mark.PAID_UNHEARD).isPresent()) {
            return;
        }
        var rule = faults.pick(bank, Operation.NOTIFY);
        after(delayMs, () -> tell(order, code, charge, rule));
    }

    private void tell(BankOrderRow order, String code, Optional<Charge> charge, Optional<FaultRule> rule) {
        var message = new Message(
                order.orderNo(),
                UnionPayOrder.of(order).backUrl(),
                notice.write(order, code, charge, rule.map(FaultRule::fault)));
        rule.ifPresentOrElse(found -> faulty(message, found), () -> send(message, 1));
    }

    private record Message(String orderNo, String url, Map<String, String> fields) {}

    private static boolean lost(FaultRule rule) {
        return rule.fault() == Fault.LOST_NOTICE;
    }

    private void faulty(Message message, FaultRule rule) {
        long delayMs = rule.delayOr(LATE_MS);
        switch (rule.fault()) {
            case LOST_NOTICE ->
                LOGGER.atDebug().addKeyValue("orderNo", message.orderNo()).log("notice lost on purpose");
            case LATE_NOTICE -> after(delayMs, () -> send(message, 1));
            case REORDERED_NOTICE -> {
                if (heldBack.isEmpty()) {
                    holdBack(message, delayMs);
                } else {
                    send(message, 1);
                }
            }
            case DUPLICATE_NOTICE -> {
                send(message, 1);
                after(
                        1,
                        () -> IntStream.range(0, rule.copies())
                                .forEach(copy -> send(message, settings.noticeAttempts())));
            }
            case WRONG_AMOUNT_NOTICE, GARBAGE, UNSIGNED, BAD_SIGNATURE -> send(message, 1);
            case TIMEOUT_BEFORE, TIMEOUT_AFTER, ERROR, NOT_FOUND_THEN_SUCCESS ->
                throw new IllegalStateException(rule.fault() + " is no fault of notices");
        }
    }

    /** Until another notice has gone out, or the delay is over. */
    private void holdBack(Message message, long delayMs) {
        Runnable release = new Runnable() {
            @Override
            public void run() {
                if (heldBack.remove(this)) {
                    send(message, 1);
                }
            }
        };
        heldBack.add(release);
        after(delayMs, release);
    }

    private void releaseHeldBack() {
        var oldest = heldBack.peek();
        if (oldest != null) {
            oldest.run();
        }
    }

    private void send(Message message, int attempt) {
        post(message).onSuccess(taken -> {
            if (!taken && attempt < settings.noticeAttempts()) {
                after(settings.noticeGapMs(attempt), () -> send(message, attempt + 1));
            }
            releaseHeldBack();
        });
    }

    /** Whether the merchant took it. */
    private Future<Boolean> post(Message message) {
        return post.send(message.url(), message.fields())
                .map(answer -> answer.status() == OK || answer.status() == FOUND)
                .otherwise(unreachable -> {
                    LOGGER.atDebug()
                            .addKeyValue("orderNo", message.orderNo())
                            .setCause(unreachable)
                            .log("notice not delivered");
                    return false;
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
