-- The double-entry ledger. Its only record is `transfer`; `balance` is the running sum of it and can be recomputed.
-- Ids and keys compare byte by byte (collate "C"), so their order is the same on every server.

create table account (
    id        text collate "C" primary key,          -- 1101/abc-1:2026-11-23/CNY
    code      integer not null,
    key       text collate "C" not null,             -- merchant, channel, channel:date, or house
    currency  text not null,
    opened_at timestamptz not null default now()
);

-- Slot 0 is every account's; further slots are for internal accounts that measuring shows to be contended.
create table balance (
    account         text collate "C" not null references account (id),
    slot            smallint not null default 0,
    debit_normal    boolean not null,
    floor           bigint,                           -- a hard floor of the free balance; null: none, or soft
    pass_through    boolean not null,                 -- 1103 and 2201: what is posted leaves in the same statement
    debits_posted   bigint not null default 0,
    credits_posted  bigint not null default 0,
    debits_pending  bigint not null default 0,
    credits_pending bigint not null default 0,
    primary key (account, slot),
    constraint balance_never_negative check (debits_posted >= 0 and credits_posted >= 0),
    constraint balance_pending_never_negative check (debits_pending >= 0 and credits_pending >= 0),
    constraint balance_pass_through check (not pass_through or debits_posted = credits_posted),
    -- Free balance: posted less the pending outflow.
    constraint balance_hard_floor check (
        floor is null
        or case when debit_normal then debits_posted - credits_posted - credits_pending
                else credits_posted - debits_posted - debits_pending end >= floor)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

-- A book is a bank's, or `house`. A day that has no row is still in the future (or never was).
create table accounting_day (
    book           text collate "C" not null,
    date           date not null,
    status         text not null default 'open',
    opened_at      timestamptz not null default now(),
    closing_at     timestamptz,
    closing_xid    xid8,                              -- the transaction that closed the door
    drain_xid      xid8,                              -- every transaction below it must have ended
    closed_at      timestamptz,
    watermark      text collate "C",                  -- the highest transfer of the day; null: a day without any
    transfer_count bigint,
    sealed_at      timestamptz,
    previous_seal  bytea,                             -- null: the book's first day
    seal           bytea,
    primary key (book, date),
    constraint accounting_day_status check (status in ('open', 'closing', 'closed', 'sealed')),
    constraint accounting_day_closing check ((status = 'open') = (closing_xid is null)),
    constraint accounting_day_closed check ((status in ('closed', 'sealed')) = (closed_at is not null)),
    constraint accounting_day_sealed check ((status = 'sealed') = (seal is not null))
);

-- The trial balance a sealed day was sealed with: what it moved, by account code.
create table accounting_day_total (
    book     text collate "C" not null,
    date     date not null,
    currency text not null,
    code     integer not null,
    debits   bigint not null,
    credits  bigint not null,
    primary key (book, date, currency, code)
);

-- The sum of all transfers of sealed days per account, so that a proof reads only the days still unsealed.
create table sealed_balance (
    account         text collate "C" primary key references account (id),
    debits_posted   bigint not null,
    credits_posted  bigint not null,
    debits_pending  bigint not null,
    credits_pending bigint not null
);

-- Unique over the whole ledger, so it is not partitioned by time. Written in the statement that writes the transfer.
create table transfer_key (
    event_key       text collate "C" primary key,
    transfer_id     text collate "C" not null,
    book            text collate "C" not null,
    accounting_date date not null,
    resolves        text collate "C",                 -- the event key of the pending that a post or void resolves
    fingerprint     bytea not null                    -- SHA-256 of the transfer's columns, to name a row that changed
);
create unique index transfer_key_resolves on transfer_key (resolves) where resolves is not null;

create table transfer (
    id              text collate "C" not null,
    event_key       text collate "C" not null,
    template        text not null,
    kind            text not null,
    debit           text collate "C" not null,
    credit          text collate "C" not null,
    amount          bigint not null,
    currency        text not null,
    pending_id      text collate "C",
    pending_amount  bigint,                           -- of the resolved pending: all of it is released
    source_id       text collate "C" not null,
    book            text collate "C" not null,
    accounting_date date not null,
    value_date      date not null,
    booked_at       timestamptz not null,
    primary key (accounting_date, book, id),
    constraint transfer_kind check (kind in ('posted', 'pending', 'post', 'void')),
    constraint transfer_amount check (amount > 0),
    constraint transfer_two_accounts check (debit <> credit),
    constraint transfer_pending_known check ((kind in ('post', 'void')) = (pending_id is not null)),
    constraint transfer_within_pending check (
        case kind when 'post' then amount <= pending_amount when 'void' then amount = pending_amount
                  else pending_amount is null end),
    constraint transfer_waits_undated check (
        kind = 'posted' or (debit not like '1101/%' and credit not like '1101/%'))
) partition by range (accounting_date);

create table transfer_2026_01 partition of transfer for values from ('2026-01-01') to ('2026-02-01');
create table transfer_2026_02 partition of transfer for values from ('2026-02-01') to ('2026-03-01');
create table transfer_2026_03 partition of transfer for values from ('2026-03-01') to ('2026-04-01');
create table transfer_2026_04 partition of transfer for values from ('2026-04-01') to ('2026-05-01');
create table transfer_2026_05 partition of transfer for values from ('2026-05-01') to ('2026-06-01');
create table transfer_2026_06 partition of transfer for values from ('2026-06-01') to ('2026-07-01');
create table transfer_2026_07 partition of transfer for values from ('2026-07-01') to ('2026-08-01');
create table transfer_2026_08 partition of transfer for values from ('2026-08-01') to ('2026-09-01');
create table transfer_2026_09 partition of transfer for values from ('2026-09-01') to ('2026-10-01');
create table transfer_2026_10 partition of transfer for values from ('2026-10-01') to ('2026-11-01');
create table transfer_2026_11 partition of transfer for values from ('2026-11-01') to ('2026-12-01');
create table transfer_2026_12 partition of transfer for values from ('2026-12-01') to ('2027-01-01');
create table transfer_2027_01 partition of transfer for values from ('2027-01-01') to ('2027-02-01');
create table transfer_2027_02 partition of transfer for values from ('2027-02-01') to ('2027-03-01');
create table transfer_2027_03 partition of transfer for values from ('2027-03-01') to ('2027-04-01');
create table transfer_2027_04 partition of transfer for values from ('2027-04-01') to ('2027-05-01');
create table transfer_2027_05 partition of transfer for values from ('2027-05-01') to ('2027-06-01');
create table transfer_2027_06 partition of transfer for values from ('2027-06-01') to ('2027-07-01');
create table transfer_2027_07 partition of transfer for values from ('2027-07-01') to ('2027-08-01');
create table transfer_2027_08 partition of transfer for values from ('2027-08-01') to ('2027-09-01');
create table transfer_2027_09 partition of transfer for values from ('2027-09-01') to ('2027-10-01');
create table transfer_2027_10 partition of transfer for values from ('2027-10-01') to ('2027-11-01');
create table transfer_2027_11 partition of transfer for values from ('2027-11-01') to ('2027-12-01');
create table transfer_2027_12 partition of transfer for values from ('2027-12-01') to ('2028-01-01');
create table transfer_2028_01 partition of transfer for values from ('2028-01-01') to ('2028-02-01');
create table transfer_2028_02 partition of transfer for values from ('2028-02-01') to ('2028-03-01');
create table transfer_2028_03 partition of transfer for values from ('2028-03-01') to ('2028-04-01');
create table transfer_2028_04 partition of transfer for values from ('2028-04-01') to ('2028-05-01');
create table transfer_2028_05 partition of transfer for values from ('2028-05-01') to ('2028-06-01');
create table transfer_2028_06 partition of transfer for values from ('2028-06-01') to ('2028-07-01');
create table transfer_2028_07 partition of transfer for values from ('2028-07-01') to ('2028-08-01');
create table transfer_2028_08 partition of transfer for values from ('2028-08-01') to ('2028-09-01');
create table transfer_2028_09 partition of transfer for values from ('2028-09-01') to ('2028-10-01');
create table transfer_2028_10 partition of transfer for values from ('2028-10-01') to ('2028-11-01');
create table transfer_2028_11 partition of transfer for values from ('2028-11-01') to ('2028-12-01');
create table transfer_2028_12 partition of transfer for values from ('2028-12-01') to ('2029-01-01');
create table transfer_default partition of transfer default;

-- The one function of the schema: what is booked stays as it is, for everyone, the owner included.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'transfers are never changed: % on % refused', tg_op, tg_table_name using errcode = 'P0001';
end
$$;

create trigger transfer_unchanged before update or delete on transfer
    for each row execute function refuse_change();
create trigger transfer_kept before truncate on transfer
    for each statement execute function refuse_change();
create trigger transfer_key_unchanged before update or delete on transfer_key
    for each row execute function refuse_change();
create trigger transfer_key_kept before truncate on transfer_key
    for each statement execute function refuse_change();

grant select, insert on account, transfer, transfer_key, accounting_day_total to ${appRole};
grant select, insert, update on balance, sealed_balance, accounting_day to ${appRole};
