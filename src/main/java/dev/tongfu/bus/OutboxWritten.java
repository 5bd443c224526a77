package dev.tongfu.bus;

/** Says that messages to merchants were committed, so that whoever sends them need not wait for its timer. */
public record OutboxWritten(int messages) {
    public static final Event<OutboxWritten> ADDRESS = new Event<>("outbox.written");
}
