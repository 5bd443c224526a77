package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Stores a payment together with its only attempt, so that the intent is committed before the bank is called. */
final class FirstAttemptStore {
    private static final String PAYMENT = """
            insert into payment (merchant_id, id, order_no, kind, status, amount, currency, requested_bank, subject,
                result_mode, notify_url, return_url, requested_expiry, metadata, created_at, expires_at, changed_at,
                attempts, card_masked, card_hash, mobile_hash, contract_id)
            select $1::text, $2::text, $3::text, $4::text, $5::text, $6::bigint, $7::text, $8::text, $9::text,
                $10::text, $11::text, $12::text, $13::timestamptz, $14::text, $15::timestamptz, $16::timestamptz,
                $15::timestamptz, 1, $17::text, $18::text, $19::text, $20::text
            """;

    private static final String ATTEMPT = """
            insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status, ordered_at,
                deadline, next_query_at)
            select $21::text, $1::text, id, 1, $22::text, $23::text, 'sent', $24::timestamptz, $16::timestamptz,
                $25::timestamptz
            from made
            """;

    private static final String CODE = "with made as (" + PAYMENT + """
                on conflict (merchant_id, order_no) do nothing returning id
            ), tried as (
            """ + ATTEMPT + """
            ) select true as in_force, exists (select from made) as made
            """;

    /** Only while the contract is in force; its end waits for this, or this finds it ended. */
    private static final String DEBIT = """
            with held as (
                select id from contract
                where merchant_id = $1::text and id = $20::text and status = 'signed' and expires_on >= $26::date
                for share
            ), made as (
            """ + PAYMENT + """
                from held on conflict (merchant_id, order_no) do nothing returning id
            ), tried as (
            """ + ATTEMPT + """
            ) select exists (select from held) as in_force, exists (select from made) as made
            """;

    /** The pay call is committed before it is made, and made by one caller only. */
    private static final String CONFIRM = """
            with confirmed as (
                update payment set status = 'submitted', version = version + 1, changed_at = $4::timestamptz,
                    failure_code = null, failure_message = null
                where merchant_id = $1::text and id = $2::text and version = $3::int and status = 'awaiting_code'
                    and not close_requested
                returning id
            )
            update attempt a set status = 'sent', called_at = $4::timestamptz, next_query_at = $5::timestamptz
            from confirmed where a.merchant_id = $1::text and a.payment_id = confirmed.id
            """;

    /** What became of it. */
    enum Stored {
        DONE,
        NUMBER_TAKEN,
        /** The contract is not in force. */
        NOT_SIGNED
    }

    private final PaymentObserver observer;

    FirstAttemptStore(PaymentObserver observer) {
        this.observer = observer;
    }

    /** A K码 order, asked after only once its code was sent: before that no money can move. */
    Future<Stored> code(SqlClient client, Payment payment, Attempt attempt) {
        return client.preparedQuery(CODE)
                .execute(values(payment, attempt, null))
                .map(rows -> stored(rows.iterator().next()))
                .onSuccess(stored -> tell(stored, payment, attempt));
    }

    Future<Stored> debit(SqlClient client, Payment payment, Attempt attempt, Instant askAt, LocalDate today) {
        var tuple = values(payment, attempt, askAt).addLocalDate(today);
        return client.preparedQuery(DEBIT)
                .execute(tuple)
                .map(rows -> stored(rows.iterator().next()))
                .onSuccess(stored -> tell(stored, payment, attempt));
    }

    /** False when somebody was faster. */
    Future<Boolean> confirm(SqlClient client, Payment payment, Instant now, Instant askAt) {
        var tuple = Tuple.of(
                payment.merchantId(), payment.id(), payment.version(), PaymentRows.time(now), PaymentRows.time(askAt));
        return client.preparedQuery(CONFIRM).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private void tell(Stored stored, Payment payment, Attempt attempt) {
        if (stored == Stored.DONE) {
            observer.became(payment, attempt.channelId());
        }
    }

    private static Stored stored(io.vertx.sqlclient.Row row) {
        if (!row.getBoolean("in_force")) {
            return Stored.NOT_SIGNED;
        }
        return row.getBoolean("made") ? Stored.DONE : Stored.NUMBER_TAKEN;
    }

    private static Tuple values(Payment payment, Attempt attempt, @Nullable Instant askAt) {
        var card = payment.card();
        return Tuple.tuple()
                .addString(payment.merchantId())
                .addString(payment.id())
                .addString(payment.orderNo())
                .addString(payment.kind().word())
                .addString(payment.status().word())
                .addLong(payment.amount().minor())
                .addString(payment.amount().currency().name())
                .addString(payment.requestedBank())
                .addString(payment.subject())
                .addString(payment.resultMode().word())
                .addString(payment.notifyUrl())
                .addString(payment.returnUrl())
                .addOffsetDateTime(PaymentRows.timeOrNull(payment.requestedExpiry()))
                .addString(payment.metadata())
                .addOffsetDateTime(PaymentRows.time(payment.createdAt()))
                .addOffsetDateTime(PaymentRows.time(payment.expiresAt()))
                .addString(card == null ? null : card.print().masked())
                .addString(card == null ? null : card.print().cardHash())
                .addString(card == null ? null : card.print().mobileHash())
                .addString(payment.contractId())
                .addString(attempt.bankOrderNo())
                .addString(attempt.channelId())
                .addString(attempt.bank())
                .addOffsetDateTime(PaymentRows.time(attempt.orderedAt()))
                .addOffsetDateTime(PaymentRows.timeOrNull(askAt));
    }
}
