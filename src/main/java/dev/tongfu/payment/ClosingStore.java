package dev.tongfu.payment;

import dev.tongfu.outbox.OutboxStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds payments nobody began to pay in time, and closes payments that no attempt could have paid. */
final class ClosingStore {
    private static final String EXPIRED = "select " + PaymentRows.PAYMENT_COLUMNS + """
              from payment p
              where p.status = 'created' and p.expires_at <= now() and not exists (
                  select 1 from attempt a where a.merchant_id = p.merchant_id and a.payment_id = p.id
                      and a.status in ('prepared', 'sent', 'accepted', 'unknown'))
              order by p.expires_at limit $1::int for update of p skip locked
              """;

    /** K码 orders whose call was never answered in its time: whoever made it is gone, and the card with it. */
    private static final String UNANSWERED = "select " + PaymentRows.PAYMENT_COLUMNS + """
              from payment p
              where p.kind = 'kcode' and p.status = 'created' and p.created_at < $1::timestamptz and not exists (
                  select 1 from attempt a join evidence e on e.channel_id = a.channel_id and e.object = a.bank_order_no
                      and e.source = 'answer'
                  where a.merchant_id = p.merchant_id and a.payment_id = p.id)
              order by p.created_at limit $2::int for update of p skip locked
              """;

    /** An attempt opened in the same moment has raised the version, and this changes nothing. */
    private static final String CLOSE = """
            update payment p set status = i.status, version = i.new_version, sequence = i.sequence,
                close_requested = true, changed_at = i.changed_at, failure_code = i.failure_code,
                failure_message = i.failure_message
            from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::int[], $6::int[], $7::timestamptz[],
                $8::text[], $9::text[])
                as i(merchant_id, id, version, status, new_version, sequence, changed_at, failure_code,
                    failure_message)
            where p.merchant_id = i.merchant_id and p.id = i.id and p.version = i.version
            returning p.id
            """;

    private static final String REQUEST = """
            update payment set close_requested = true, version = version + 1
            where merchant_id = $1::text and id = $2::text and not close_requested
                and status in ('created', 'awaiting_code', 'submitted', 'unknown')
            """;

    private final OutboxStore outbox;
    private final BatchTally tally;
    private final PaymentObserver observer;

    ClosingStore(OutboxStore outbox, BatchTally tally, PaymentObserver observer) {
        this.observer = observer;
        this.outbox = outbox;
        this.tally = tally;
    }

    Future<List<Payment>> expired(SqlClient transaction, int limit) {
        return transaction
                .preparedQuery(EXPIRED)
                .execute(Tuple.of(limit))
                .map(rows -> PaymentStore.list(rows, PaymentRows::payment));
    }

    Future<List<Payment>> unanswered(SqlClient transaction, Instant orderedBefore, int limit) {
        return transaction
                .preparedQuery(UNANSWERED)
                .execute(Tuple.of(PaymentRows.time(orderedBefore), limit))
                .map(rows -> PaymentStore.list(rows, PaymentRows::payment));
    }

    /** Closes and tells; returns the ids that were closed. */
    Future<List<String>> close(SqlClient transaction, List<Decider.Closing> closings) {
        if (closings.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var tuple = Tuple.tuple()
                .addArrayOfString(
                        Columns.texts(closings, closing -> closing.after().merchantId()))
                .addArrayOfString(
                        Columns.texts(closings, closing -> closing.after().id()))
                .addArrayOfInteger(
                        Columns.integers(closings, closing -> closing.before().version()))
                .addArrayOfString(Columns.texts(
                        closings, closing -> closing.after().status().word()))
                .addArrayOfInteger(
                        Columns.integers(closings, closing -> closing.after().version()))
                .addArrayOfInteger(
                        Columns.integers(closings, closing -> closing.after().sequence()))
                .addArrayOfOffsetDateTime(
                        Columns.times(closings, closing -> closing.after().changedAt()))
                .addArrayOfString(
                        Columns.texts(closings, closing -> code(closing.after().failure())))
                .addArrayOfString(Columns.texts(
                        closings, closing -> message(closing.after().failure())));
        return transaction
                .preparedQuery(CLOSE)
                .execute(tuple)
                .map(rows -> PaymentStore.list(rows, row -> row.getString(0)))
                .compose(closed -> tell(transaction, closings, closed).map(closed));
    }

    /** Keeps the merchant's wish, so that an unclear attempt closes the payment once it is known unpaid. */
    Future<Void> request(SqlClient client, String merchantId, String paymentId) {
        return client.preparedQuery(REQUEST)
                .execute(Tuple.of(merchantId, paymentId))
                .mapEmpty();
    }

    private static @Nullable String code(Payment.@Nullable Failure failure) {
        return failure == null ? null : failure.code();
    }

    private static @Nullable String message(Payment.@Nullable Failure failure) {
        return failure == null ? null : failure.message();
    }

    private Future<Void> tell(SqlClient transaction, List<Decider.Closing> closings, List<String> closed) {
        var held = closings.stream()
                .filter(closing -> closed.contains(closing.after().id()))
                .toList();
        var messages =
                held.stream().flatMap(closing -> closing.messages().stream()).toList();
        return outbox.insert(transaction, messages)
                .compose(told -> tally.payments(
                        transaction,
                        held.stream().map(Decider.Closing::before).toList(),
                        held.stream().map(Decider.Closing::after).toList()))
                .onSuccess(done -> held.forEach(closing -> observer.became(closing.after(), null)));
    }
}
