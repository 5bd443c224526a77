package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;

/** Opens accounts with their first balance row; one that is there already stays as it is. */
final class AccountStore {
    private static final String OPEN = """
            with wanted as (
              select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::boolean[], $6::bigint[],
                                   $7::boolean[])
                as w(id, code, key, currency, debit_normal, floor, pass_through)
            ), opened as (
              insert into account (id, code, key, currency)
              select id, code, key, currency from wanted order by id on conflict do nothing
            )
            insert into balance (account, debit_normal, floor, pass_through)
            select id, debit_normal, floor, pass_through from wanted order by id on conflict do nothing
            """;

    Future<Void> open(SqlClient client, Collection<Account> accounts) {
        var sorted = accounts.stream()
                .distinct()
                .sorted(Comparator.comparing(Account::id))
                .toList();
        if (sorted.isEmpty()) {
            return Future.succeededFuture();
        }
        var parameters = Tuple.tuple()
                .addArrayOfString(sorted.stream().map(Account::id).toArray(String[]::new))
                .addArrayOfInteger(sorted.stream().map(a -> a.code().number()).toArray(Integer[]::new))
                .addArrayOfString(sorted.stream().map(Account::key).toArray(String[]::new))
                .addArrayOfString(sorted.stream().map(a -> a.currency().name()).toArray(String[]::new))
                .addArrayOfBoolean(
                        sorted.stream().map(a -> a.code().debitNormal()).toArray(Boolean[]::new))
                .addArrayOfLong(sorted.stream().map(a -> a.code().hardFloor()).toArray(Long[]::new))
                .addArrayOfBoolean(
                        sorted.stream().map(a -> a.code().passThrough()).toArray(Boolean[]::new));
        return client.preparedQuery(OPEN).execute(parameters).mapEmpty();
    }
}
