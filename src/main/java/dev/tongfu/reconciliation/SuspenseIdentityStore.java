package dev.tongfu.reconciliation;

import dev.tongfu.ledger.DifferenceStore;
import dev.tongfu.ledger.Identity;
import java.util.List;

/** The identities between breaks and the ledger, each one statement that names what differs. */
final class SuspenseIdentityStore {
    private static final String FROZEN = """
            with ours as (
                select merchant_id, currency, sum(frozen) as amount from break where frozen > 0 group by 1, 2
            )
            select o.merchant_id || ' ' || o.currency as subject, 'at least ' || o.amount as expected,
                coalesce(sum(b.credits_posted - b.debits_posted), 0)::text as found
            from ours o left join account a on a.code = 2104 and a.key = o.merchant_id and a.currency = o.currency
            left join balance b on b.account = a.id
            group by o.merchant_id, o.currency, o.amount
            having coalesce(sum(b.credits_posted - b.debits_posted), 0) < o.amount order by 1 limit 100
            """;

    private static final String OVER = """
            select id as subject, 'nothing in suspense' as expected, suspense::text as found
            from break where status in ('resolved', 'cleared', 'carried') and suspense <> 0 order by id limit 100
            """;

    static final List<Identity> ALL = List.of(
            new Identity.Named(
                    "I3 1201 and 2301 are what is in suspense for breaks",
                    client -> new IdentityStore().suspense(client, null)),
            DifferenceStore.identity("I3 nothing is in suspense for a break that is over", OVER),
            DifferenceStore.identity("2104 covers what is frozen for breaks", FROZEN));

    private SuspenseIdentityStore() {}
}
