package dev.tongfu.console;

/**
 * The operators' listener; bound to loopback unless somebody decides otherwise.
 *
 * @param host address to bind
 * @param port 0 picks a free one
 * @param idleTimeoutS a connection without traffic is closed after this
 * @param headersMax bytes of all headers
 * @param bodyMax bytes of a body
 * @param inFlightMax calls at once; more are shed
 * @param readyTimeoutMs how long the database may take to answer before the node is not ready
 * @param shutdownMs how long calls under way may take when the listener stops
 * @param approvalCodeRequired whether the API asks for the second factor at each approval; the console always does
 */
public record OperatorConfig(
        String host,
        int port,
        int idleTimeoutS,
        int headersMax,
        int bodyMax,
        int inFlightMax,
        int readyTimeoutMs,
        int shutdownMs,
        boolean approvalCodeRequired,
        ConsoleConfig console) {
    public OperatorConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        positive("idle_timeout_s", idleTimeoutS);
        positive("headers_max", headersMax);
        positive("body_max", bodyMax);
        positive("in_flight_max", inFlightMax);
        positive("ready_timeout_ms", readyTimeoutMs);
        positive("shutdown_ms", shutdownMs);
    }

    /** Whether only this machine reaches the listener, so that a browser's connection to it needs no TLS. */
    public boolean loopback() {
        return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
