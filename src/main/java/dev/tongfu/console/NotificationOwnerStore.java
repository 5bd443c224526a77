package dev.tongfu.console;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** Whose a notification is, for operators, who know its id alone. */
final class NotificationOwnerStore {
    private static final String OWNER = """
            select n.merchant_id from merchant m join notification n on n.merchant_id = m.id and n.id = $1::text
            """;

    Future<Optional<String>> merchantOf(SqlClient client, String id) {
        return client.preparedQuery(OWNER)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString("merchant_id")));
    }
}
