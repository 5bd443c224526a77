package dev.tongfu.ledger;

/**
 * What the statements over transfers share: how a row is fingerprinted and what it does to balances.
 *
 * <p>Posting, sealing and verification use the same text, so they cannot disagree about it.
 */
final class TransferStore {
    /** SHA-256 over all columns of {@code t}; independent of the session's time zone and date style. */
    static final String FINGERPRINT = """
            sha256(convert_to(concat_ws('|', t.id, t.event_key, t.template, t.kind, t.debit, t.credit, t.amount,
              t.currency, coalesce(t.pending_id, '-'), coalesce(t.pending_amount, 0), t.source_id, t.book,
              t.accounting_date - date '2000-01-01', t.value_date - date '2000-01-01',
              (extract(epoch from t.booked_at) * 1000000)::bigint), 'UTF8'))""";

    private static final String SIDES = """
            select debit as account,
                   case when kind in ('posted', 'post') then amount else 0 end as debits_posted,
                   0::bigint as credits_posted,
                   case kind when 'pending' then amount when 'posted' then 0 else -pending_amount end
                     as debits_pending,
                   0::bigint as credits_pending
            from %1$s
            union all
            select credit,
                   0,
                   case when kind in ('posted', 'post') then amount else 0 end,
                   0,
                   case kind when 'pending' then amount when 'posted' then 0 else -pending_amount end
            from %1$s
            """;

    private TransferStore() {}

    /** Two rows per transfer of {@code source}: what it does to its debit account and to its credit account. */
    static String sides(String source) {
        return SIDES.formatted(source);
    }
}
