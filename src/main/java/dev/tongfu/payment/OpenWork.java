package dev.tongfu.payment;

import dev.tongfu.db.BatchWork;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Attempts opened many at a time; the outcome is whether it was this caller's to open. */
final class OpenWork implements BatchWork<AttemptStore.Opening, Boolean> {
    private static final int ROW_BYTES = 300;

    private final Pool pool;
    private final AttemptStore attempts;

    OpenWork(Pool pool, AttemptStore attempts) {
        this.pool = pool;
        this.attempts = attempts;
    }

    /** One attempt of a payment at a time. */
    @Override
    public String key(AttemptStore.Opening opening) {
        return opening.payment().merchantId() + " " + opening.payment().id();
    }

    @Override
    public int bytes(AttemptStore.Opening opening) {
        return ROW_BYTES;
    }

    @Override
    public Future<Map<String, Boolean>> execute(List<AttemptStore.Opening> openings) {
        return attempts.open(pool, openings).map(opened -> outcomes(openings, opened, true));
    }

    /** What is there was opened by the statement whose answer was lost; what is not is sent again. */
    @Override
    public Future<Map<String, Boolean>> reread(List<AttemptStore.Opening> openings) {
        return attempts.there(pool, openings).map(there -> outcomes(openings, there, false));
    }

    private Map<String, Boolean> outcomes(
            List<AttemptStore.Opening> openings, Set<String> numbers, boolean withOthers) {
        var outcomes = new HashMap<String, Boolean>();
        for (var opening : openings) {
            boolean opened = numbers.contains(opening.attempt().bankOrderNo());
            if (opened || withOthers) {
                outcomes.put(key(opening), opened);
            }
        }
        return outcomes;
    }

    /** The first one has changed the payment that the second one had read. */
    @Override
    public Optional<Boolean> repeated(AttemptStore.Opening second, AttemptStore.Opening first, Boolean opened) {
        return opened ? Optional.of(false) : Optional.empty();
    }
}
