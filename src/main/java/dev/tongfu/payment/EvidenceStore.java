package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what evidence is about and writes what it does, many pieces in one statement. */
final class EvidenceStore {
    private static final String READ =
            "select " + PaymentRows.PAYMENT_COLUMNS + ", " + PaymentRows.ATTEMPT_COLUMNS + """
            , (select count(*) from attempt o
                 where o.merchant_id = a.merchant_id and o.payment_id = a.payment_id
                   and o.bank_order_no <> a.bank_order_no
                   and o.status in ('prepared', 'sent', 'accepted', 'unknown')) as others_unclear
            from attempt a join payment p on p.merchant_id = a.merchant_id and p.id = a.payment_id
            where a.bank_order_no = any($1::text[])
            """;

    private final PaymentObserver observer;

    EvidenceStore(PaymentObserver observer) {
        this.observer = observer;
    }

    /** The compare-and-set on the payment's version decides; a change that lost writes nothing at all. */
    private static final String WRITE = """
            with input as (
                select * from unnest($1::int[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::int[],
                    $8::bigint[], $9::text[], $10::text[], $11::date[], $12::date[], $13::timestamptz[],
                    $14::timestamptz[], $15::text[], $16::text[], $17::boolean[], $18::timestamptz[],
                    $19::text[], $20::text[], $21::text[], $22::timestamptz[], $23::text[], $24::text[], $25::int[])
                as x(n, merchant_id, payment_id, version, new_version, status, sequence, captured, bank, bank_txn_no,
                    bank_date, accounting_date, paid_at, payable_until, failure_code, failure_message,
                    close_requested, changed_at, bank_order_no, attempt_status, attempt_txn_no, next_query_at,
                    forward_url, forward_form, code_tries)
            ), held as (
                select i.n from payment p join input i on p.merchant_id = i.merchant_id
                    and p.id = i.payment_id order by p.merchant_id, p.id for update of p
            ), won as (
                update payment p set status = i.status, version = i.new_version, sequence = i.sequence,
                    captured = i.captured, bank = i.bank, bank_txn_no = i.bank_txn_no, bank_date = i.bank_date,
                    accounting_date = i.accounting_date, paid_at = i.paid_at, payable_until = i.payable_until,
                    failure_code = i.failure_code, failure_message = i.failure_message,
                    close_requested = i.close_requested, changed_at = i.changed_at,
                    code_tries = i.code_tries
                from input i join held using (n)
                where p.merchant_id = i.merchant_id and p.id = i.payment_id and p.version = i.version
                returning i.n
            ), tried as (
                update attempt a set status = i.attempt_status, bank_txn_no = i.attempt_txn_no,
                    next_query_at = i.next_query_at, forward_url = i.forward_url, forward_form = i.forward_form,
                    query_count = a.query_count + 1, lease_until = null
                from input i join won using (n)
                where a.bank_order_no = i.bank_order_no
            )
            select n from won
            """;

    private static final String KEEP = """
            insert into evidence (id, channel_id, object, source, sha256, merchant_id, payment_id, kind, detail, amount,
                currency, bank_txn_no, bank_date, effect, message, key_id, received_at)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::bigint[], $11::text[], $12::text[], $13::date[], $14::text[],
                $15::bytea[], $16::text[], $17::timestamptz[])
            on conflict do nothing
            """;

    private static final String EXTRA = """
            insert into extra_receipt (merchant_id, payment_id, bank_ref, bank_order_no, channel_id, amount, currency,
                bank_date, status, created_at)
            values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::bigint, $7::text, $8::date, 'open',
                $9::timestamptz)
            on conflict do nothing
            """;

    private static final String ALARM = """
            insert into alarm (id, at, kind, subject, detail)
            values ($1::text, $2::timestamptz, $3::text, $4::text, $5::text)
            """;

    /** An attempt, its payment, and whether another attempt of it is unclear. */
    record Subject(Payment payment, Attempt attempt, boolean othersUnclear) {}

    Future<List<Subject>> read(SqlClient client, Set<String> bankOrderNos) {
        return client.preparedQuery(READ)
                .execute(Tuple.tuple().addArrayOfString(bankOrderNos.toArray(String[]::new)))
                .map(rows -> PaymentStore.list(
                        rows,
                        row -> new Subject(
                                PaymentRows.payment(row),
                                PaymentRows.attempt(row),
                                row.getLong("others_unclear") > 0)));
    }

    /** Writes payments and attempts; returns the positions in the list of the changes that held. */
    Future<Set<Integer>> write(SqlClient transaction, List<Change> changes) {
        return transaction.preparedQuery(WRITE).execute(columns(changes)).map(rows -> {
            var won = new HashSet<Integer>();
            for (Row row : rows) {
                won.add(row.getInteger(0));
            }
            return won;
        });
    }

