package dev.tongfu.payment;

import dev.tongfu.bank.PayerForward;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads payments and attempts from rows; the column lists and the readers stand side by side. */
final class PaymentRows {
    static final String PAYMENT_COLUMNS = """
            p.merchant_id, p.id, p.order_no, p.kind, p.status, p.version, p.sequence, p.amount, p.currency,
            p.captured, p.refunded, p.refund_reserved, p.requested_bank, p.bank, p.bank_txn_no, p.bank_date,
            p.accounting_date, p.subject, p.result_mode, p.notify_url, p.return_url, p.requested_expiry, p.metadata,
            p.created_at, p.expires_at, p.changed_at, p.paid_at, p.close_requested, p.payable_until,
            p.failure_code, p.failure_message, p.attempts, p.frozen, p.card_masked, p.card_hash, p.mobile_hash,
            p.code_tries, p.contract_id
            """;

    static final String ATTEMPT_COLUMNS = """
            a.bank_order_no, a.merchant_id as attempt_merchant_id, a.payment_id, a.number, a.channel_id,
            a.bank as attempt_bank, a.status as attempt_status, a.ordered_at, a.deadline, a.forward_url, a.forward_form,
            a.bank_txn_no as attempt_bank_txn_no, a.query_count, a.called_at
            """;

    private PaymentRows() {}

    static Payment payment(Row row) {
        return new Payment(
                row.getString("merchant_id"),
                row.getString("id"),
                row.getString("order_no"),
                PaymentKind.of(row.getString("kind")),
                PaymentStatus.of(row.getString("status")),
                row.getInteger("version"),
                row.getInteger("sequence"),
                new Money(row.getLong("amount"), CurrencyCode.valueOf(row.getString("currency"))),
                row.getLong("captured"),
                row.getLong("refunded"),
                row.getLong("refund_reserved"),
                row.getString("requested_bank"),
                row.getString("bank"),
                row.getString("bank_txn_no"),
                row.getLocalDate("bank_date"),
                row.getLocalDate("accounting_date"),
                row.getString("subject"),
                ResultMode.of(row.getString("result_mode")),
                row.getString("notify_url"),
                row.getString("return_url"),
                instantOrNull(row, "requested_expiry"),
                row.getString("metadata"),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                instant(row, "changed_at"),
                instantOrNull(row, "paid_at"),
                row.getBoolean("close_requested"),
                instantOrNull(row, "payable_until"),
                failure(row),
                row.getInteger("attempts"),
                row.getBoolean("frozen"),
                card(row),
                row.getString("contract_id"));
    }

    static Attempt attempt(Row row) {
        return new Attempt(
                row.getString("bank_order_no"),
                row.getString("attempt_merchant_id"),
                row.getString("payment_id"),
                row.getInteger("number"),
                row.getString("channel_id"),
                row.getString("attempt_bank"),
                AttemptStatus.of(row.getString("attempt_status")),
                instant(row, "ordered_at"),
                instant(row, "deadline"),
                forward(row.getString("forward_url"), row.getString("forward_form")),
                row.getString("attempt_bank_txn_no"),
                row.getInteger("query_count"),
                instantOrNull(row, "called_at"));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    /** The fields of a forwarding form as JSON text; null for a link. */
    static @Nullable String formText(@Nullable PayerForward forward) {
        return forward == null || forward.fields().isEmpty()
                ? null
                : new JsonObject(new LinkedHashMap<>(forward.fields())).encode();
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant instantOrNull(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static Payment.@Nullable Card card(Row row) {
        String hash = row.getString("card_hash");
        return hash == null
                ? null
                : new Payment.Card(
                        new CardPrint(row.getString("card_masked"), hash, null, null, row.getString("mobile_hash")),
                        row.getInteger("code_tries"));
    }

    private static Payment.@Nullable Failure failure(Row row) {
        String code = row.getString("failure_code");
        return code == null ? null : new Payment.Failure(code, row.getString("failure_message"));
    }

    private static @Nullable PayerForward forward(@Nullable String url, @Nullable String form) {
        if (url == null) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        if (form != null) {
            new JsonObject(form).forEach(entry -> fields.put(entry.getKey(), String.valueOf(entry.getValue())));
        }
        return new PayerForward(url, fields);
    }
}
