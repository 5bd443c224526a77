package dev.tongfu.payment;

import dev.tongfu.bank.BankIdentityCheck;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps identity checks. */
final class IdentityCheckStore {
    private static final String COLUMNS = """
            i.merchant_id, i.id, i.check_no, i.mode, i.status, i.version, i.sequence, i.bank, i.channel_id,
            i.customer_type, i.card_masked, i.card_hash, i.certificate_hash, i.name_hash, i.mobile_hash, i.verify_until,
            i.verify_url, i.notify_url, i.return_url, i.failure_code, i.failure_message, i.created_at, i.changed_at
            """;

    private static final String INSERT = """
            insert into identity_check (merchant_id, id, check_no, mode, status, bank, channel_id, customer_type,
                card_masked, card_hash, certificate_hash, name_hash, mobile_hash, verify_until, notify_url, return_url,
                created_at, changed_at)
            values ($1::text, $2::text, $3::text, $4::text, 'created', $5::text, $6::text, $7::text, $8::text, $9::text,
                $10::text, $11::text, $12::text, $13::timestamptz, $14::text, $15::text, $16::timestamptz,
                $16::timestamptz)
            on conflict (merchant_id, check_no) do nothing
            """;

    private static final String BY_ID =
            "select " + COLUMNS + "from identity_check i where i.merchant_id = $1::text and i.id = $2::text";

    private static final String BY_NO =
            "select " + COLUMNS + "from identity_check i where i.merchant_id = $1::text and i.check_no = $2::text";

    private static final String OVERDUE = "select " + COLUMNS + """
            from identity_check i where i.status = 'pending' and i.verify_until <= $1::timestamptz
            order by i.verify_until limit $2::int for update of i skip locked
            """;

    private static final String WRITE = """
            update identity_check set status = $4::text, version = $5::int, sequence = $6::int, verify_url = $7::text,
                failure_code = $8::text, failure_message = $9::text, changed_at = $10::timestamptz
            where merchant_id = $1::text and id = $2::text and version = $3::int
            """;

    /** False when the number is taken. */
    Future<Boolean> insert(SqlClient transaction, IdentityCheck check) {
        var request = check.request();
        var card = check.card();
        var tuple = Tuple.tuple()
                .addString(check.merchantId())
                .addString(check.id())
                .addString(request.checkNo())
                .addString(ContractStore.word(request.mode()))
                .addString(request.bank())
                .addString(check.channelId())
                .addString(ContractStore.word(request.customerType()))
                .addString(card.masked())
                .addString(card.cardHash())
                .addString(card.certificateHash())
                .addString(card.nameHash())
                .addString(card.mobileHash())
                .addOffsetDateTime(PaymentRows.time(check.verifyUntil()))
                .addString(request.notifyUrl())
                .addString(request.returnUrl())
                .addOffsetDateTime(PaymentRows.time(check.createdAt()));
        return transaction.preparedQuery(INSERT).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    Future<Optional<IdentityCheck>> byId(SqlClient client, String merchantId, String id) {
        return list(client, BY_ID, Tuple.of(merchantId, id))
                .map(found -> found.stream().findFirst());
    }

    Future<Optional<IdentityCheck>> byNo(SqlClient client, String merchantId, String checkNo) {
        return list(client, BY_NO, Tuple.of(merchantId, checkNo))
                .map(found -> found.stream().findFirst());
    }

    Future<List<IdentityCheck>> overdue(SqlClient transaction, Instant now, int limit) {
        return list(transaction, OVERDUE, Tuple.of(PaymentRows.time(now), limit));
    }

    /** False when somebody changed it in between. */
    Future<Boolean> write(SqlClient transaction, IdentityCheck before, IdentityCheck after) {
        var failure = after.failure();
        var tuple = Tuple.tuple()
                .addString(before.merchantId())
                .addString(before.id())
                .addInteger(before.version())
                .addString(after.status().word())
                .addInteger(after.version())
                .addInteger(after.sequence())
                .addString(after.verifyUrl())
                .addString(failure == null ? null : failure.code())
                .addString(failure == null ? null : failure.message())
                .addOffsetDateTime(PaymentRows.time(after.changedAt()));
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static Future<List<IdentityCheck>> list(SqlClient client, String sql, Tuple tuple) {
        return client.preparedQuery(sql).execute(tuple).map(rows -> PaymentStore.list(rows, IdentityCheckStore::check));
    }

    private static IdentityCheck check(Row row) {
        String code = row.getString("failure_code");
        return new IdentityCheck(
                row.getString("id"),
                new NewIdentityCheck(
                        row.getString("merchant_id"),
                        row.getString("check_no"),
                        BankIdentityCheck.Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                        row.getString("bank"),
                        BankIdentityCheck.CustomerType.valueOf(
                                row.getString("customer_type").toUpperCase(Locale.ROOT)),
                        row.getString("notify_url"),
                        row.getString("return_url")),
                ContractStore.print(row),
                IdentityCheckStatus.of(row.getString("status")),
                row.getInteger("version"),
                row.getInteger("sequence"),
                row.getString("channel_id"),
                row.getOffsetDateTime("verify_until").toInstant(),
                row.getString("verify_url"),
                code == null ? null : new Payment.Failure(code, row.getString("failure_message")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
