package dev.tongfu.load;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** The running demo and how hard to load it, all by system properties. */
final class Target {
    /** The gateway believes a signature for five minutes. */
    private static final int SIGNED_AHEAD_MAX_S = 240;

    private static final int WARM_UP_S = 5;

    final String gateway = System.getProperty("gateway", "http://127.0.0.1:8080");
    final String simulator = System.getProperty("simulator", "http://127.0.0.1:8090");
    final double rate = Double.parseDouble(System.getProperty("rate", "20"));
    final int seconds = Integer.getInteger("seconds", 20);
    private final Path keys = Path.of(System.getProperty("keys", "../conf/demo"));

    RequestSigner signer() {
        var key = keys.resolve("merchant-ed25519.pem");
        return new RequestSigner("demo-ed25519", key, URI.create(gateway).getAuthority(), Clock.systemUTC());
    }

    Orders orders() {
        return orders(simulator);
    }

    /** @param shop where they are to be told */
    Orders orders(String shop) {
        return new Orders(shop, new SecureRandom());
    }

    /** Milliseconds the slowest of a hundred answers may take. */
    int p99(int usual) {
        return Integer.getInteger("p99", usual);
    }

    int rampSeconds() {
        return Math.min(WARM_UP_S, seconds);
    }

    /** How many payments the run can start at most. */
    int payments() {
        if (rampSeconds() + seconds > SIGNED_AHEAD_MAX_S) {
            throw new IllegalArgumentException("Requests are signed before the run and believed for five minutes: "
                    + "seconds may be " + (SIGNED_AHEAD_MAX_S - WARM_UP_S) + " at most.");
        }
        return (int) Math.ceil(rate * (rampSeconds() + seconds)) + 1;
    }
}
