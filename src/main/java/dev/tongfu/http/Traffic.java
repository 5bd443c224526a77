package dev.tongfu.http;

import java.time.Clock;

/** What all instances of the listener count together. */
public record Traffic(LoadGate api, LoadGate pages, Quotas quotas, Connections connections) {
    public static Traffic of(HttpConfig config, Quotas quotas, Clock clock) {
        return new Traffic(
                new LoadGate(config.apiInFlightMax()),
                new LoadGate(config.pagesInFlightMax()),
                quotas,
                new Connections(config, clock));
    }
}
