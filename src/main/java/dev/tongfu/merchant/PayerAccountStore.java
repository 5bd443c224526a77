package dev.tongfu.merchant;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Payers' accounts, sealed. */
final class PayerAccountStore {
    private static final String INSERT = """
            insert into payer_account (id, merchant_id, sealed, masked, kept_by, kept_at)
            values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::timestamptz)
            """;

    Future<Void> insert(SqlClient client, PayerAccounts.Kept kept, String sealed, String by, Instant now) {
        var values = Tuple.of(kept.id(), kept.merchantId(), sealed, kept.masked(), by, now.atOffset(ZoneOffset.UTC));
        return client.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    private static final String FIND = """
            select id, merchant_id, masked from payer_account where merchant_id = $1::text and id = $2::text
            """;

    Future<Optional<PayerAccounts.Kept>> find(SqlClient client, String merchantId, String id) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(merchantId, id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(new PayerAccounts.Kept(
                                id, merchantId, rows.iterator().next().getString("masked"))));
    }

    private static final String SEALED = "select sealed from payer_account where id = $1::text";

    Future<String> sealed(SqlClient client, String id) {
        return client.preparedQuery(SEALED)
                .execute(Tuple.of(id))
                .compose(rows -> rows.size() == 1
                        ? Future.succeededFuture(rows.iterator().next().getString("sealed"))
                        : Future.failedFuture("no payer's account " + id));
    }
}
