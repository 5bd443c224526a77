-- Clearing: what each merchant is owed, line by line, settled in batches and paid out.

alter table merchant_policy
    add column settlement_minimum bigint  not null default 0 check (settlement_minimum >= 0),
    add column reserve_ppm        integer not null default 0 check (reserve_ppm between 0 and 1000000),
    add column reserve_days       integer not null default 0 check (reserve_days between 0 and 366),
    add column settlement_hold    boolean not null default false;

-- Every booked transfer that touches a merchant's pending money (2101), but those of settlement itself; made from the
-- ledger, once per transfer. amount is signed, as the merchant sees it; fee was fixed by the plan of booked_at.
create table merchant_line (
    transfer_id     text        collate "C" primary key,
    merchant_id     text        not null,
    currency        text        not null,
    book            text        not null,
    accounting_date date        not null,
    occurred_at     timestamptz not null,
    kind            text        not null,
    resource_id     text        collate "C" not null,
    payment_id      text        collate "C",
    number          text,
    original_number text,
    channel_id      text,
    bank            text,
    bank_ref        text,
    amount          bigint      not null,
    fee             bigint      not null default 0,
    fee_kind        text,
    fee_version     integer,
    needs_proof     boolean     not null,
    settlement_id   text        collate "C"
);
create index merchant_line_open on merchant_line (merchant_id, accounting_date) where settlement_id is null;
create index merchant_line_day on merchant_line (merchant_id, accounting_date);
create index merchant_line_settled on merchant_line (settlement_id) where settlement_id is not null;

create table settlement (
    id              text        collate "C" primary key,
    merchant_id     text        not null,
    currency        text        not null,
    mode            text        not null check (mode in ('direct', 'platform')),
    period_from     date        not null,
    period_to       date        not null check (period_to >= period_from),
    due_on          date        not null,
    status          text        not null check (status in ('open', 'calculated', 'closed', 'approved', 'carried',
                        'paying', 'paid', 'failed', 'returned')),
    version         integer     not null default 1 check (version > 0),
    sequence        integer     not null default 0,
    line_count      integer     not null default 0,
    gross           bigint      not null default 0,
    refunds         bigint      not null default 0,
    fees            bigint      not null default 0,
    adjustments     bigint      not null default 0,
    reserve         bigint      not null default 0,
    carried_in      bigint      not null default 0,
    carried_out     bigint      not null default 0,
    net             bigint      not null default 0,
    sha256          text,
    hold            boolean     not null default false,
    calculated_by   text,
    approved_by     text,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    constraint settlement_period unique (merchant_id, currency, period_to),
    constraint settlement_four_eyes check (approved_by is null or approved_by <> calculated_by)
);

create table payout (
    id              text        collate "C" primary key,
    settlement_id   text        collate "C" references settlement,
    proposal_id     text        collate "C",
    merchant_id     text        not null,
    channel_id      text        not null,
    amount          bigint      not null check (amount > 0),
    currency        text        not null,
    source          text        not null check (source in ('available', 'surplus', 'late', 'duplicate')),
    status          text        not null check (status in ('created', 'submitted', 'paid', 'failed', 'unknown',
                        'returned')),
    attempt         integer     not null default 1 check (attempt between 1 and 100),
    version         integer     not null default 1,
    account_version integer     not null,
    account_masked  text        not null,
    road            text        not null check (road in ('file', 'direct')),
    file_id         text        collate "C",
    bank_reference  text        not null,
    next_at         timestamptz,
    failure         text,
    created_at      timestamptz not null,
    changed_at      timestamptz not null
);
create unique index payout_reference on payout (bank_reference);
create index payout_open on payout (changed_at) where status in ('created', 'submitted', 'unknown');

create table reserve_hold (
    id            text        collate "C" primary key,
    settlement_id text        collate "C" not null references settlement,
    merchant_id   text        not null,
    currency      text        not null,
    amount        bigint      not null check (amount > 0),
    due_on        date        not null,
    released_at   timestamptz
);

grant select, insert, update on merchant_line, settlement, payout, reserve_hold to ${appRole};
