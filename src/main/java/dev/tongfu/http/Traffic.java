package dev.tongfu.http;

import java.time.Clock;

/** What all instances of the listener count together. */
public record Traffic(LoadGate api, LoadGate pages, Quotas quotas, Connections connections, HttpObserver observer) {
    /** Nobody counts. */
    public static Traffic of(HttpConfig config, Quotas quotas, Clock clock) {
        return of(config, quotas, clock, HttpObserver.NONE);
    }

    public static Traffic of(HttpConfig config, Quotas quotas, Clock clock, HttpObserver observer) {
        return new Traffic(
                new LoadGate(config.apiInFlightMax()),
                new LoadGate(config.pagesInFlightMax()),
                quotas,
                new Connections(config, clock),
                observer);
    }
}
