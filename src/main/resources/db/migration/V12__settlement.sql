-- Clearing: what each merchant is owed, line by line, settled in batches and paid out.

alter table merchant_policy
    add column settlement_minimum bigint  not null default 0 check (settlement_minimum >= 0),
    add column reserve_ppm        integer not null default 0 check (reserve_ppm between 0 and 1000000),
    add column reserve_days       integer not null default 0 check (reserve_days between 0 and 366),
    add column settlement_hold    boolean not null default false;

-- What a sealed or closed day did to its merchants, line by line; made from the ledger, once per transfer.
-- amount: what it does to the merchant's pending money (2101), signed. effect: what it does to all the merchant's
-- accounts (2101 to 2104) together; a move between them has none. settles: it becomes part of a batch; settlement's own
-- transfers and those of payouts do not, they are there for the daily statement. fee and fee_back were fixed by the
-- plans valid at occurred_at. proof_id: the movement that must be matched, or whose break must be resolved, first.
create table merchant_line (
    transfer_id     text        collate "C" primary key,
    merchant_id     text        not null,
    currency        text        not null,
    book            text        not null,
    accounting_date date        not null,
    occurred_at     timestamptz not null,
    template        text        not null,
    kind            text        not null,
    resource_id     text        collate "C" not null,
    payment_id      text        collate "C",
    number          text,
    original_number text,
    channel_id      text,
    bank            text,
    bank_date       date,
    bank_ref        text,
    amount          bigint      not null,
    effect          bigint      not null,
    settles         boolean     not null,
    fee             bigint      not null default 0 check (fee >= 0),
    fee_back        bigint      not null default 0,
    fee_kind        text,
    fee_version     integer,
    needs_proof     boolean     not null,
    proof_id        text        collate "C",
    settlement_id   text        collate "C",
    constraint merchant_line_proof check (not needs_proof or proof_id is not null)
);
create index merchant_line_open on merchant_line (merchant_id, accounting_date) where settlement_id is null and settles;
create index merchant_line_day on merchant_line (merchant_id, accounting_date, transfer_id);
create index merchant_line_settled on merchant_line (settlement_id, transfer_id) where settlement_id is not null;
create index merchant_line_payment on merchant_line (payment_id) where payment_id is not null;

-- The days whose lines are there, and what they did to each merchant in sum.
create table projected_day (
    book            text        collate "C" not null,
    accounting_date date        not null,
    projected_at    timestamptz not null,
    primary key (book, accounting_date)
);
create table merchant_day (
    merchant_id     text    not null,
    currency        text    not null,
    accounting_date date    not null,
    book            text    collate "C" not null,
    line_count      integer not null,
    effect          bigint  not null,
    primary key (merchant_id, currency, accounting_date, book)
);

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
    reserve         bigint      not null default 0 check (reserve >= 0),
    carried_in      bigint      not null default 0,
    carried_out     bigint      not null default 0,
    net             bigint      not null default 0 check (net >= 0),
    sha256          text,
    hold            boolean     not null default false,
    calculated_by   text,
    approved_by     text,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    constraint settlement_period unique (merchant_id, currency, period_to),
    constraint settlement_four_eyes check (approved_by is null or approved_by <> calculated_by),
    constraint settlement_adds_up check (status = 'open'
        or gross - refunds - fees + adjustments - reserve + carried_in = net + carried_out)
);
create index settlement_newest on settlement (merchant_id, created_at desc, id desc);
create index settlement_unpaid on settlement (changed_at) where status in ('open', 'calculated', 'approved');

-- One amount on its way to one account. Its attempts are below; status and attempt are those of the newest. A result by
-- hand is entered by one operator and counts once another has confirmed it.
create table payout (
    id              text        collate "C" primary key,
    settlement_id   text        collate "C" references settlement,
    proposal_id     text        collate "C",
    merchant_id     text        not null,
    channel_id      text        not null,
    book            text        not null,
    amount          bigint      not null check (amount > 0),
    currency        text        not null,
    source          text        not null check (source in ('available', 'surplus', 'late', 'duplicate')),
    status          text        not null check (status in ('created', 'submitted', 'paid', 'failed', 'unknown',
                        'returned')),
    attempt         integer     not null default 1 check (attempt between 1 and 100),
    version         integer     not null default 1,
    result          text        check (result in ('paid', 'failed', 'returned')),
    result_by       text,
    result_reason   text        check (octet_length(result_reason) <= 1000),
    confirmed_by    text,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    constraint payout_four_eyes check (confirmed_by is null or confirmed_by <> result_by)
);
create unique index payout_settlement on payout (settlement_id) where settlement_id is not null;
create index payout_open on payout (changed_at) where status in ('created', 'submitted', 'unknown');

create table payout_attempt (
    payout_id       text        collate "C" not null references payout,
    attempt         integer     not null check (attempt between 1 and 100),
    bank_reference  text        collate "C" not null check (bank_reference ~ '^[0-9A-Z]{20,32}$'),
    status          text        not null check (status in ('created', 'submitted', 'paid', 'failed', 'unknown',
                        'returned')),
    road            text        not null check (road in ('file', 'direct')),
    account_version integer     not null,
    account_masked  text        not null,
    file_id         text        collate "C",
    queries         integer     not null default 0,
    next_at         timestamptz,
    said            text        check (octet_length(said) <= 400),
    seen_line       text        collate "C",
    return_line     text        collate "C",
    changed_at      timestamptz not null,
    primary key (payout_id, attempt)
);
create unique index payout_reference on payout_attempt (bank_reference);
create index payout_attempt_file on payout_attempt (file_id) where file_id is not null;
create index payout_attempt_due on payout_attempt (next_at) where next_at is not null;

-- What was handed to an operator to be uploaded at the bank.
create table payout_file (
    id       text        collate "C" primary key,
    sha256   text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    lines    integer     not null check (lines > 0),
    amount   bigint      not null check (amount > 0),
    made_by  text        not null,
    made_at  timestamptz not null
);

create table reserve_hold (
    id            text        collate "C" primary key,
    settlement_id text        collate "C" not null references settlement,
    merchant_id   text        not null,
    currency      text        not null,
    amount        bigint      not null check (amount > 0),
    due_on        date        not null,
    released_at   timestamptz
);
create index reserve_hold_due on reserve_hold (due_on) where released_at is null;

create index break_by_transfer on break (transfer_id) where transfer_id is not null;

grant select, insert, update on merchant_line, settlement, payout, payout_attempt, reserve_hold to ${appRole};
grant select, insert on projected_day, merchant_day, payout_file to ${appRole};
