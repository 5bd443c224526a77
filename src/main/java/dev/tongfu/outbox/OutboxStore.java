package dev.tongfu.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * Writes what merchants are to be told, in the transaction of its cause.
 *
 * <p>A message with an address is due at once; one without is kept for the page and for replay. A second message with
 * the same id or the same sequence of one resource fails the transaction: it would be a second telling of one thing.
 */
public final class OutboxStore {
    private static final String INSERT = """
            insert into notification
                (merchant_id, id, type, resource_id, sequence, url, body, created_at, status, next_at)
            select merchant_id, id, type, resource_id, sequence, url, body, created_at, 'pending',
                   case when url is null then null else now() end
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[],
                        $8::timestamptz[])
                 as message(merchant_id, id, type, resource_id, sequence, url, body, created_at)
            order by merchant_id, id
            """;

    /** Writes all messages in one statement of the caller's transaction; none is nothing. */
    public Future<Void> insert(SqlClient transaction, List<OutboxMessage> messages) {
        if (messages.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = Tuple.tuple()
                .addArrayOfString(texts(messages, OutboxMessage::merchantId))
                .addArrayOfString(texts(messages, OutboxMessage::id))
                .addArrayOfString(texts(messages, OutboxMessage::type))
                .addArrayOfString(texts(messages, OutboxMessage::resourceId))
                .addArrayOfLong(messages.stream().map(OutboxMessage::sequence).toArray(Long[]::new))
                .addArrayOfString(messages.stream().map(OutboxMessage::url).toArray(String[]::new))
                .addArrayOfString(texts(messages, OutboxMessage::body))
                .addArrayOfOffsetDateTime(messages.stream()
                        .map(message -> message.at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return transaction.preparedQuery(INSERT).execute(rows).mapEmpty();
    }

    private static String[] texts(List<OutboxMessage> messages, Function<OutboxMessage, String> field) {
        return messages.stream().map(field).toArray(String[]::new);
    }
}
