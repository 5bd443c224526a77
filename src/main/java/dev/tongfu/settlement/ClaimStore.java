package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementRows.list;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which lines are in which batch: each in one, taken by compare-and-set. */
final class ClaimStore {
    /**
     * A line is proven when its movement is matched in a proven run, or when its break was resolved; an open break on
     * it holds it, but for one about the bank's fee, which is none of the merchant's.
     */
    private static final String PROVEN = """
            (not l.needs_proof
              or (exists (select from statement_match m join reconciliation_run r on r.id = m.run_id
                    where m.transfer_id = l.proof_id and r.status = 'proven')
                  or exists (select from break b where b.transfer_id = l.proof_id
                    and b.status in ('resolved', 'cleared') and b.code <> 'fee_difference'))
                and not exists (select from break b where b.transfer_id = l.proof_id
                    and b.status in ('carried', 'open', 'proposed', 'resolving') and b.code <> 'fee_difference'))
            """;

    private static final String CLAIM = """
            update merchant_line l set settlement_id = $1::text
            where l.merchant_id = $2::text and l.currency = $3::text and l.settlement_id is null and l.settles
              and l.accounting_date <= $4::date and
            """ + PROVEN;

    /** Takes every proven line up to the end of the batch's period that is in no batch. */
    Future<Integer> claim(SqlConnection transaction, Settlement batch) {
        return transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.of(
                        batch.id(), batch.merchantId(), batch.currency().name(), batch.periodTo()))
                .map(rows -> rows.rowCount());
    }

    private static final String RELEASE =
            "update merchant_line set settlement_id = null where settlement_id = $1::text and settles";

    Future<Integer> release(SqlConnection transaction, String settlementId) {
        return transaction
                .preparedQuery(RELEASE)
                .execute(Tuple.of(settlementId))
                .map(rows -> rows.rowCount());
    }

    private static final String UNPROVEN = """
            select count(*) as lines from merchant_line l where l.settlement_id = $1::text and l.settles and not
            """ + PROVEN;

    /** Lines of a batch that are no longer proven. */
    Future<Long> unproven(SqlClient client, String settlementId) {
        return client.preparedQuery(UNPROVEN)
                .execute(Tuple.of(settlementId))
                .map(rows -> rows.iterator().next().getLong("lines"));
    }

    private static final String TOTALS = """
            select count(*) as lines,
              coalesce(sum(amount) filter (where kind in ('payment', 'debit', 'capture')), 0)::bigint as gross,
              coalesce(-sum(amount) filter (where kind in ('refund', 'refund_return')), 0)::bigint as refunds,
              coalesce(sum(fee) - sum(fee_back), 0)::bigint as fees,
              coalesce(sum(amount) filter (where kind not in
                ('payment', 'debit', 'capture', 'refund', 'refund_return')), 0)::bigint as adjustments,
              encode(sha256(convert_to(string_agg(transfer_id || '|' || amount || '|' || fee || '|' || fee_back, E'\\n'
                order by transfer_id), 'UTF8')), 'hex') as sha256
            from merchant_line where settlement_id = $1::text and settles
            """;

    /** What the lines add up to, and the SHA-256 over them in the order of their transfers. */
    Future<Sum> sum(SqlClient client, String settlementId, long carriedIn) {
        return client.preparedQuery(TOTALS)
                .execute(Tuple.of(settlementId))
                .map(rows -> rows.iterator().next())
                .map(row -> new Sum(
                        new Settlement.Totals(
                                row.getLong("lines").intValue(),
                                row.getLong("gross"),
                                row.getLong("refunds"),
                                row.getLong("fees"),
                                row.getLong("adjustments"),
                                0,
                                carriedIn,
                                0,
                                0),
                        row.getString("sha256")));
    }

    /** @param sha256 null without lines */
    record Sum(Settlement.Totals totals, @Nullable String sha256) {}

    private static final String FEES = """
            select coalesce(fee_kind, 'refund') as kind, sum(fee)::bigint as fee, sum(fee_back)::bigint as fee_back
            from merchant_line where settlement_id = $1::text and settles
            group by 1 having sum(fee) <> 0 or sum(fee_back) <> 0 order by 1
            """;

    /** The fees of a batch by their kind. */
    Future<List<Fees>> fees(SqlClient client, String settlementId) {
        return client.preparedQuery(FEES)
                .execute(Tuple.of(settlementId))
                .map(rows -> list(
                        rows, row -> new Fees(row.getString("kind"), row.getLong("fee"), row.getLong("fee_back"))));
    }

    /** @param back negative: returned refunds took back more than was given back */
    record Fees(String kind, long taken, long back) {}
}
