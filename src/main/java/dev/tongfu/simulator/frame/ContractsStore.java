package dev.tongfu.simulator.frame;

import static dev.tongfu.simulator.frame.BookRows.utc;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table behind {@link Contracts}. */
final class ContractsStore {
    private static final String OPEN = """
            insert into simulator.contract
                (bank, merchant_no, order_no, token, sign_no, card, opened_at, expires_on, status, detail)
            values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::timestamptz, $8::date, $9::text,
                $10::text)
            on conflict (bank, merchant_no, order_no) do nothing
            """;

    Future<Boolean> open(SqlClient client, Contract contract) {
        var tuple = Tuple.of(
                        contract.bank(),
                        contract.merchantNo(),
                        contract.orderNo(),
                        contract.token(),
                        contract.signNo(),
                        contract.card())
                .addOffsetDateTime(utc(contract.openedAt()))
                .addLocalDate(contract.expiresOn())
                .addString(contract.status().name())
                .addString(contract.detail());
        return client.preparedQuery(OPEN).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static final String SIGN = """
            update simulator.contract set status = 'SIGNED', signed_at = $3::timestamptz
            where bank = $1::text and token = $2::text and status = 'OPEN'
            returning *
            """;

    Future<Optional<Contract>> sign(SqlClient client, String bank, String token, Instant now) {
        return client.preparedQuery(SIGN)
                .execute(Tuple.of(bank, token, utc(now)))
                .map(ContractsStore::first);
    }

    private static final String FAIL = """
            update simulator.contract set status = 'FAILED'
            where bank = $1::text and token = $2::text and status = 'OPEN'
            """;

    Future<Void> fail(SqlClient client, String bank, String token) {
        return client.preparedQuery(FAIL).execute(Tuple.of(bank, token)).mapEmpty();
    }

    private static final String TERMINATE = """
            update simulator.contract set status = 'TERMINATED', ended_at = $3::timestamptz
            where bank = $1::text and token = $2::text and status = 'SIGNED'
            returning *
            """;

    Future<Optional<Contract>> terminate(SqlClient client, String bank, String token, Instant now) {
        return client.preparedQuery(TERMINATE)
                .execute(Tuple.of(bank, token, utc(now)))
                .map(ContractsStore::first);
    }

    private static final String BY_TOKEN = """
            select * from simulator.contract where bank = $1::text and token = $2::text
            """;

    Future<Optional<Contract>> byToken(SqlClient client, String bank, String token) {
        return client.preparedQuery(BY_TOKEN).execute(Tuple.of(bank, token)).map(ContractsStore::first);
    }

    private static final String BY_ORDER_NO = """
            select * from simulator.contract where bank = $1::text and merchant_no = $2::text and order_no = $3::text
            """;

    Future<Optional<Contract>> byOrderNo(SqlClient client, String bank, String merchantNo, String orderNo) {
        return client.preparedQuery(BY_ORDER_NO)
                .execute(Tuple.of(bank, merchantNo, orderNo))
                .map(ContractsStore::first);
    }

    private static final String BY_SIGN_NO = """
            select * from simulator.contract where bank = $1::text and merchant_no = $2::text and sign_no = $3::text
            """;

    Future<Optional<Contract>> bySignNo(SqlClient client, String bank, String merchantNo, String signNo) {
        return client.preparedQuery(BY_SIGN_NO)
                .execute(Tuple.of(bank, merchantNo, signNo))
                .map(ContractsStore::first);
    }

    private static Optional<Contract> first(RowSet<Row> rows) {
        return BookRows.stream(rows).findFirst().map(ContractsStore::contract);
    }

    private static Contract contract(Row row) {
        return new Contract(
                row.getString("bank"),
                row.getString("merchant_no"),
                row.getString("order_no"),
                row.getString("token"),
                row.getString("sign_no"),
                row.getString("card"),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getLocalDate("expires_on"),
                Contract.Status.valueOf(row.getString("status")),
                instant(row.getOffsetDateTime("signed_at")),
                instant(row.getOffsetDateTime("ended_at")),
                row.getString("detail"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
