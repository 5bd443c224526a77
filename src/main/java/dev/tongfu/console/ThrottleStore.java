package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/** The table of tries. */
final class ThrottleStore {
    private static final String TRY = """
            insert into operator_throttle as t (subject, tries, tried_at, free_at)
            values ($1::text, 1, $2::timestamptz, $2::timestamptz)
            on conflict (subject) do update set
                tries = case when t.tried_at < $3::timestamptz then 1 else least(t.tries, 1000) + 1 end,
                tried_at = $2::timestamptz,
                free_at = $2::timestamptz + make_interval(secs => case
                    when t.tried_at < $3::timestamptz or t.tries < $4::int then 0
                    else least($6::int, $5::int * power(2, least(t.tries - $4::int, 20))) end)
            where t.free_at <= $2::timestamptz
            """;

    /** Counts a try as failed before it is made, so that many at once can't slip through. False: wait. */
    Future<Boolean> begin(SqlClient client, String subject, Instant now, ConsoleConfig limits) {
        var values = Tuple.tuple()
                .addString(subject)
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(
                        now.minusSeconds(limits.forgetHours() * 3_600L).atOffset(ZoneOffset.UTC))
                .addInteger(limits.freeTries())
                .addInteger(limits.delayBaseS())
                .addInteger(limits.delayMaxS());
        return client.preparedQuery(TRY).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static final String WAIT = """
            select ceil(greatest(1, extract(epoch from free_at - $2::timestamptz)))::int as seconds
            from operator_throttle where subject = $1::text
            """;

    /** Seconds until the next try counts; 1 when nothing is known any more. */
    Future<Integer> wait(SqlClient client, String subject, Instant now) {
        return client.preparedQuery(WAIT)
                .execute(Tuple.of(subject, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 0 ? 1 : rows.iterator().next().getInteger("seconds"));
    }

    private static final String FORGET = """
            delete from operator_throttle where subject = $1::text or tried_at < $2::timestamptz
            """;

    /** The subject has succeeded; what is long ago goes with it. */
    Future<Void> forget(SqlClient client, String subject, Instant longAgo) {
        return client.preparedQuery(FORGET)
                .execute(Tuple.of(subject, longAgo.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }
}
