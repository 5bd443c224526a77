package dev.tongfu.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a chunk is sent again, or asked after next. */
final class ChunkSchedule {
    private static final Duration HOUR = Duration.ofHours(1);

    private final BatchConfig config;
    private final int bankTimeoutMs;
    private final Clock clock;

    ChunkSchedule(BatchConfig config, int bankTimeoutMs, Clock clock) {
        this.config = config;
        this.bankTimeoutMs = bankTimeoutMs;
        this.clock = clock;
    }

    /** When its answer is lost, should whoever sends it now be gone; its own wait for the answer ends before. */
    Instant unlessAnswered(Instant sentAt) {
        return sentAt.plusMillis(2L * bankTimeoutMs);
    }

    /** When it is sent again; empty when it was tried often enough. */
    Optional<Instant> again(BatchChunk chunk) {
        return chunk.sends() > config.sendRetryS().size()
                ? Optional.empty()
                : Optional.of(clock.instant().plusSeconds(config.sendRetryS().get(chunk.sends() - 1)));
    }

    /** When the bank is asked; empty when it was asked long enough. */
    Optional<Instant> ask(BatchChunk chunk) {
        var now = clock.instant();
        if (now.isAfter(chunk.orderedAt().plus(Duration.ofHours(config.untilHours())))) {
            return Optional.empty();
        }
        for (int offset : config.schedulesS().getOrDefault(chunk.bank(), config.defaultScheduleS())) {
            var at = chunk.orderedAt().plusSeconds(offset);
            if (at.isAfter(now)) {
                return Optional.of(at);
            }
        }
        return Optional.of(now.plus(HOUR));
    }

    /** When single items of a chunk whose fate is unclear are asked after first. */
    Instant askItems() {
        return clock.instant().plusSeconds(config.defaultScheduleS().get(0));
    }
}
