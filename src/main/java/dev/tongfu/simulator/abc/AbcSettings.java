package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Contract;
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

    /** The number by which a debit names its contract. */
    enum AgentSignNo {
        SIGN_NO,
        ORDER_NO,
        EITHER
    }

    private static final Set<String> KEYS = Set.of(
            "bank",
            "answer_shape",
            "notice_window",
            "notice_attempts",
            "notice_retry_ms",
            "return_delay_seconds",
            "refund_settle_ms",
            "pending_status",
            "refund_status",
            "refund_type_word",
            "refunds_negative",
            "batch_delay_ms",
            "agent_sign_no",
            "sign_statuses",
            "identity_by_server");

    private Shape shape;
    private Window window;
    private int noticeAttempts;
    private long noticeRetryMs;
    private int returnDelaySeconds;
    private boolean flatNext;
    private SimulatedAbcConfig.Acts acts;

    AbcSettings(SimulatedAbcConfig config) {
        this.shape = Shape.valueOf(config.answerShape().toUpperCase(Locale.ROOT));
        this.window = Window.valueOf(config.noticeWindow().toUpperCase(Locale.ROOT));
        this.noticeAttempts = config.noticeAttempts();
        this.noticeRetryMs = config.noticeRetryMs();
        this.returnDelaySeconds = config.returnDelaySeconds();
        this.acts = config.acts();
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
        acts = changed(json, acts);
    }

    private static SimulatedAbcConfig.Acts changed(JsonObject json, SimulatedAbcConfig.Acts acts) {
        return new SimulatedAbcConfig.Acts(
                json.getLong("refund_settle_ms", acts.refundSettleMs()),
                json.getString("pending_status", acts.pendingStatus()),
                json.getString("refund_status", acts.refundStatus()),
                json.getString("refund_type_word", acts.refundTypeWord()),
                json.getBoolean("refunds_negative", acts.refundsNegative()),
                json.getLong("batch_delay_ms", acts.batchDelayMs()),
                json.getString("agent_sign_no", acts.agentSignNo()),
                json.getString("sign_statuses", acts.signStatuses()),
                json.getBoolean("identity_by_server", acts.identityByServer()));
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

    long refundSettleMs() {
        return acts.refundSettleMs();
    }

    String pendingStatus() {
        return acts.pendingStatus();
    }

    String refundStatus() {
        return acts.refundStatus();
    }

    String refundTypeWord() {
        return acts.refundTypeWord();
    }

    boolean refundsAreNegative() {
        return acts.refundsNegative();
    }

    long batchDelayMs() {
        return acts.batchDelayMs();
    }

    AgentSignNo agentSignNo() {
        return AgentSignNo.valueOf(acts.agentSignNo().toUpperCase(Locale.ROOT));
    }

    String signStatus(Contract.Status status) {
        int place = switch (status) {
            case OPEN -> 0;
            case SIGNED -> 1;
            case FAILED -> 2;
            case TERMINATED -> 3;
        };
        return acts.signStatuses().split(",", -1)[place];
    }

    boolean identityByServer() {
        return acts.identityByServer();
    }

    private static int atLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " is at least 1");
        }
        return value;
    }
}
