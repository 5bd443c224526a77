package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of merchants' payout accounts, read and decided. */
final class PayoutAccountStore {
    private static final String COLUMNS =
            "merchant_id, version, masked, status, proposed_by, proposed_at, decided_by, decided_at, usable_from ";

    private static final String LIST = "select " + COLUMNS + """
            from payout_account
            where ($1::text is null or merchant_id = $1::text) and ($2::text is null or status = $2::text)
            order by proposed_at desc, merchant_id, version desc limit $3::int
            """;

    Future<List<PayoutAccounts.Version>> list(
            SqlClient client, @Nullable String merchantId, @Nullable String status, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(merchantId, status, limit))
                .map(PayoutAccountStore::versions);
    }

    private static final String DECIDE = """
            update payout_account set status = $3::text, decided_by = $4::text,
                decided_at = greatest($5::timestamptz, proposed_at),
                usable_from = greatest($6::timestamptz, case when $6::timestamptz is not null then proposed_at end)
            where merchant_id = $1::text and version = $2::int and status = 'proposed'
                and ($3::text <> 'approved' or proposed_by <> $4::text)
            returning
            """ + COLUMNS;

    /** Empty: no such proposal, or the operator's own. */
    Future<Optional<PayoutAccounts.Version>> decide(
            SqlConnection connection,
            String merchantId,
            int version,
            String status,
            String by,
            Instant now,
            @Nullable Instant usableFrom) {
        var values = Tuple.tuple()
                .addString(merchantId)
                .addInteger(version)
                .addString(status)
                .addString(by)
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(usableFrom == null ? null : usableFrom.atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(DECIDE).execute(values).map(PayoutAccountStore::first);
    }

    private static final String USABLE = "select " + COLUMNS + """
            from payout_account
            where merchant_id = $1::text and status = 'approved' and usable_from <= $2::timestamptz
            order by version desc limit 1
            """;

    Future<Optional<PayoutAccounts.Version>> usable(SqlClient client, String merchantId, Instant now) {
        return client.preparedQuery(USABLE)
                .execute(Tuple.of(merchantId, now.atOffset(ZoneOffset.UTC)))
                .map(PayoutAccountStore::first);
    }

    private static final String TOUCHED = """
            select exists (select from payout_account
                where merchant_id = $1::text and (proposed_by = $2::text or decided_by = $2::text)
                  and greatest(proposed_at, decided_at) > $3::timestamptz) as touched
            """;

    Future<Boolean> touchedBy(SqlClient client, String merchantId, String actor, Instant since) {
        return client.preparedQuery(TOUCHED)
                .execute(Tuple.of(merchantId, actor, since.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean("touched"));
    }

    private static final String SEALED =
            "select sealed from payout_account where merchant_id = $1::text and version = $2::int";

    Future<String> sealed(SqlClient client, String merchantId, int version) {
        return client.preparedQuery(SEALED)
                .execute(Tuple.of(merchantId, version))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(rows.iterator().next().getString("sealed"))
                        : Future.failedFuture("no payout account " + version + " of " + merchantId));
    }

    private static Optional<PayoutAccounts.Version> first(RowSet<Row> rows) {
        return versions(rows).stream().findFirst();
    }

    private static List<PayoutAccounts.Version> versions(RowSet<Row> rows) {
        var list = new ArrayList<PayoutAccounts.Version>(rows.size());
        rows.forEach(row -> list.add(version(row)));
        return list;
    }

    private static PayoutAccounts.Version version(Row row) {
        return new PayoutAccounts.Version(
                row.getString("merchant_id"),
                row.getInteger("version"),
                row.getString("masked"),
                row.getString("status"),
                row.getString("proposed_by"),
                row.getOffsetDateTime("proposed_at").toInstant(),
                row.getString("decided_by"),
                instant(row.getOffsetDateTime("decided_at")),
                instant(row.getOffsetDateTime("usable_from")));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
