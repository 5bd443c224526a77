package dev.tongfu.payment;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes thousands of debits in a few statements: reads their contracts, holds those, makes the payments. */
final class DebitBatchStore {
    /** Each contract is looked up by its key, whatever the planner believes of their number: hence the offset. */
    private static final String SUBJECTS = """
            with given as (
                select * from unnest($2::text[], $3::text[]) with ordinality as g(contract_id, order_no, position)
            )
            select c.id, c.status, c.expires_on, c.channel_id, c.bank, exists (select from payment p
                where p.merchant_id = $1::text and p.order_no = g.order_no) as number_used
            from given g
            left join lateral (select k.* from contract k
                where k.merchant_id = $1::text and k.id = g.contract_id offset 0) c on true
            order by g.position
            """;

    /** The end of a contract waits for this, or this finds it ended. */
    private static final String HOLD = """
            select count(*) as held from (select id from contract
                where merchant_id = $1::text and id = any($2::text[]) and status = 'signed' order by id for share) c
            """;

    private static final String INSERT = """
            insert into payment (merchant_id, id, order_no, kind, status, amount, currency, requested_bank, subject,
                result_mode, created_at, expires_at, changed_at, contract_id, batch_id, batch_index, batch_chunk)
            select $1::text, x.id, x.order_no, 'debit', 'created', x.amount, x.currency, x.bank, x.subject, 'server',
                $12::timestamptz, $13::timestamptz, $12::timestamptz, x.contract_id, $2::text, x.batch_index,
                x.batch_chunk
            from unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::int[], $11::int[])
                as x(id, order_no, amount, currency, bank, subject, contract_id, batch_index, batch_chunk)
            order by x.order_no
            on conflict (merchant_id, order_no) do nothing
            """;

    private static final String CONTENT = """
            select p.order_no, p.contract_id, p.amount, p.currency, p.subject from payment p
            where p.merchant_id = $1::text and p.batch_id = $2::text order by p.batch_index
            """;

    /**
     * The contract of one item.
     *
     * @param status null when the merchant has no such contract; then so is all that follows
     */
    record Subject(
            @Nullable ContractStatus status,
            @Nullable LocalDate expiresOn,
            @Nullable String channelId,
            @Nullable String bank,
            boolean numberUsed) {}

    /** A debit, the payment it becomes, and the chunk it goes in. */
    record Placed(NewDebitBatch.Item item, String paymentId, String bank, int index, int chunk) {}

    /** One for each item, in their order. */
    Future<List<Subject>> subjects(SqlClient client, NewDebitBatch request) {
        var tuple = Tuple.tuple()
                .addString(request.merchantId())
                .addArrayOfString(Columns.texts(request.items(), NewDebitBatch.Item::contractId))
                .addArrayOfString(Columns.texts(request.items(), NewDebitBatch.Item::orderNo));
        return client.preparedQuery(SUBJECTS)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, DebitBatchStore::subject));
    }

    /** How many of the contracts are in force; they stay so until the transaction ends. */
    Future<Integer> hold(SqlClient transaction, String merchantId, Set<String> contractIds) {
        var tuple = Tuple.tuple().addString(merchantId).addArrayOfString(contractIds.toArray(String[]::new));
        return transaction
                .preparedQuery(HOLD)
                .execute(tuple)
                .map(rows -> Math.toIntExact(rows.iterator().next().getLong("held")));
    }

    /** How many were made; the others' numbers are taken. */
    Future<Integer> insert(SqlClient transaction, Batch batch, List<Placed> items, Instant expiresAt) {
        var tuple = Tuple.tuple()
                .addString(batch.merchantId())
                .addString(batch.id())
                .addArrayOfString(Columns.texts(items, Placed::paymentId))
                .addArrayOfString(Columns.texts(items, placed -> placed.item().orderNo()))
                .addArrayOfLong(
                        Columns.longs(items, placed -> placed.item().amount().minor()))
                .addArrayOfString(Columns.texts(
                        items, placed -> placed.item().amount().currency().name()))
                .addArrayOfString(Columns.texts(items, Placed::bank))
                .addArrayOfString(Columns.texts(items, placed -> placed.item().subject()))
                .addArrayOfString(Columns.texts(items, placed -> placed.item().contractId()))
                .addArrayOfInteger(Columns.integers(items, Placed::index))
                .addArrayOfInteger(Columns.integers(items, Placed::chunk))
                .addOffsetDateTime(PaymentRows.time(batch.createdAt()))
                .addOffsetDateTime(PaymentRows.time(expiresAt));
        return transaction.preparedQuery(INSERT).execute(tuple).map(rows -> rows.rowCount());
    }

    /** What a stored batch was made of, in the order of its items. */
    Future<List<NewDebitBatch.Item>> content(SqlClient client, Batch batch) {
        return client.preparedQuery(CONTENT)
                .execute(Tuple.of(batch.merchantId(), batch.id()))
                .map(rows -> PaymentStore.list(rows, DebitBatchStore::item));
    }

    private static Subject subject(Row row) {
        String status = row.getString("status");
        return new Subject(
                status == null ? null : ContractStatus.of(status),
                row.getLocalDate("expires_on"),
                row.getString("channel_id"),
                row.getString("bank"),
                row.getBoolean("number_used"));
    }

    private static NewDebitBatch.Item item(Row row) {
        return new NewDebitBatch.Item(
                row.getString("order_no"),
                row.getString("contract_id"),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getString("subject"));
    }
}
