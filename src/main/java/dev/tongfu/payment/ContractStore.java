package dev.tongfu.payment;

import dev.tongfu.bank.BankMandate;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps contracts. */
final class ContractStore {
    private static final String COLUMNS = """
            c.merchant_id, c.id, c.contract_no, c.mode, c.status, c.version, c.sequence, c.bank, c.channel_id,
            c.customer_no, c.card_type, c.card_masked, c.card_hash, c.certificate_hash, c.name_hash, c.mobile_hash,
            c.expires_on, c.sign_order_no, c.sign_until, c.sign_url, c.sign_no, c.signed_at, c.code_tries, c.notify_url,
            c.return_url, c.metadata, c.failure_code, c.failure_message, c.created_at, c.changed_at
            """;

    private static final String INSERT = """
            insert into contract (merchant_id, id, contract_no, mode, status, bank, channel_id, customer_no, card_type,
                card_masked, card_hash, certificate_hash, name_hash, mobile_hash, expires_on, sign_order_no, sign_until,
                notify_url, return_url, metadata, created_at, changed_at)
            values ($1::text, $2::text, $3::text, $4::text, 'created', $5::text, $6::text, $7::text, $8::text, $9::text,
                $10::text, $11::text, $12::text, $13::text, $14::date, $15::text, $16::timestamptz, $17::text,
                $18::text, $19::text, $20::timestamptz, $20::timestamptz)
            on conflict (merchant_id, contract_no) do nothing
            """;

    private static final String BY_ID =
            "select " + COLUMNS + "from contract c where c.merchant_id = $1::text and c.id = $2::text";

    private static final String BY_NO =
            "select " + COLUMNS + "from contract c where c.merchant_id = $1::text and c.contract_no = $2::text";

    /** Of every bank those whose last day lies before its today. */
    private static final String OVER = "select " + COLUMNS + """
            from contract c join unnest($1::text[], $2::date[]) as t(bank, today) on t.bank = c.bank
            where c.status = 'signed' and c.expires_on < t.today
            order by c.expires_on limit $3::int for update of c skip locked
            """;

    private static final String WRITE = """
            update contract set status = $4::text, version = $5::int, sequence = $6::int, sign_url = $7::text,
                sign_no = $8::text, signed_at = $9::timestamptz, code_tries = $10::int, failure_code = $11::text,
                failure_message = $12::text, card_masked = $13::text, changed_at = $14::timestamptz
            where merchant_id = $1::text and id = $2::text and version = $3::int
            """;

    /** The call with the code is committed before it is made; one at a time. */
    private static final String CONFIRMING = """
            update operation o set status = 'sent', ordered_at = $3::timestamptz, sends = sends + 1,
                next_at = $4::timestamptz
            from contract c
            where c.merchant_id = $1::text and c.id = $2::text and c.status = 'awaiting_code'
                and o.bank_order_no = c.sign_order_no and o.status in ('accepted', 'unknown')
            """;

    private static final String CLAIM_SYNC = """
            update operation set queried_at = now()
            where bank_order_no = $1::text
                and (queried_at is null or queried_at <= now() - $2::int * interval '1 millisecond')
            """;

