package dev.tongfu.settlement;

import dev.tongfu.merchant.MerchantPolicy;
import dev.tongfu.money.CurrencyCode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Rows of batches, and what all stores here need. */
final class SettlementRows {
    static final String COLUMNS = """
            s.id, s.merchant_id, s.currency, s.mode, s.period_from, s.period_to, s.due_on, s.status, s.version,
            s.sequence, s.line_count, s.gross, s.refunds, s.fees, s.adjustments, s.reserve, s.carried_in, s.carried_out,
            s.net, s.sha256, s.hold, s.calculated_by, s.approved_by, s.created_at, s.changed_at
            """;

    private SettlementRows() {}

    static Settlement settlement(Row row) {
        return new Settlement(
                row.getString("id"),
                row.getString("merchant_id"),
                CurrencyCode.valueOf(row.getString("currency")),
                mode(row.getString("mode")),
                row.getLocalDate("period_from"),
                row.getLocalDate("period_to"),
                row.getLocalDate("due_on"),
                SettlementStatus.of(row.getString("status")),
                row.getInteger("version"),
                row.getInteger("sequence"),
                totals(row),
                row.getString("sha256"),
                row.getBoolean("hold"),
                row.getString("calculated_by"),
                row.getString("approved_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("changed_at").toInstant());
    }

    private static Settlement.Totals totals(Row row) {
        return new Settlement.Totals(
                row.getInteger("line_count"),
                row.getLong("gross"),
                row.getLong("refunds"),
                row.getLong("fees"),
                row.getLong("adjustments"),
                row.getLong("reserve"),
                row.getLong("carried_in"),
                row.getLong("carried_out"),
                row.getLong("net"));
    }

    static MerchantPolicy.SettlementMode mode(String word) {
        return MerchantPolicy.SettlementMode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapping) {
        var list = new ArrayList<T>(rows.size());
        rows.forEach(row -> list.add(mapping.apply(row)));
        return list;
    }

    static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> mapping) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(mapping.apply(rows.iterator().next()));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
