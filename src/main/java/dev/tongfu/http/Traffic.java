package dev.tongfu.http;

import java.time.Clock;

/** What all instances of the listener count together. */
public record Traffic(
        LoadGate api, Backlog backlog, LoadGate pages, Quotas quotas, Connections connections, HttpObserver observer) {
    public static Traffic of(HttpConfig config, Backlog backlog, Quotas quotas, Clock clock, HttpObserver observer) {
        return new Traffic(
                new LoadGate(config.apiInFlightMax()),
                backlog,
                new LoadGate(config.pagesInFlightMax()),
                quotas,
                new Connections(config, clock),
                observer);
    }
}
