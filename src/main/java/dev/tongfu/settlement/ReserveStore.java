package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementRows.list;
import static dev.tongfu.settlement.SettlementRows.utc;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What is kept of batches for a while. */
final class ReserveStore {
    private static final String INSERT = """
            insert into reserve_hold (id, settlement_id, merchant_id, currency, amount, due_on)
            values ($1::text, $2::text, $3::text, $4::text, $5::bigint, $6::date)
            """;

    Future<Void> insert(SqlConnection transaction, String id, Settlement batch, long amount, LocalDate dueOn) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        id, batch.id(), batch.merchantId(), batch.currency().name(), amount, dueOn))
                .mapEmpty();
    }

    private static final String DUE = """
            select id, merchant_id, currency, amount from reserve_hold
            where released_at is null and due_on <= $1::date order by due_on, id limit $2::int
            """;

    Future<List<Held>> due(SqlClient client, LocalDate today, int limit) {
        return client.preparedQuery(DUE)
                .execute(Tuple.of(today, limit))
                .map(rows -> list(
                        rows,
                        row -> new Held(
                                row.getString("id"),
                                row.getString("merchant_id"),
                                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))))));
    }

    /** A reserve that is still kept. */
    record Held(String id, String merchantId, Money amount) {}

    private static final String RELEASE =
            "update reserve_hold set released_at = $2::timestamptz where id = $1::text and released_at is null";

    /** False: somebody was faster. */
    Future<Boolean> release(SqlConnection transaction, String id, Instant now) {
        return transaction
                .preparedQuery(RELEASE)
                .execute(Tuple.of(id, utc(now)))
                .map(rows -> rows.rowCount() == 1);
    }
}
