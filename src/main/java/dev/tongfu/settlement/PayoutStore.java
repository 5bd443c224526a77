package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementRows.first;
import static dev.tongfu.settlement.SettlementRows.utc;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApartMoney;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payouts and their attempts; every change by compare-and-set on a locked row. */
final class PayoutStore {
    /** A payout with one of its attempts. */
    private static final String SELECT = """
            select p.id, p.settlement_id, p.proposal_id, p.source, p.source_channel, p.payer_account, p.payment_id,
                p.bank_ref, a.beyond,
                p.merchant_id, p.channel_id, p.book, p.amount, p.currency,
                p.status as payout_status, p.version, p.result, p.result_by, p.result_reason, p.created_at,
                p.changed_at, a.attempt, a.bank_reference, a.status, a.road, a.account_version, a.account_masked,
                a.file_id, a.queries, a.said, a.attempt = p.attempt as newest
            from payout p join payout_attempt a on a.payout_id = p.id
            """;

    private static final String NEWEST = " and a.attempt = p.attempt ";

    static Payout payout(Row row) {
        return new Payout(
                row.getString("id"),
                row.getString("settlement_id"),
                row.getString("proposal_id"),
                row.getString("merchant_id"),
                new LedgerChannel(row.getString("channel_id"), row.getString("book")),
                source(row),
                row.getString("payer_account"),
                apart(row),
                new Money(row.getLong("amount"), currency(row)),
                PayoutStatus.of(row.getString("payout_status")),
                row.getInteger("version"),
                new Payout.Attempt(
                        row.getInteger("attempt"),
                        row.getString("bank_reference"),
                        PayoutStatus.of(row.getString("status")),
                        row.getString("road"),
                        row.getInteger("account_version"),
                        row.getString("account_masked"),
                        row.getString("file_id"),
                        row.getInteger("queries"),
                        row.getString("said"),
                        row.getBoolean("newest"),
                        row.getBoolean("beyond")),
                row.getString("result"),
                row.getString("result_by"),
                row.getString("result_reason"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static Account source(Row row) {
        var source = PayoutSource.of(row.getString("source"));
        return source == PayoutSource.AVAILABLE
                ? Account.ofMerchant(source.code(), row.getString("merchant_id"), currency(row))
                : Account.ofChannel(source.code(), row.getString("source_channel"), currency(row));
    }

    private static ApartMoney.@Nullable Sum apart(Row row) {
        String paymentId = row.getString("payment_id");
        return paymentId == null
                ? null
                : new ApartMoney.Sum(
                        row.getString("merchant_id"),
                        paymentId,
                        row.getString("bank_ref"),
                        row.getString("source_channel"),
                        new Money(row.getLong("amount"), currency(row)));
    }

    private static CurrencyCode currency(Row row) {
        return CurrencyCode.valueOf(row.getString("currency"));
    }

    private static final String INSERT = """
            insert into payout (id, settlement_id, proposal_id, merchant_id, channel_id, book, amount, currency, source,
                source_channel, payer_account, status, created_at, changed_at, payment_id, bank_ref)
            values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::bigint, $8::text, $9::text,
                $10::text, $11::text, 'created', $12::timestamptz, $12::timestamptz, $13::text, $14::text)
            """;

    Future<Void> insert(SqlConnection transaction, NewPayout payout, Instant now) {
        var source = PayoutSource.of(payout.source().code());
        var apart = payout.apart();
        var values = Tuple.tuple()
                .addString(payout.id())
                .addString(payout.settlementId())
                .addString(payout.proposalId())
                .addString(payout.merchantId())
                .addString(payout.channel().id())
                .addString(payout.channel().book())
                .addLong(payout.amount().minor())
                .addString(payout.amount().currency().name())
                .addString(source.word())
                .addString(
                        source == PayoutSource.AVAILABLE
                                ? null
                                : payout.source().key())
                .addString(payout.payerAccount())
                .addOffsetDateTime(utc(now))
                .addString(apart == null ? null : apart.paymentId())
                .addString(apart == null ? null : apart.bankRef());
        return transaction.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    private static final String INSERT_ATTEMPT = """
            insert into payout_attempt (payout_id, attempt, bank_reference, status, road, account_version,
                account_masked, changed_at)
            values ($1::text, $2::int, $3::text, 'created', $4::text, $5::int, $6::text, $7::timestamptz)
            """;

    Future<Void> insertAttempt(
            SqlConnection transaction,
            String payoutId,
            int attempt,
            String road,
            int accountVersion,
            String masked,
            Instant now) {
        var values = Tuple.tuple()
                .addString(payoutId)
                .addInteger(attempt)
                .addString(Payout.reference(payoutId, attempt))
                .addString(road)
                .addInteger(accountVersion)
                .addString(masked)
                .addOffsetDateTime(utc(now));
        return transaction.preparedQuery(INSERT_ATTEMPT).execute(values).mapEmpty();
    }

    private static final String RETRY = """
            update payout set status = 'created', attempt = attempt + 1, version = version + 1, result = null,
                result_by = null, result_reason = null, confirmed_by = null, changed_at = $2::timestamptz
            where id = $1::text and status in ('failed', 'returned')
            """;

    Future<Boolean> retry(SqlConnection transaction, String id, Instant now) {
        return transaction.preparedQuery(RETRY).execute(Tuple.of(id, utc(now))).map(rows -> rows.rowCount() == 1);
    }

    private static final String FIND = SELECT + "where p.id = $1::text" + NEWEST;

    Future<Optional<Payout>> find(SqlClient client, String id) {
        return client.preparedQuery(FIND).execute(Tuple.of(id)).map(rows -> first(rows, PayoutStore::payout));
    }

    private static final String OF_BATCH = SELECT + "where p.settlement_id = any($1::text[])" + NEWEST;

    Future<List<Payout>> ofBatches(SqlClient client, List<String> settlementIds) {
        return client.preparedQuery(OF_BATCH)
                .execute(Tuple.tuple().addArrayOfString(settlementIds.toArray(String[]::new)))
                .map(rows -> SettlementRows.list(rows, PayoutStore::payout));
    }

    private static final String LOCK = SELECT + "where p.id = $1::text" + NEWEST + "for no key update of p, a";

    /** With its newest attempt. */
    Future<Optional<Payout>> lock(SqlConnection transaction, String id) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(id)).map(rows -> first(rows, PayoutStore::payout));
    }

    private static final String BY_REFERENCE = SELECT + "where a.bank_reference = $1::text ";

    Future<Optional<Payout>> byReference(SqlClient client, String reference) {
        return client.preparedQuery(BY_REFERENCE)
                .execute(Tuple.of(reference))
                .map(rows -> first(rows, PayoutStore::payout));
    }

    private static final String LOCK_REFERENCE = BY_REFERENCE + "for no key update of p, a";

    /** With the attempt of that reference, which may be an earlier one. */
    Future<Optional<Payout>> lockReference(SqlConnection transaction, String reference) {
        return transaction
                .preparedQuery(LOCK_REFERENCE)
                .execute(Tuple.of(reference))
                .map(rows -> first(rows, PayoutStore::payout));
    }

    /** The payout follows its newest attempt. */
    private static final String MOVE = """
            with moved as (
              update payout_attempt set status = $4::text, said = coalesce($5::text, said), next_at = $6::timestamptz,
                  changed_at = $7::timestamptz
              where payout_id = $1::text and attempt = $2::int and status = $3::text
              returning payout_id, attempt
            )
            update payout p set status = case when p.attempt = m.attempt then $4::text else p.status end,
                version = p.version + 1, changed_at = $7::timestamptz,
                result = case when p.attempt = m.attempt then null else p.result end
            from moved m where p.id = m.payout_id
            """;

    Future<Void> move(
            SqlConnection transaction,
            Payout payout,
            PayoutStatus to,
            @Nullable String said,
            @Nullable Instant nextAt,
            Instant now) {
        var values = Tuple.tuple()
                .addString(payout.id())
                .addInteger(payout.attempt().number())
                .addString(payout.attempt().status().word())
                .addString(to.word())
                .addString(said == null ? null : said.substring(0, Math.min(said.length(), 130)))
                .addOffsetDateTime(nextAt == null ? null : utc(nextAt))
                .addOffsetDateTime(utc(now));
        return transaction
                .preparedQuery(MOVE)
                .execute(values)
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture()
                        : Future.failedFuture("the payout " + payout.id() + " was changed by somebody else"));
    }

    private static final String BEYOND = """
            update payout_attempt set beyond = true where payout_id = $1::text and attempt = $2::int
            """;

    /** It was paid, but not from its source. */
    Future<Void> beyond(SqlConnection transaction, Payout payout) {
        return transaction
                .preparedQuery(BEYOND)
                .execute(Tuple.of(payout.id(), payout.attempt().number()))
                .mapEmpty();
    }

    private static final String EXPORT = """
            with chosen as (
              select p.id, p.attempt from payout p join payout_attempt a on a.payout_id = p.id and a.attempt = p.attempt
              where a.road = 'file' and a.status = 'created' and a.file_id is null and p.channel_id = $1::text
              order by p.id limit $2::int for no key update of p
            ), moved as (
              update payout_attempt a set status = 'submitted', file_id = $3::text, changed_at = $4::timestamptz
              from chosen c where a.payout_id = c.id and a.attempt = c.attempt and a.status = 'created'
              returning a.payout_id
            )
            update payout p set status = 'submitted', version = p.version + 1, changed_at = $4::timestamptz
            from moved m where p.id = m.payout_id
            """;

    /** Puts every payout that waits for the road of files into one. */
    Future<Integer> export(SqlConnection transaction, String channelId, String fileId, int limit, Instant now) {
        return transaction
                .preparedQuery(EXPORT)
                .execute(Tuple.of(channelId, limit, fileId, utc(now)))
                .map(rows -> rows.rowCount());
    }

    private static final String OF_FILE = SELECT + "where a.file_id = $1::text order by p.id";

    /** In the order of the file. */
    Future<List<Payout>> ofFile(SqlClient client, String fileId) {
        return client.preparedQuery(OF_FILE)
                .execute(Tuple.of(fileId))
                .map(rows -> SettlementRows.list(rows, PayoutStore::payout));
    }

    private static final String INSERT_FILE = """
            insert into payout_file (id, sha256, lines, amount, made_by, made_at)
            values ($1::text, $2::text, $3::int, $4::bigint, $5::text, $6::timestamptz)
            """;

    Future<Void> insertFile(SqlConnection transaction, PayoutFile file, String by, Instant now) {
        return transaction
                .preparedQuery(INSERT_FILE)
                .execute(Tuple.of(file.id(), file.sha256(), file.lines(), file.amountMinor(), by, utc(now)))
                .mapEmpty();
    }

    private static final String LIST = SELECT + """
            where a.attempt = p.attempt and ($1::text is null or p.status = $1::text)
                and ($2::text is null or p.merchant_id = $2::text) and ($3::text is null or p.id < $3::text)
            order by p.id desc limit $4::int
            """;

    Future<List<Payout>> list(
            SqlClient client,
            @Nullable String status,
            @Nullable String merchantId,
            @Nullable String beforeId,
            int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(status, merchantId, beforeId, limit))
                .map(rows -> SettlementRows.list(rows, PayoutStore::payout));
    }

