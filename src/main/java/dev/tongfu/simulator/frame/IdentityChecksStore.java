package dev.tongfu.simulator.frame;

import static dev.tongfu.simulator.frame.BookRows.utc;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The table behind {@link IdentityChecks}. */
final class IdentityChecksStore {
    private static final String OPEN = """
            insert into simulator.identity_check (bank, token, merchant_no, opened_at, status, detail)
            values ($1::text, $2::text, $3::text, $4::timestamptz, $5::text, $6::text)
            """;

    Future<Void> open(SqlClient client, IdentityCheck check) {
        var tuple = Tuple.of(
                check.bank(),
                check.token(),
                check.merchantNo(),
                utc(check.openedAt()),
                check.status().name(),
                check.detail());
        return client.preparedQuery(OPEN).execute(tuple).mapEmpty();
    }

    private static final String DECIDE = """
            update simulator.identity_check set status = $3::text
            where bank = $1::text and token = $2::text and status = 'OPEN'
            returning *
            """;

    Future<Optional<IdentityCheck>> decide(SqlClient client, String bank, String token, IdentityCheck.Status status) {
        return client.preparedQuery(DECIDE)
                .execute(Tuple.of(bank, token, status.name()))
                .map(IdentityChecksStore::first);
    }

    private static final String BY_TOKEN = """
            select * from simulator.identity_check where bank = $1::text and token = $2::text
            """;

    Future<Optional<IdentityCheck>> byToken(SqlClient client, String bank, String token) {
        return client.preparedQuery(BY_TOKEN).execute(Tuple.of(bank, token)).map(IdentityChecksStore::first);
    }

    private static Optional<IdentityCheck> first(RowSet<Row> rows) {
        return BookRows.stream(rows)
                .findFirst()
                .map(row -> new IdentityCheck(
                        row.getString("bank"),
                        row.getString("token"),
                        row.getString("merchant_no"),
                        row.getOffsetDateTime("opened_at").toInstant(),
                        IdentityCheck.Status.valueOf(row.getString("status")),
                        row.getString("detail")));
    }
}
