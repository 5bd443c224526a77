package dev.tongfu.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Changes one payment that something else than an attempt's evidence has moved on. */
final class PaymentWriteStore {
    private static final String WRITE = """
            update payment set status = $4::text, version = $5::int, sequence = $6::int, captured = $7::bigint,
                bank = $8::text, bank_txn_no = $9::text, bank_date = $10::date, accounting_date = $11::date,
                paid_at = $12::timestamptz, failure_code = $13::text, failure_message = $14::text,
                changed_at = $15::timestamptz, refunded = $16::bigint, refund_reserved = $17::bigint
            where merchant_id = $1::text and id = $2::text and version = $3::int
            """;

    private final PaymentObserver observer;

    PaymentWriteStore(PaymentObserver observer) {
        this.observer = observer;
    }

    /** False when somebody changed it in between. */
    Future<Boolean> write(SqlClient transaction, Payment before, Payment after) {
        var failure = after.failure();
        var tuple = Tuple.tuple()
                .addString(before.merchantId())
                .addString(before.id())
                .addInteger(before.version())
                .addString(after.status().word())
                .addInteger(after.version())
                .addInteger(after.sequence())
                .addLong(after.captured())
                .addString(after.bank())
                .addString(after.bankTxnNo())
                .addLocalDate(after.bankDate())
                .addLocalDate(after.accountingDate())
                .addOffsetDateTime(PaymentRows.timeOrNull(after.paidAt()))
                .addString(failure == null ? null : failure.code())
                .addString(failure == null ? null : failure.message())
                .addOffsetDateTime(PaymentRows.time(after.changedAt()))
                .addLong(after.refunded())
                .addLong(after.refundReserved());
        return transaction
                .preparedQuery(WRITE)
                .execute(tuple)
                .map(rows -> rows.rowCount() == 1)
                .onSuccess(written -> tell(before, after, written));
    }

    private void tell(Payment before, Payment after, boolean written) {
        if (written && before.status() != after.status()) {
            observer.became(after, null);
        }
    }
}
