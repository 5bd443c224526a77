package dev.tongfu.simulator.unionpay;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/** What may be changed while the bank runs. Read and changed on one event loop only. */
final class UnionPaySettings {
    enum OpenAnswer {
        MISSING,
        WAITING,
        ALTERNATING
    }

    private static final int FAILING_MAX = 10_000;
    private static final Set<String> KEYS = Set.of(
            "bank",
            "open_answer",
            "failure_code",
            "failing_next",
            "settle_delay_ms",
            "notice_attempts",
            "notice_gap_ms",
            "return_delay_seconds");

    private OpenAnswer openAnswer;
    private String failureCode;
    private int failingNext;
    private long settleDelayMs;
    private int noticeAttempts;
    private long noticeGapMs;
    private int returnDelaySeconds;
    private boolean waitingNext;

    UnionPaySettings(SimulatedUnionPayConfig config) {
        this.openAnswer = OpenAnswer.valueOf(config.openAnswer().toUpperCase(Locale.ROOT));
        this.failureCode = config.failureCode();
        this.settleDelayMs = config.settleDelayMs();
        this.noticeAttempts = config.notices().attempts();
        this.noticeGapMs = config.notices().gapMs();
        this.returnDelaySeconds = config.returnDelaySeconds();
    }

    void change(JsonObject json) {
        json.fieldNames().stream()
                .filter(name -> !KEYS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown key " + name);
                });
        openAnswer = OpenAnswer.valueOf(
                json.getString("open_answer", openAnswer.name()).toUpperCase(Locale.ROOT));
        failureCode = code(json.getString("failure_code", failureCode));
        failingNext = (int) within("failing_next", json.getLong("failing_next", (long) failingNext), 0, FAILING_MAX);
        settleDelayMs = within("settle_delay_ms", json.getLong("settle_delay_ms", settleDelayMs), 0, 3_600_000);
        noticeAttempts = (int) within("notice_attempts", json.getLong("notice_attempts", (long) noticeAttempts), 1, 10);
        noticeGapMs = within("notice_gap_ms", json.getLong("notice_gap_ms", noticeGapMs), 1, 3_600_000);
        returnDelaySeconds = (int) within(
                "return_delay_seconds", json.getLong("return_delay_seconds", (long) returnDelaySeconds), 0, 3_600);
    }

    /** Whether an order that is not paid yet is said to wait for the payer, rather than not to be there. */
    boolean nextOpenOrderWaits() {
        waitingNext = !waitingNext;
        return openAnswer == OpenAnswer.WAITING || (openAnswer == OpenAnswer.ALTERNATING && waitingNext);
    }

    /** Whether the back transaction at hand is one of those that are accepted and then fail. */
    boolean failsAfterAcceptance() {
        if (failingNext == 0) {
            return false;
        }
        failingNext--;
        return true;
    }

    String failureCode() {
        return failureCode;
    }

    long settleDelayMs() {
        return settleDelayMs;
    }

    int noticeAttempts() {
        return noticeAttempts;
    }

    /** Before attempt 2, 3, 4 …: one, two, four … times the first gap. */
    long noticeGapMs(int attemptsMade) {
        return noticeGapMs << (attemptsMade - 1);
    }

    int returnDelaySeconds() {
        return returnDelaySeconds;
    }

    private static String code(String text) {
        if (!text.matches("[0-9A-Z]{2}") || text.equals(UnionPayCode.SUCCESS)) {
            throw new IllegalArgumentException("failure_code is two digits or letters, and no success");
        }
        return text;
    }

    private static long within(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is between " + least + " and " + most);
        }
        return value;
    }
}
