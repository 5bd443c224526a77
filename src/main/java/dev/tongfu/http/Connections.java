package dev.tongfu.http;

import io.vertx.core.http.HttpConnection;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The open connections of this process: closes those beyond the limit, and those that keep a request unfinished.
 *
 * <p>The idle time-out of the server counts from the last byte, so a client that sends one byte at a time is found
 * only here.
 */
public final class Connections {
    private final int max;
    private final int requestTimeoutMs;
    private final int idleTimeoutMs;
    private final Clock clock;
    private final ConcurrentMap<HttpConnection, Wait> open = new ConcurrentHashMap<>();

    public Connections(HttpConfig config, Clock clock) {
        this.max = config.connectionsMax();
        this.requestTimeoutMs = config.requestTimeoutMs();
        this.idleTimeoutMs = config.idleTimeoutS() * 1000;
        this.clock = clock;
    }

    /** What a connection waits for, and since when. */
    private record Wait(Phase phase, long sinceMs) {}

    private enum Phase {
        FIRST_REQUEST,
        BODY,
        ANSWER,
        NEXT_REQUEST,
        REFUSED
    }

    /** Counts a new connection; it is closed at once when there are too many. */
    void opened(HttpConnection connection) {
        if (open.size() >= max) {
            connection.close();
            return;
        }
        open.put(connection, new Wait(Phase.FIRST_REQUEST, clock.millis()));
        connection.closeHandler(ignored -> open.remove(connection));
    }

    /** False when the connection was given up: nothing that still comes on it may be believed. */
    boolean headersRead(HttpConnection connection) {
        return move(connection, Phase.BODY);
    }

    boolean bodyRead(HttpConnection connection) {
        return move(connection, Phase.ANSWER);
    }

    void answered(HttpConnection connection) {
        open.computeIfPresent(connection, (key, before) -> next(before, Phase.NEXT_REQUEST));
    }

    /** Nothing more is read from it; its last answer may still go out. */
    void refused(HttpConnection connection) {
        open.computeIfPresent(connection, (key, wait) -> new Wait(Phase.REFUSED, clock.millis()));
    }

    private boolean move(HttpConnection connection, Phase phase) {
        Wait wait = open.computeIfPresent(connection, (key, before) -> next(before, phase));
        return wait != null && wait.phase() == phase;
    }

    private Wait next(Wait before, Phase phase) {
        return before.phase() == Phase.REFUSED ? before : new Wait(phase, clock.millis());
    }

    /** Closes connections whose client lets us wait too long. */
    void sweep() {
        long now = clock.millis();
        open.forEach((connection, wait) -> {
            if (now - wait.sinceMs() > limitMs(wait.phase())) {
                connection.close();
            }
        });
    }

    public int size() {
        return open.size();
    }

    private long limitMs(Phase phase) {
        return switch (phase) {
            case FIRST_REQUEST, BODY, REFUSED -> requestTimeoutMs;
            case ANSWER -> Long.MAX_VALUE;
            case NEXT_REQUEST -> idleTimeoutMs + (long) requestTimeoutMs;
        };
    }
}