    private static final String TO_SEND = SELECT + """
            where a.attempt = p.attempt and a.road = 'direct' and a.status = 'created' order by p.id limit $1::int
            """;

    Future<List<Payout>> toSend(SqlClient client, int limit) {
        return client.preparedQuery(TO_SEND)
                .execute(Tuple.of(limit))
                .map(rows -> SettlementRows.list(rows, PayoutStore::payout));
    }

    /** Claims by moving the next time on, so that no other node asks at the same moment. */
    private static final String TO_QUERY = """
            with due as (
              select payout_id, attempt from payout_attempt
              where next_at <= $1::timestamptz and status in ('submitted', 'unknown') and road = 'direct'
              order by next_at limit $2::int for update skip locked
            )
            update payout_attempt a set queries = a.queries + 1, next_at = $3::timestamptz
            from due d where a.payout_id = d.payout_id and a.attempt = d.attempt
            returning a.bank_reference
            """;

    /** The references of payouts to be asked after now. */
    Future<List<String>> toQuery(SqlClient client, Instant now, Instant claimedUntil, int limit) {
        return client.preparedQuery(TO_QUERY)
                .execute(Tuple.of(utc(now), limit, utc(claimedUntil)))
                .map(rows -> SettlementRows.list(rows, row -> row.getString("bank_reference")));
    }

