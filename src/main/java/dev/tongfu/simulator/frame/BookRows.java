package dev.tongfu.simulator.frame;

import dev.tongfu.money.Money;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rows of the books as records, for every store that reads them. */
final class BookRows {
    private BookRows() {}

    static Optional<Charge> firstCharge(RowSet<Row> rows) {
        return stream(rows).findFirst().map(BookRows::charge);
    }

    static List<Charge> charges(RowSet<Row> rows) {
        return stream(rows).map(BookRows::charge).toList();
    }

    static Optional<BankOrderRow> firstOrder(RowSet<Row> rows) {
        return stream(rows).findFirst().map(BookRows::order);
    }

    static List<BankOrderRow> orders(RowSet<Row> rows) {
        return stream(rows).map(BookRows::order).toList();
    }

    static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static BankOrderRow order(Row row) {
        return new BankOrderRow(
                row.getString("bank"),
                row.getString("merchant_no"),
                row.getString("order_no"),
                ChargeKind.of(row.getString("kind")),
                Money.cny(row.getLong("amount")),
                row.getString("token"),
                row.getOffsetDateTime("placed_at").toInstant(),
                row.getOffsetDateTime("deadline").toInstant(),
                BankOrderRow.Status.valueOf(row.getString("status")),
                row.getString("detail"),
                new BankOrderRow.Trail(
                        row.getString("original_no"), row.getString("used_by"), Money.cny(row.getLong("given_back"))));
    }

    static Charge charge(Row row) {
        return new Charge(
                row.getLong("number"),
                row.getString("bank"),
                row.getString("merchant_no"),
                row.getString("order_no"),
                ChargeKind.of(row.getString("kind")),
                row.getString("original_no"),
                Money.cny(row.getLong("amount")),
                row.getLocalDate("accounting_date"),
                row.getOffsetDateTime("charged_at").toInstant(),
                Charge.Mark.valueOf(row.getString("mark")));
    }
}
