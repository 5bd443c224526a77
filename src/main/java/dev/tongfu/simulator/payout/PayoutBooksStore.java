package dev.tongfu.simulator.payout;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of orders, in schema {@code simulator}. */
final class PayoutBooksStore {
    private static final String PLACE = """
            insert into simulator.payout_order (reference, amount, account_no, holder, status, paid_on, returned_on,
                placed_at)
            values ($1::text, $2::bigint, $3::text, $4::text, $5::text, $6::date, $7::date, $8::timestamptz)
            on conflict do nothing
            """;

    /** False: the reference is taken. */
    Future<Boolean> place(SqlClient client, PayoutOrder order, String accountNo, String holder, Instant now) {
        var values = Tuple.tuple()
                .addString(order.reference())
                .addLong(order.amount())
                .addString(accountNo)
                .addString(holder)
                .addString(order.status().name())
                .addLocalDate(order.paidOn())
                .addLocalDate(order.returnedOn())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return client.preparedQuery(PLACE).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static final String FIND = "select * from simulator.payout_order where reference = $1::text";

    Future<Optional<PayoutOrder>> find(SqlClient client, String reference) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(reference))
                .map(rows -> orders(rows).stream().findFirst());
    }

    private static final String MOVE = """
            update simulator.payout_order set status = $3::text, paid_on = coalesce(paid_on, $4::date),
                returned_on = coalesce(returned_on, $5::date)
            where reference = $1::text and status = $2::text
            """;

    /** False: it was not in that status. */
    Future<Boolean> move(
            SqlClient client,
            String reference,
            PayoutOrder.Status from,
            PayoutOrder.Status to,
            @Nullable LocalDate paidOn,
            @Nullable LocalDate returnedOn) {
        return client.preparedQuery(MOVE)
                .execute(Tuple.of(reference, from.name(), to.name(), paidOn, returnedOn))
                .map(rows -> rows.rowCount() == 1);
    }

    private static final String OF_DAY = """
            select * from simulator.payout_order where paid_on = $1::date or returned_on = $1::date
            order by placed_at, reference
            """;

    Future<List<PayoutOrder>> ofDay(SqlClient client, LocalDate day) {
        return client.preparedQuery(OF_DAY).execute(Tuple.of(day)).map(PayoutBooksStore::orders);
    }

    private static List<PayoutOrder> orders(RowSet<Row> rows) {
        var orders = new ArrayList<PayoutOrder>(rows.size());
        rows.forEach(row -> orders.add(new PayoutOrder(
                row.getString("reference"),
                row.getLong("amount"),
                PayoutOrder.Status.valueOf(row.getString("status")),
                row.getLocalDate("paid_on"),
                row.getLocalDate("returned_on"))));
        return orders;
    }
}
