package dev.tongfu.http;

/**
 * The public listener and its limits.
 *
 * @param host address to bind
 * @param port 0 picks a free one
 * @param instances verticles, one event loop each
 * @param connectionsMax open connections of this process; more are closed at once
 * @param idleTimeoutS a connection without traffic is closed after this
 * @param requestTimeoutMs a request must be here whole (headers and body) within this, else its connection is closed
 * @param answerTimeoutMs a call that takes longer is answered {@code outcome-unknown}
 * @param shutdownMs how long calls under way may take when the listener stops
 * @param initialLineMax bytes of the request line
 * @param headersMax bytes of all headers
 * @param bodyMax bytes of a body
 * @param batchBodyMax bytes of a batch's body
 * @param apiInFlightMax merchant calls at once in this process; more are shed before their body is read
 * @param apiWaitingMax of them may wait for the database on one event loop; more are shed before their body is read
 * @param pagesInFlightMax calls of banks and payers at once
 * @param retryAfterS what a shed caller is told to wait
 */
public record HttpConfig(
        String host,
        int port,
        int instances,
        int connectionsMax,
        int idleTimeoutS,
        int requestTimeoutMs,
        int answerTimeoutMs,
        int shutdownMs,
        int initialLineMax,
        int headersMax,
        int bodyMax,
        int batchBodyMax,
        int apiInFlightMax,
        int apiWaitingMax,
        int pagesInFlightMax,
        int retryAfterS) {

    public HttpConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        positive("instances", instances);
        positive("connections_max", connectionsMax);
        positive("idle_timeout_s", idleTimeoutS);
        positive("request_timeout_ms", requestTimeoutMs);
        positive("answer_timeout_ms", answerTimeoutMs);
        positive("shutdown_ms", shutdownMs);
        positive("initial_line_max", initialLineMax);
        positive("headers_max", headersMax);
        positive("body_max", bodyMax);
        positive("batch_body_max", batchBodyMax);
        positive("api_in_flight_max", apiInFlightMax);
        positive("api_waiting_max", apiWaitingMax);
        positive("pages_in_flight_max", pagesInFlightMax);
        positive("retry_after_s", retryAfterS);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
