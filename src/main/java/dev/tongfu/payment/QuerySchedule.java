package dev.tongfu.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When an order is asked after next. Pure. */
final class QuerySchedule {
    private static final Duration HOUR = Duration.ofHours(1);

    private final InquiryConfig config;

    QuerySchedule(InquiryConfig config) {
        this.config = config;
    }

    /** The first query after the order was placed. */
    Instant first(String bank, Instant orderedAt) {
        return orderedAt.plusSeconds(offsets(bank).get(0));
    }

    /**
     * The next time after {@code now}: the bank's schedule, one query right after the deadline's grace, then hourly;
     * empty once the attempt needs no more asking.
     */
    Optional<Instant> next(Attempt attempt, AttemptStatus status, Instant now) {
        if (status == AttemptStatus.PAID || status == AttemptStatus.DECLINED) {
            return Optional.empty();
        }
        if (now.isAfter(attempt.deadline().plus(Duration.ofHours(config.untilHours())))) {
            return Optional.empty();
        }
        var scheduled = scheduled(attempt, now);
        var decisive = graceEnd(attempt).plusSeconds(1);
        return Optional.of(now.isBefore(decisive) && decisive.isBefore(scheduled) ? decisive : scheduled);
    }

    Instant graceEnd(Attempt attempt) {
        return attempt.deadline().plusSeconds(config.deadlineGraceS());
    }

    private Instant scheduled(Attempt attempt, Instant now) {
        for (int offset : offsets(attempt.bank())) {
            var at = attempt.lastCallAt().plusSeconds(offset);
            if (at.isAfter(now)) {
                return at;
            }
        }
        return now.plus(HOUR);
    }

    private List<Integer> offsets(String bank) {
        return config.schedulesS().getOrDefault(bank, config.defaultScheduleS());
    }
}
