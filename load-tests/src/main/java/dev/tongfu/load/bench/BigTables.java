package dev.tongfu.load.bench;

import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Sql;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Payments of years gone by, straight into the tables: closed, of one merchant, their numbers in no order, so that
 * a new one's place in the index is anywhere among them.
 *
 * <p>The two unique indexes are made again afterwards, which is the only quick way to so many rows; analysed and
 * checkpointed, as they would be.
 */
final class BigTables {
    private static final int AT_ONCE = 2_000_000;

    private final Stand stand;

    BigTables(Stand stand) {
        this.stand = stand;
    }

    void fill(int rows) throws IOException, SQLException {
        long start = System.nanoTime();
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            sql.run("alter table payment drop constraint payment_order_no, drop constraint payment_pkey");
            for (int done = 0; done < rows; done += AT_ONCE) {
                sql.run("""
                        insert into payment (merchant_id, id, order_no, kind, status, amount, currency, subject,
                            result_mode, notify_url, return_url, created_at, expires_at, changed_at, version)
                        select 'm_demo', 'pay_01J' || lpad(n::text, 23, '0'), 'load-' || left(md5(n::text), 24),
                            'purchase', 'closed', 100 + n %% 9000, 'CNY', '压力测试商品', 'server',
                            'http://127.0.0.1:9/shop/hooks', 'http://127.0.0.1:9/shop/return', t, t, t, 2
                        from (select n, timestamptz '2024-01-01' + n * interval '1 second' as t
                            from generate_series(%d, %d) n) rows""".formatted(done, Math.min(done + AT_ONCE, rows) - 1));
                Say.line("filling         %d of %d rows, %.0f s", Math.min(done + AT_ONCE, rows), rows,
                        (System.nanoTime() - start) / 1e9);
            }
            sql.run("set maintenance_work_mem = '1GB'");
            sql.run("alter table payment add primary key (merchant_id, id)");
            sql.run("alter table payment add constraint payment_order_no unique (merchant_id, order_no)");
            sql.run("vacuum analyze payment");
            sql.run("checkpoint");
            Say.line("tables          %d payments, table and indexes %s, filled in %.0f s", rows,
                    sql.text("select pg_size_pretty(pg_total_relation_size('payment'))"),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    /** The auditor looks for what was sent; nobody sent these. */
    void empty() throws IOException, SQLException {
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            sql.run("delete from payment where id like 'pay_01J%'");
        }
    }
}
