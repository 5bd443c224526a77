package dev.tongfu.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of operators and of their tokens' hashes. */
final class OperatorStore {
    private static final String INSERT = """
            with made as (
                insert into operator (name, role, totp_sealed, created_at)
                values ($1::text, $2::text, $3::text, $4::timestamptz)
                on conflict do nothing
                returning name, created_at
            )
            insert into operator_token (hash, operator, created_at) select $5::text, name, created_at from made
            """;

    /** False: the name is taken. */
    Future<Boolean> insert(
            SqlConnection connection, Operator operator, String totpSealed, String tokenHash, Instant now) {
        var values = Tuple.of(
                operator.name(),
                operator.role().name().toLowerCase(Locale.ROOT),
                totpSealed,
                now.atOffset(ZoneOffset.UTC),
                tokenHash);
        return connection.preparedQuery(INSERT).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static final String DISABLE = """
            with ended as (
                update operator set disabled_at = greatest($2::timestamptz, created_at)
                where name = $1::text and disabled_at is null
                returning name
            ), revoked as (
                update operator_token t set revoked_at = greatest($2::timestamptz, t.created_at)
                from ended where t.operator = ended.name and t.revoked_at is null
            )
            select name from ended
            """;

    /** False: there is no such operator, or the account was disabled before. */
    Future<Boolean> disable(SqlConnection connection, String name, Instant now) {
        return connection
                .preparedQuery(DISABLE)
                .execute(Tuple.of(name, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 1);
    }

    private static final String LIST = "select name, role, created_at, disabled_at from operator order by name";

    Future<List<OperatorListing>> list(SqlClient client) {
        return client.preparedQuery(LIST).execute().map(rows -> stream(rows, OperatorStore::listing));
    }

    private static OperatorListing listing(Row row) {
        return new OperatorListing(
                operator(row),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("disabled_at") != null);
    }

    private static final String TOKENS = """
            select t.hash, o.name, o.role
            from operator_token t join operator o on o.name = t.operator
            where t.revoked_at is null and o.disabled_at is null
            """;

    /** The operators who may come in, by the hash of their token. */
    Future<Map<String, Operator>> byTokenHash(SqlClient client) {
        return client.preparedQuery(TOKENS)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toUnmodifiableMap(row -> row.getString("hash"), OperatorStore::operator)));
    }

    private static final String FACTOR =
            "select totp_sealed, totp_step from operator where name = $1::text and disabled_at is null";

    Future<Optional<Factor>> factor(SqlClient client, String name) {
        return client.preparedQuery(FACTOR)
                .execute(Tuple.of(name))
                .map(rows ->
                        stream(rows, row -> new Factor(row.getString("totp_sealed"), row.getLong("totp_step"))).stream()
                                .findFirst());
    }

    private static final String USE_STEP =
            "update operator set totp_step = $2::bigint where name = $1::text and totp_step < $2::bigint";

    /** False: this code or a later one was used already. */
    Future<Boolean> useStep(SqlClient client, String name, long step) {
        return client.preparedQuery(USE_STEP).execute(Tuple.of(name, step)).map(rows -> rows.rowCount() == 1);
    }

    private static Operator operator(Row row) {
        return new Operator(
                row.getString("name"),
                Operator.Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)));
    }

    private static <T> List<T> stream(Iterable<Row> rows, Function<Row, T> mapping) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapping).toList();
    }

    /** The sealed secret of the second factor and the last step used. */
    record Factor(String sealed, long usedStep) {}
}