    private static final String ASK_AGAIN = """
            update payout_attempt set next_at = $2::timestamptz, said = $3::text
            where bank_reference = $1::text and status in ('submitted', 'unknown')
            """;

    Future<Void> askAgain(SqlClient client, String reference, Instant at, String said) {
        return client.preparedQuery(ASK_AGAIN)
                .execute(Tuple.of(reference, utc(at), said.substring(0, Math.min(said.length(), 130))))
                .mapEmpty();
    }

    private static final String PROPOSE_RESULT = """
            update payout set result = $2::text, result_by = $3::text, result_reason = $4::text, confirmed_by = null,
                version = version + 1, changed_at = $5::timestamptz
            where id = $1::text
            """;

    Future<Void> proposeResult(
            SqlConnection transaction, String id, String result, String by, String reason, Instant now) {
        return transaction
                .preparedQuery(PROPOSE_RESULT)
                .execute(Tuple.of(id, result, by, reason, utc(now)))
                .mapEmpty();
    }

    private static final String CONFIRM_RESULT = """
            update payout set confirmed_by = $2::text where id = $1::text and result is not null
            """;

    Future<Void> confirmResult(SqlConnection transaction, String id, String by) {
        return transaction
                .preparedQuery(CONFIRM_RESULT)
                .execute(Tuple.of(id, by))
                .mapEmpty();
    }
}
