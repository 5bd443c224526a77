package dev.tongfu.simulator.abc;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;

/** What may be changed while the bank runs. Read and changed on one event loop only. */
final class AbcSettings {
    enum Shape {
        NESTED,
        FLAT,
        ALTERNATING
    }

    enum Window {
        SAME,
        NEW
    }

    private static final Set<String> KEYS = Set.of(
            "bank", "answer_shape", "notice_window", "notice_attempts", "notice_retry_ms", "return_delay_seconds");

    private Shape shape;
    private Window window;
    private int noticeAttempts;
    private long noticeRetryMs;
    private int returnDelaySeconds;
    private boolean flatNext;

    AbcSettings(SimulatedAbcConfig config) {
        this.shape = Shape.valueOf(config.answerShape().toUpperCase(Locale.ROOT));
        this.window = Window.valueOf(config.noticeWindow().toUpperCase(Locale.ROOT));
        this.noticeAttempts = config.noticeAttempts();
        this.noticeRetryMs = config.noticeRetryMs();
        this.returnDelaySeconds = config.returnDelaySeconds();
    }

    void change(JsonObject json) {
        json.fieldNames().stream()
                .filter(name -> !KEYS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown key " + name);
                });
        shape = Shape.valueOf(json.getString("answer_shape", shape.name()).toUpperCase(Locale.ROOT));
        window = Window.valueOf(json.getString("notice_window", window.name()).toUpperCase(Locale.ROOT));
        noticeAttempts = atLeastOne("notice_attempts", json.getInteger("notice_attempts", noticeAttempts));
        noticeRetryMs = atLeastOne("notice_retry_ms", json.getInteger("notice_retry_ms", (int) noticeRetryMs));
        returnDelaySeconds = Math.max(0, json.getInteger("return_delay_seconds", returnDelaySeconds));
    }

    boolean nextAnswerIsFlat() {
        flatNext = !flatNext;
        return shape == Shape.FLAT || (shape == Shape.ALTERNATING && flatNext);
    }

    boolean newWindow() {
        return window == Window.NEW;
    }

    int noticeAttempts() {
        return noticeAttempts;
    }

    long noticeRetryMs() {
        return noticeRetryMs;
    }

    int returnDelaySeconds() {
        return returnDelaySeconds;
    }

    private static int atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " is at least 1");
        }
        return value;
    }
}
