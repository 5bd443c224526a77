package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads runs with the breaks of their days. */
final class RunListStore {
    private static final String COLUMNS = """
            select r.id, r.channel_id, r.bank, r.bank_date, r.version, r.number, r.status, r.failed_step, r.failure,
                r.actor, r.created_at, r.proof, found.breaks
            from reconciliation_run r
            left join lateral (
                select json_object_agg(code, json_build_object('count', count, 'amount', amount)) as breaks
                from (select code, count(*) as count, sum(amount)::bigint as amount from break
                      where channel_id = r.channel_id and bank_date = r.bank_date group by code) by_code
            ) found on true
            """;

    private static final String LIST = COLUMNS + """
            where ($1::text is null or r.bank = $1::text) and r.bank_date >= $2::date and r.bank_date <= $3::date
            order by r.bank_date desc, r.channel_id, r.number desc limit $4::int
            """;

    Future<List<RunSummary>> list(SqlClient client, @Nullable String bank, LocalDate from, LocalDate to, int limit) {
        return client.preparedQuery(LIST)
                .execute(Tuple.of(bank, from, to, limit))
                .map(RunListStore::runs);
    }

    private static final String NEWEST = COLUMNS + """
            where r.bank = $1::text and r.bank_date = $2::date
              and r.number = (select max(number) from reconciliation_run
                              where channel_id = r.channel_id and bank_date = r.bank_date)
            order by r.channel_id
            """;

    Future<List<RunSummary>> newest(SqlClient client, String bank, LocalDate bankDate) {
        return client.preparedQuery(NEWEST).execute(Tuple.of(bank, bankDate)).map(RunListStore::runs);
    }

    private static List<RunSummary> runs(RowSet<Row> rows) {
        var runs = new ArrayList<RunSummary>(rows.size());
        rows.forEach(row -> runs.add(run(row)));
        return runs;
    }

    private static RunSummary run(Row row) {
        var proof = row.get(JsonObject.class, "proof");
        return new RunSummary(
                row.getString("id"),
                row.getString("channel_id"),
                row.getString("bank"),
                row.getLocalDate("bank_date"),
                row.getInteger("version"),
                row.getInteger("number"),
                row.getString("status"),
                row.getString("failed_step"),
                row.getString("failure"),
                row.getString("actor"),
                row.getOffsetDateTime("created_at").toInstant(),
                breaks(row.get(JsonObject.class, "breaks")),
                proof == null ? new JsonObject() : proof);
    }

    private static Map<String, RunSummary.BreakSum> breaks(@Nullable JsonObject byCode) {
        var breaks = new LinkedHashMap<String, RunSummary.BreakSum>();
        if (byCode != null) {
            byCode.fieldNames().forEach(code -> {
                var sum = byCode.getJsonObject(code);
                breaks.put(code, new RunSummary.BreakSum(sum.getInteger("count"), sum.getLong("amount")));
            });
        }
        return breaks;
    }
}
