package dev.tongfu.simulator.frame;

import static dev.tongfu.simulator.frame.BookRows.utc;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The statements behind {@link Movements}. */
final class MovementsStore {
    private static final String RESERVE = """
            insert into simulator.bank_order
                (bank, merchant_no, order_no, kind, amount, token, placed_at, deadline, status, detail, original_no)
            values ($1::text, $2::text, $3::text, $4::text, $5::bigint, $6::text, $7::timestamptz, $7::timestamptz,
                'PAID', $8::text, $9::text)
            on conflict (bank, merchant_no, order_no) do nothing
            """;

    /** False where the number is taken. */
    Future<Boolean> reserve(SqlClient client, Movement movement, Instant now) {
        var tuple = Tuple.of(
                        movement.bank(),
                        movement.merchantNo(),
                        movement.orderNo(),
                        movement.kind().word())
                .addLong(movement.amount().minor())
                .addString(Tokens.next())
                .addOffsetDateTime(utc(now))
                .addString(movement.detail())
                .addString(movement.originalNo());
        return client.preparedQuery(RESERVE).execute(tuple).map(rows -> rows.rowCount() == 1);
    }

    private static final String RELEASE = """
            delete from simulator.bank_order
            where bank = $1::text and merchant_no = $2::text and order_no = $3::text
            """;

    Future<Void> release(SqlClient client, Movement movement) {
        return client.preparedQuery(RELEASE)
                .execute(Tuple.of(movement.bank(), movement.merchantNo(), movement.orderNo()))
                .mapEmpty();
    }

    // The update waits for whoever changes the same original and then looks at the newest row, so its guards hold for
    // any number at once. The calendar row is share-locked, so that nothing slips into a day that is just being closed.
    private static final String MOVE = """
            with day as (
                select greatest($6::date, open_from, (($7::timestamptz + make_interval(mins => ends_early_minutes))
                    at time zone 'Asia/Shanghai')::date) as accounting_date
                from simulator.calendar where bank = $1::text for share),
            original as (
                update simulator.bank_order original
                set given_back = given_back
                        + case when $4::text in ('refund', 'void', 'capture_void') then $8::bigint else 0 end,
                    used_by = case when $4::text in ('capture', 'cancel') then $3::text else used_by end
                where bank = $1::text and merchant_no = $2::text and status = 'PAID'
                    and order_no = coalesce((
                        select capture.order_no
                        from simulator.bank_order hold
                        join simulator.bank_order capture
                            on capture.bank = hold.bank and capture.merchant_no = hold.merchant_no
                            and capture.order_no = hold.used_by and capture.kind = 'capture'
                        where $4::text in ('refund', 'capture_void') and hold.bank = $1::text
                            and hold.merchant_no = $2::text and hold.order_no = $5::text), $5::text)
                    and case $4::text
                        when 'refund' then kind in ('pay', 'capture', 'debit') and given_back + $8::bigint <= amount
                        when 'capture' then kind = 'preauth' and used_by = '' and $8::bigint <= amount
                        when 'cancel' then kind = 'preauth' and used_by = '' and $8::bigint = amount
                        else kind = case $4::text when 'void' then 'pay' else 'capture' end
                            and given_back = 0 and $8::bigint = amount
                            and exists (
                                select from simulator.charge charged, day
                                where charged.bank = original.bank and charged.merchant_no = original.merchant_no
                                    and charged.order_no = original.order_no and charged.kind = original.kind
                                    and charged.accounting_date = day.accounting_date)
                        end
                returning order_no)
            insert into simulator.charge
                (bank, merchant_no, order_no, kind, amount, accounting_date, charged_at, mark, original_no)
            select $1::text, $2::text, $3::text, $4::text, $8::bigint, day.accounting_date, $7::timestamptz, 'NONE',
                $5::text
            from original, day
            returning *
            """;

    /** Empty where a guard stands in the way. */
    Future<Optional<Charge>> move(SqlClient client, Movement movement, Instant now) {
        return client.preparedQuery(MOVE).execute(charging(movement, now)).map(BookRows::firstCharge);
    }

    private static final String DEBIT = """
            with day as (
                select greatest($6::date, open_from, (($7::timestamptz + make_interval(mins => ends_early_minutes))
                    at time zone 'Asia/Shanghai')::date) as accounting_date
                from simulator.calendar where bank = $1::text for share),
            signed as (
                select order_no from simulator.contract
                where bank = $1::text and merchant_no = $2::text and order_no = $5::text
                    and status = 'SIGNED' and expires_on >= $6::date
                for share)
            insert into simulator.charge
                (bank, merchant_no, order_no, kind, amount, accounting_date, charged_at, mark, original_no)
            select $1::text, $2::text, $3::text, $4::text, $8::bigint, day.accounting_date, $7::timestamptz, 'NONE',
                $5::text
            from signed, day
            returning *
            """;

    /** Empty where the contract is not in force. */
    Future<Optional<Charge>> debit(SqlClient client, Movement movement, Instant now) {
        return client.preparedQuery(DEBIT).execute(charging(movement, now)).map(BookRows::firstCharge);
    }

    private static Tuple charging(Movement movement, Instant now) {
        return Tuple.of(
                        movement.bank(),
                        movement.merchantNo(),
                        movement.orderNo(),
                        movement.kind().word(),
                        movement.originalNo())
                .addLocalDate(LocalDate.ofInstant(now, Books.BANK_ZONE))
                .addOffsetDateTime(utc(now))
                .addLong(movement.amount().minor());
    }

    private static final String ORIGINAL = """
            select original.* from simulator.bank_order original
            where bank = $1::text and merchant_no = $2::text
                and order_no = coalesce((
                    select hold.used_by from simulator.bank_order hold
                    where $4::text in ('refund', 'capture_void') and hold.bank = $1::text
                        and hold.merchant_no = $2::text and hold.order_no = $3::text and hold.used_by <> ''), $3::text)
            """;

    Future<Optional<BankOrderRow>> original(SqlClient client, Movement movement) {
        var tuple = Tuple.of(
                movement.bank(),
                movement.merchantNo(),
                movement.originalNo(),
                movement.kind().word());
        return client.preparedQuery(ORIGINAL).execute(tuple).map(BookRows::firstOrder);
    }

    private static final String CONTRACT_EXISTS = """
            select from simulator.contract where bank = $1::text and merchant_no = $2::text and order_no = $3::text
            """;

    Future<Boolean> contractExists(SqlClient client, Movement movement) {
        return client.preparedQuery(CONTRACT_EXISTS)
                .execute(Tuple.of(movement.bank(), movement.merchantNo(), movement.originalNo()))
                .map(rows -> rows.size() == 1);
    }
}
