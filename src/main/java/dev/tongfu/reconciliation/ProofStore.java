package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Difference;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/**
 * The proof of a run: per kind, what we say less the breaks is what the bank says; and the identities I1 to I3.
 *
 * <p>The three sides come from three tables: movements, breaks and lines.
 */
final class ProofStore {
    /** Inflow plus, outflow minus. $1 channel, $2 bank date, $3 version. */
    private static final String KINDS = """
            with matched as (
              select * from statement_match where channel_id = $1::text and bank_date = $2::date
            ), ours as (
              select m.kind, case m.direction when 'in' then m.amount else -m.amount end as amount
              from movement m join matched s on s.transfer_id = m.transfer_id
              union all
              select m.kind, case m.direction when 'in' then m.amount else -m.amount end
              from movement m
              where m.channel_id = $1::text and m.bank_date = $2::date
                and not exists (select from statement_match s where s.channel_id = $1::text
                  and s.bank_date >= $2::date - 1 and s.transfer_id = m.transfer_id)
            ), line as (
              select coalesce(s.kind, l.kind) as kind,
                     case when l.kind in ('fee', 'chargeback', 'adjustment') then l.net
                          when l.direction = 'in' then l.amount else -l.amount end as amount
              from statement_line l left join matched s on s.line_no = l.line_no
              where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $3::int
                and l.kind not in ('payout', 'payout_return')
            ), known as (
              select b.*, case b.direction when 'in' then 1 else -1 end as sign from break b
              where b.channel_id = $1::text and b.bank_date = $2::date and b.status <> 'cleared'
                and b.evidence ->> 'kind' is distinct from 'payout'
                and b.evidence ->> 'kind' is distinct from 'payout_return'
            ), apart as (
              select m.kind, case m.direction when 'in' then m.amount else -m.amount end as amount
              from known b join movement m on m.transfer_id = b.transfer_id
              where b.code in ('platform_only', 'bank_unpaid', 'kind') and m.bank_date = $2::date
                and not exists (select from statement_match s where s.transfer_id = b.transfer_id)
              union all
              select b.evidence ->> 'kind', -b.sign * b.amount from known b
              where b.code in ('bank_only', 'bank_paid', 'duplicate', 'kind') and b.line_id is not null
                and not exists (select from matched s where s.line_id = b.line_id)
              union all
              select s.kind, case b.code when 'amount_over' then -1 else 1 end * b.sign * b.amount
              from known b join matched s on s.line_id = b.line_id
              where b.code in ('amount_over', 'amount_under')
            )
            select kind, sum(p)::bigint as platform_amount, sum(pc)::bigint as platform_count,
                   sum(b)::bigint as break_amount, sum(bc)::bigint as break_count, sum(l)::bigint as bank_amount,
                   sum(lc)::bigint as bank_count
            from (select kind, amount as p, 1 as pc, 0 as b, 0 as bc, 0 as l, 0 as lc from ours
                  union all select kind, 0, 0, amount, 1, 0, 0 from apart
                  union all select kind, 0, 0, 0, 0, amount, 1 from line) sides
            group by kind order by kind
            """;

    private static final String CASH = """
            select (select coalesce(sum(l.net), 0)::bigint from statement_line l
                    where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $3::int) as net,
                   (select count(*)::int from statement_line l
                    where l.channel_id = $1::text and l.bank_date = $2::date and l.version = $3::int) as lines,
                   (select count(*)::int from quarantined_line q
                    where q.channel_id = $1::text and q.bank_date = $2::date and q.version = $3::int
                      and q.released_by is null) as quarantined,
                   (select coalesce(sum(case when starts_with(p.debit, '1102/') then p.amount
                                             when starts_with(p.credit, '1102/') then -p.amount else 0 end), 0)::bigint
                    from run_posting p
                    where p.channel_id = $1::text and p.bank_date = $2::date and p.template <> 'K8') as posted
            """;

    /** Whoever has movements on the day, and was not told yet. */
    private static final String TO_TELL = """
            select distinct m.merchant_id from movement m
            where m.channel_id = $1::text and m.bank_date = $2::date and m.merchant_id <> ''
              and not exists (select from notification n
                where n.merchant_id = m.merchant_id and n.resource_id = $3::text and n.sequence = 1)
            order by 1
            """;

    private final IdentityStore identities = new IdentityStore();

    /**
     * What holds and what does not.
     *
     * @param json as it is stored with the run
     */
    record Proof(boolean holds, JsonObject json) {}

    Future<Proof> prove(SqlClient tx, Run run) {
        var day = Tuple.of(run.channelId(), run.bankDate(), run.version());
        return tx.preparedQuery(KINDS)
                .execute(day)
                .compose(kinds -> tx.preparedQuery(CASH)
                        .execute(day)
                        .compose(cash -> identities
                                .receivables(tx, run.channelId(), run.bankDate())
                                .compose(i2 -> identities
                                        .suspense(tx, run.channelId())
                                        .map(i3 -> proof(kinds, cash.iterator().next(), i2, i3)))));
    }

    Future<List<String>> toTell(SqlClient tx, String channelId, LocalDate bankDate, String resourceId) {
        return FindingStore.list(
                tx, TO_TELL, Tuple.of(channelId, bankDate, resourceId), row -> row.getString("merchant_id"));
    }

    private static Proof proof(Iterable<Row> kinds, Row cash, List<Difference> i2, List<Difference> i3) {
        var list = new JsonArray();
        boolean holds = true;
        for (var row : kinds) {
            long difference = row.getLong("platform_amount") - row.getLong("break_amount") - row.getLong("bank_amount");
            holds &= difference == 0;
            list.add(new JsonObject()
                    .put("kind", row.getString("kind"))
                    .put("platform_count", row.getLong("platform_count"))
                    .put("platform_amount", row.getLong("platform_amount"))
                    .put("break_count", row.getLong("break_count"))
                    .put("break_amount", row.getLong("break_amount"))
                    .put("bank_count", row.getLong("bank_count"))
                    .put("bank_amount", row.getLong("bank_amount"))
                    .put("difference", difference));
        }
        holds &= cash.getLong("net").equals(cash.getLong("posted")) && i2.isEmpty() && i3.isEmpty();
        return new Proof(
                holds,
                new JsonObject()
                        .put("kinds", list)
                        .put("net", cash.getLong("net"))
                        .put("posted_to_cash", cash.getLong("posted"))
                        .put("lines", cash.getInteger("lines"))
                        .put("quarantined", cash.getInteger("quarantined"))
                        .put("differences", differences(i2, i3))
                        .put("holds", holds));
    }

    private static JsonArray differences(List<Difference> i2, List<Difference> i3) {
        var list = new JsonArray();
        i2.forEach(each -> list.add(difference("I2", each)));
        i3.forEach(each -> list.add(difference("I3", each)));
        return list;
    }

    private static JsonObject difference(String identity, Difference difference) {
        return new JsonObject()
                .put("identity", identity)
                .put("subject", difference.subject())
                .put("expected", difference.expected())
                .put("actual", difference.actual());
    }
}