    Future<Void> keep(SqlClient transaction, List<Change> changes) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = changes.stream().map(KeptEvidence::of).toList();
        return keepRows(transaction, rows);
    }

    /** Keeps messages about calls that are no orders. */
    Future<Void> keepRows(SqlClient transaction, List<KeptEvidence> rows) {
        return transaction
                .preparedQuery(KEEP)
                .execute(kept(rows))
                .onSuccess(kept -> rows.forEach(row -> observer.kept(row.channelId(), row.source(), row.kind())))
                .mapEmpty();
    }

    /** Keeps one message: about a call that is no order, or about nothing of ours. */
    Future<Void> keep(SqlClient client, KeptEvidence row) {
        return keepRows(client, List.of(row));
    }

    Future<Void> insertExtra(SqlClient transaction, Change change, ExtraReceipt extra) {
        var tuple = Tuple.tuple()
                .addString(change.before().merchantId())
                .addString(change.before().id())
                .addString(extra.bankRef())
                .addString(change.attempt().bankOrderNo())
                .addString(change.attempt().channelId())
                .addLong(extra.amount().minor())
                .addString(extra.amount().currency().name())
                .addLocalDate(extra.bankDate())
                .addOffsetDateTime(PaymentRows.time(change.evidence().receivedAt()));
        return transaction.preparedQuery(EXTRA).execute(tuple).mapEmpty();
    }

    Future<Void> raise(SqlClient client, Alarm alarm) {
        var tuple = Tuple.of(alarm.id(), PaymentRows.time(alarm.at()), alarm.kind(), alarm.subject(), alarm.detail());
        return client.preparedQuery(ALARM).execute(tuple).mapEmpty();
    }

    private static Tuple columns(List<Change> changes) {
        var numbers = new Integer[changes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        var after = changes.stream().map(Change::after).toList();
        return Tuple.tuple()
                .addArrayOfInteger(numbers)
                .addArrayOfString(Columns.texts(after, Payment::merchantId))
                .addArrayOfString(Columns.texts(after, Payment::id))
                .addArrayOfInteger(
                        Columns.integers(changes, change -> change.before().version()))
                .addArrayOfInteger(Columns.integers(after, Payment::version))
                .addArrayOfString(
                        Columns.texts(after, payment -> payment.status().word()))
                .addArrayOfInteger(Columns.integers(after, Payment::sequence))
                .addArrayOfLong(Columns.longs(after, Payment::captured))
                .addArrayOfString(Columns.texts(after, Payment::bank))
                .addArrayOfString(Columns.texts(after, Payment::bankTxnNo))
                .addArrayOfLocalDate(Columns.dates(after, Payment::bankDate))
                .addArrayOfLocalDate(Columns.dates(after, Payment::accountingDate))
                .addArrayOfOffsetDateTime(Columns.times(after, Payment::paidAt))
                .addArrayOfOffsetDateTime(Columns.times(after, Payment::payableUntil))
                .addArrayOfString(Columns.texts(after, payment -> code(payment.failure())))
                .addArrayOfString(Columns.texts(after, payment -> message(payment.failure())))
                .addArrayOfBoolean(after.stream().map(Payment::closeRequested).toArray(Boolean[]::new))
                .addArrayOfOffsetDateTime(Columns.times(after, Payment::changedAt))
                .addArrayOfString(
                        Columns.texts(changes, change -> change.attempt().bankOrderNo()))
                .addArrayOfString(
                        Columns.texts(changes, change -> change.attemptStatus().word()))
                .addArrayOfString(Columns.texts(changes, Change::attemptBankTxnNo))
                .addArrayOfOffsetDateTime(Columns.times(changes, Change::nextQueryAt))
                .addArrayOfString(Columns.texts(changes, change -> url(forward(change))))
                .addArrayOfString(Columns.texts(changes, change -> PaymentRows.formText(forward(change))))
                .addArrayOfInteger(Columns.integers(after, EvidenceStore::tries));
    }

    private static Tuple kept(List<KeptEvidence> rows) {
        return Tuple.tuple()
                .addArrayOfString(Columns.texts(rows, KeptEvidence::id))
                .addArrayOfString(Columns.texts(rows, KeptEvidence::channelId))
                .addArrayOfString(Columns.texts(rows, KeptEvidence::object))
                .addArrayOfString(Columns.texts(rows, row -> row.source().word()))
                .addArrayOfString(Columns.texts(rows, row -> row.raw().sha256()))
                .addArrayOfString(Columns.texts(rows, KeptEvidence::merchantId))
                .addArrayOfString(Columns.texts(rows, KeptEvidence::paymentId))
                .addArrayOfString(Columns.texts(rows, KeptEvidence::kind))
                .addArrayOfString(Columns.texts(rows, KeptEvidence::detail))
                .addArrayOfLong(Columns.longs(rows, row -> row.receipt() == null ? null : amount(row.receipt())))
                .addArrayOfString(Columns.texts(rows, row -> row.receipt() == null ? null : currency(row.receipt())))
                .addArrayOfString(Columns.texts(
                        rows,
                        row -> row.receipt() == null ? null : row.receipt().bankTxnNo()))
                .addArrayOfLocalDate(Columns.dates(
                        rows,
                        row -> row.receipt() == null ? null : row.receipt().bankDate()))
                .addArrayOfString(Columns.texts(rows, KeptEvidence::effect))
                .addArrayOfBuffer(rows.stream().map(row -> row.raw().sealed()).toArray(Buffer[]::new))
                .addArrayOfString(Columns.texts(rows, row -> row.raw().keyId()))
                .addArrayOfOffsetDateTime(Columns.times(rows, KeptEvidence::receivedAt));
    }

    private static @Nullable PayerForward forward(Change change) {
        return change.evidence().reply() instanceof BankReply.Accepted accepted
                ? accepted.forward()
                : change.attempt().forward();
    }

    private static Integer tries(Payment payment) {
        return payment.card() == null ? 0 : payment.card().tries();
    }

    private static @Nullable String url(@Nullable PayerForward forward) {
        return forward == null ? null : forward.url();
    }

    private static @Nullable String code(Payment.@Nullable Failure failure) {
        return failure == null ? null : failure.code();
    }

    private static @Nullable String message(Payment.@Nullable Failure failure) {
        return failure == null ? null : failure.message();
    }

    private static Long amount(BankReply.Receipt receipt) {
        return receipt.amount().minor();
    }

    private static String currency(BankReply.Receipt receipt) {
        return receipt.amount().currency().name();
    }
}
