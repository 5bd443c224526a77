package dev.tongfu.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a call at a bank is sent again, or asked after next. */
final class OperationSchedule {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SEND_GUARD = Duration.ofSeconds(5);

    private final OperationConfig config;
    private final int bankTimeoutMs;
    private final Clock clock;

    OperationSchedule(OperationConfig config, int bankTimeoutMs, Clock clock) {
        this.config = config;
        this.bankTimeoutMs = bankTimeoutMs;
        this.clock = clock;
    }

    /** When somebody else sends it, should the one who intended it be gone. */
    Instant unlessSent() {
        return clock.instant().plus(SEND_GUARD);
    }

    /** When it is asked after, should whoever sends it now be gone. */
    Instant unlessAnswered(Instant sentAt) {
        return sentAt.plusMillis(bankTimeoutMs);
    }

    /** True when it was tried to be sent often enough. */
    boolean givenUp(Operation operation) {
        return operation.sends() > config.sendRetryS().size();
    }

    /** The next moment of attention after a reply; empty when none is needed. */
    Optional<Instant> next(Operation operation, OperationStatus status) {
        var now = clock.instant();
        return switch (status) {
            case DONE, DECLINED -> Optional.empty();
            case PREPARED ->
                givenUp(operation)
                        ? Optional.empty()
                        : Optional.of(now.plusSeconds(config.sendRetryS().get(Math.max(0, operation.sends() - 1))));
            case SENT, ACCEPTED, UNKNOWN -> ask(operation, now);
        };
    }

    private Optional<Instant> ask(Operation operation, Instant now) {
        if (now.isAfter(operation.orderedAt().plus(Duration.ofHours(config.untilHours())))) {
            return Optional.empty();
        }
        for (int offset : config.schedulesS().getOrDefault(operation.bank(), config.defaultScheduleS())) {
            var at = operation.orderedAt().plusSeconds(offset);
            if (at.isAfter(now)) {
                return Optional.of(at);
            }
        }
        return Optional.of(now.plus(HOUR));
    }
}