    /** False when the number is taken. */
    Future<Boolean> insert(SqlClient transaction, Contract contract) {
        var request = contract.request();
        var card = contract.card();
        var tuple = Tuple.tuple()
                .addString(contract.merchantId())
                .addString(contract.id())
                .addString(request.contractNo())
                .addString(word(request.mode()))
                .addString(request.bank())
                .addString(contract.channelId())
                .addString(request.customerNo())
                .addString(word(request.cardType()))
                .addString(card.masked())
                .addString(card.cardHash())
                .addString(card.certificateHash())
                .addString(card.nameHash())
                .addString(card.mobileHash())
                .addLocalDate(request.expiresOn())
                .addString(contract.signOrderNo())
                .addOffsetDateTime(PaymentRows.time(contract.signUntil()))
                .addString(request.notifyUrl())
                .addString(request.returnUrl())
                .addString(request.metadata())
                .addOffsetDateTime(PaymentRows.time(contract.createdAt()));
        return transaction.preparedQuery(INSERT).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    Future<Optional<Contract>> byId(SqlClient client, String merchantId, String id) {
        return first(client, BY_ID, Tuple.of(merchantId, id));
    }

    Future<Optional<Contract>> byNo(SqlClient client, String merchantId, String contractNo) {
        return first(client, BY_NO, Tuple.of(merchantId, contractNo));
    }

    /** @param todays for each bank the day it has now */
    Future<List<Contract>> over(SqlClient transaction, List<Today> todays, int limit) {
        var tuple = Tuple.tuple()
                .addArrayOfString(Columns.texts(todays, Today::bank))
                .addArrayOfLocalDate(Columns.dates(todays, Today::date))
                .addInteger(limit);
        return transaction
                .preparedQuery(OVER)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, ContractStore::contract));
    }

    /** The day that a bank has now. */
    record Today(String bank, LocalDate date) {}

    /** False when somebody changed it in between. */
    Future<Boolean> write(SqlClient transaction, Contract before, Contract after) {
        var failure = after.failure();
        var tuple = Tuple.tuple()
                .addString(before.merchantId())
                .addString(before.id())
                .addInteger(before.version())
                .addString(after.status().word())
                .addInteger(after.version())
                .addInteger(after.sequence())
                .addString(after.signUrl())
                .addString(after.signNo())
                .addOffsetDateTime(PaymentRows.timeOrNull(after.signedAt()))
                .addInteger(after.codeTries())
                .addString(failure == null ? null : failure.code())
                .addString(failure == null ? null : failure.message())
                .addString(after.card().masked())
                .addOffsetDateTime(PaymentRows.time(after.changedAt()));
        return transaction.preparedQuery(WRITE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    /** False when no code is awaited, or a call with one is under way. */
    Future<Boolean> confirming(SqlClient client, Contract contract, Instant now, Instant askAt) {
        return client.preparedQuery(CONFIRMING)
                .execute(Tuple.of(contract.merchantId(), contract.id(), PaymentRows.time(now), PaymentRows.time(askAt)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** True when nobody asked for the interval; then this caller may ask, also after what is in force. */
    Future<Boolean> claimSync(SqlClient client, String bankOrderNo, int intervalMs) {
        return client.preparedQuery(CLAIM_SYNC)
                .execute(Tuple.of(bankOrderNo, intervalMs))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Future<Optional<Contract>> first(SqlClient client, String sql, Tuple tuple) {
        return client.preparedQuery(sql)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, ContractStore::contract).stream()
                        .findFirst());
    }

    private static Contract contract(Row row) {
        String code = row.getString("failure_code");
        var signedAt = row.getOffsetDateTime("signed_at");
        return new Contract(
                row.getString("id"),
                request(row),
                print(row),
                ContractStatus.of(row.getString("status")),
                row.getInteger("version"),
                row.getInteger("sequence"),
                row.getString("channel_id"),
                row.getString("sign_order_no"),
                row.getOffsetDateTime("sign_until").toInstant(),
                row.getString("sign_url"),
                row.getString("sign_no"),
                signedAt == null ? null : signedAt.toInstant(),
                row.getInteger("code_tries"),
                code == null ? null : new Payment.Failure(code, row.getString("failure_message")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static NewContract request(Row row) {
        return new NewContract(
                row.getString("merchant_id"),
                row.getString("contract_no"),
                BankMandate.Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                row.getString("bank"),
                row.getString("customer_no"),
                BankMandate.CardType.valueOf(row.getString("card_type").toUpperCase(Locale.ROOT)),
                row.getLocalDate("expires_on"),
                row.getString("notify_url"),
                row.getString("return_url"),
                row.getString("metadata"));
    }

    static CardPrint print(Row row) {
        return new CardPrint(
                row.getString("card_masked"),
                row.getString("card_hash"),
                row.getString("certificate_hash"),
                row.getString("name_hash"),
                row.getString("mobile_hash"));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
