package dev.tongfu.console;

import dev.tongfu.audit.Operator;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of sessions. */
final class SessionStore {
    /** A session as found. */
    record Found(Operator operator, @Nullable String notice) {}

    private static final String END_OLDEST = """
            update operator_session set ended_at = $2::timestamptz
            where hash in (
                select hash from operator_session where operator = $1::text and ended_at is null
                order by created_at desc, hash offset $3::int)
            """;

    private static final String PURGE = "delete from operator_session where expires_at < $1::timestamptz";

    private static final String INSERT = """
            insert into operator_session (hash, operator, address, created_at, seen_at, expires_at)
            values ($1::text, $2::text, $3::text, $4::timestamptz, $4::timestamptz, $5::timestamptz)
            """;

    /** Opens a session, and ends the operator's oldest beyond the limit. */
    Future<Void> open(SqlConnection connection, String hash, String operator, String address, Span span) {
        return connection
                .preparedQuery(END_OLDEST)
                .execute(Tuple.of(operator, utc(span.now()), span.othersMax()))
                .compose(ended -> connection
                        .preparedQuery(PURGE)
                        .execute(Tuple.of(utc(span.now().minusSeconds(span.keepS())))))
                .compose(purged -> connection
                        .preparedQuery(INSERT)
                        .execute(Tuple.of(hash, operator, address, utc(span.now()), utc(span.until()))))
                .mapEmpty();
    }

    /**
     * From when to when a session is.
     *
     * @param othersMax the operator's other sessions that may go on
     * @param keepS how long the rows of sessions that are over are kept
     */
    record Span(Instant now, Instant until, int othersMax, long keepS) {}

    private static final String USE = """
            with found as (
                select s.hash, s.notice, o.name, o.role
                from operator_session s join operator o on o.name = s.operator and o.disabled_at is null
                where s.hash = $1::text and s.ended_at is null and s.expires_at > $2::timestamptz
                    and s.seen_at > $3::timestamptz
                for update of s
            ), used as (
                update operator_session s set seen_at = $2::timestamptz, notice = null
                from found where s.hash = found.hash
            )
            select name, role, notice from found
            """;

    /** Whose session it is, unless it is over; from now on it was used now and its notice is read. */
    Future<Optional<Found>> use(SqlClient client, String hash, Instant now, Instant idleSince) {
        return client.preparedQuery(USE)
                .execute(Tuple.of(hash, utc(now), utc(idleSince)))
                .map(rows -> {
                    var all = rows.iterator();
                    if (!all.hasNext()) {
                        return Optional.empty();
                    }
                    var row = all.next();
                    var role = Operator.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
                    return Optional.of(new Found(new Operator(row.getString("name"), role), row.getString("notice")));
                });
    }

    private static final String NOTE = "update operator_session set notice = $2::text where hash = $1::text";

    /** Leaves words for the next page. */
    Future<Void> note(SqlClient client, String hash, String notice) {
        return client.preparedQuery(NOTE).execute(Tuple.of(hash, notice)).mapEmpty();
    }

    private static final String END =
            "update operator_session set ended_at = $2::timestamptz where hash = $1::text and ended_at is null";

    Future<Void> end(SqlConnection connection, String hash, Instant now) {
        return connection.preparedQuery(END).execute(Tuple.of(hash, utc(now))).mapEmpty();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
