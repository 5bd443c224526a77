package dev.tongfu.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The smallest real work: rows with a key and an amount that must be positive. */
final class ProbeWork implements BatchWork<ProbeWork.Item, ProbeWork.Outcome> {
    static final String TABLE = """
            create table probe (key text primary key, amount bigint not null, body text not null,
                constraint probe_amount_positive check (amount > 0));
            grant select, insert on probe to tongfu_app
            """;
    private static final String INSERT = """
            insert into probe (key, amount, body)
            select key, amount, body
            from unnest($1::text[], $2::bigint[], $3::text[]) as item (key, amount, body)
            order by key
            on conflict do nothing
            returning key
            """;
    private static final String READ = "select key, amount from probe where key = any($1::text[])";

    private final SqlClient client;

    ProbeWork(SqlClient client) {
        this.client = client;
    }

    record Item(String key, long amount, String body) {}

    enum Outcome {
        NEW,
        REPLAY,
        CONFLICT
    }

    @Override
    public String key(Item item) {
        return item.key();
    }

    @Override
    public int bytes(Item item) {
        return item.key().length() + item.body().length() + Long.BYTES;
    }

    @Override
    public Future<Map<String, Outcome>> execute(List<Item> items) {
        var keys = items.stream().map(Item::key).toArray(String[]::new);
        var amounts = items.stream().map(Item::amount).toArray(Long[]::new);
        var bodies = items.stream().map(Item::body).toArray(String[]::new);
        return client.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addArrayOfString(keys)
                        .addArrayOfLong(amounts)
                        .addArrayOfString(bodies))
                .map(rows -> {
                    var outcomes = new HashMap<String, Outcome>();
                    rows.forEach(row -> outcomes.put(row.getString("key"), Outcome.NEW));
                    return outcomes;
                });
    }

    @Override
    public Future<Map<String, Outcome>> reread(List<Item> items) {
        var byKey = items.stream().collect(Collectors.toMap(Item::key, Function.identity()));
        return client.preparedQuery(READ)
                .execute(Tuple.tuple().addArrayOfString(byKey.keySet().toArray(String[]::new)))
                .map(rows -> {
                    var outcomes = new HashMap<String, Outcome>();
                    rows.forEach(row -> outcomes.put(row.getString("key"), compare(row, byKey)));
                    return outcomes;
                });
    }

    @Override
    public Optional<Outcome> repeated(Item second, Item first, Outcome outcome) {
        return Optional.of(second.amount() == first.amount() ? Outcome.REPLAY : Outcome.CONFLICT);
    }

    private static Outcome compare(Row row, Map<String, Item> byKey) {
        var item = byKey.get(row.getString("key"));
        return item != null && item.amount() == row.getLong("amount") ? Outcome.REPLAY : Outcome.CONFLICT;
    }
}
