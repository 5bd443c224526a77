-- What the simulated bank paid out by calls: its own record, for its queries and its statement.

create table payout_order (
    reference text primary key,
    amount bigint not null check (amount > 0),
    account_no text not null,
    holder text not null,
    status text not null check (status in ('PROCESSING', 'PAID', 'FAILED', 'RETURNED')),
    paid_on date,
    returned_on date,
    placed_at timestamptz not null);
