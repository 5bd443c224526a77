-- Statement lines against our movements: runs, matches, breaks, and what people decide about breaks.

-- Where the statement of a channel and bank date stands; one row from the day it is expected on.
create table statement_day (
    channel_id  text        not null,
    bank        text        not null,
    bank_date   date        not null,
    status      text        not null check (status in ('expected', 'fetching', 'stored', 'late')),
    expected_at timestamptz not null,
    tries       integer     not null default 0 check (tries >= 0),
    next_at     timestamptz,
    last_answer text        check (octet_length(last_answer) <= 400),
    version     integer     check (version > 0),
    primary key (channel_id, bank_date)
);
create index statement_day_due on statement_day (next_at) where next_at is not null;

-- What reading a version gave. statement_version itself is never changed.
create table statement_reading (
    channel_id        text        not null,
    bank_date         date        not null,
    version           integer     not null,
    status            text        not null check (status in ('parsed', 'bad', 'superseded')),
    reason            text        check (octet_length(reason) <= 1000),
    line_count        integer     not null default 0,
    quarantined_count integer     not null default 0,
    in_count          integer     not null default 0,
    in_amount         bigint      not null default 0,
    out_count         integer     not null default 0,
    out_amount        bigint      not null default 0,
    fee               bigint      not null default 0,
    net               bigint      not null default 0,
    read_at           timestamptz not null,
    primary key (channel_id, bank_date, version)
);

-- Amounts are positive minor units, direction says where the money went as the merchant sees it; fee is what the bank
-- took (negative: gave back); net = ±amount − fee. line_id is the same for the same line in every version of a day.
create table statement_line (
    channel_id   text        not null,
    bank_date    date        not null,
    version      integer     not null,
    line_no      integer     not null check (line_no > 0),
    line_id      text        collate "C" not null,
    direction    text        collate "C" not null check (direction in ('in', 'out')),
    kind         text        collate "C" not null check (kind in ('payment', 'capture', 'refund', 'void',
                     'capture_void', 'fee', 'chargeback', 'adjustment', 'payout', 'payout_return')),
    our_ref      text        collate "C",
    bank_ref     text        collate "C",
    original_ref text        collate "C",
    amount       bigint      not null check (amount >= 0),
    fee          bigint      not null,
    net          bigint      not null,
    currency     text        not null,
    named_date   date,
    occurred_at  timestamptz,
    primary key (channel_id, bank_date, version, line_no)
);

-- Lines that could not be read; an operator may mend one, which makes a new run.
create table quarantined_line (
    channel_id  text        not null,
    bank_date   date        not null,
    version     integer     not null,
    line_no     integer     not null,
    reason      text        not null check (octet_length(reason) <= 1000),
    raw         text        not null,
    released_by text,
    primary key (channel_id, bank_date, version, line_no)
);

-- Our side: every transfer that touches a dated receivable (1101), as the bank would name it. Made from the ledger by
-- the run, once per transfer; the ledger stays the truth.
create table movement (
    transfer_id text        collate "C" primary key,
    template    text        collate "C" not null,
    channel_id  text        collate "C" not null,
    bank        text        not null,
    bank_date   date        not null,
    direction   text        collate "C" not null check (direction in ('in', 'out')),
    kind        text        collate "C" not null check (kind in ('payment', 'capture', 'debit', 'refund', 'void',
                    'capture_void', 'refund_return')),
    our_ref     text        collate "C" not null,
    bank_ref    text        collate "C",
    original_ref text       collate "C",
    amount      bigint      not null check (amount > 0),
    currency    text        not null,
    merchant_id text        not null,
    payment_id  text        collate "C",
    resource_id text        collate "C" not null,
    booked_on   date        not null,
    booked_at   timestamptz not null,
    ordered_at  timestamptz
);
create index movement_by_date on movement (channel_id, bank_date);
create index movement_by_ref on movement (channel_id, our_ref);

-- Accounting days that take no more transfers and whose movements are all known.
create table movement_day (
    channel_id text collate "C" not null,
    date       date not null,
    primary key (channel_id, date)
);
-- How a transfer of a refund or a capture finds its call at the bank; and the refunds beyond what was taken (R6).
create index operation_resource on operation (resource_id);
create index operation_capture on operation (payment_id) where kind = 'capture';
create index transfer_beyond on transfer (accounting_date) where template = 'R6';

-- The steps of a channel's runs, one after another: a step that planned on an older epoch plans again.
create table reconciliation_channel (
    channel_id text   collate "C" primary key,
    epoch      bigint not null default 0
);

create table reconciliation_run (
    id             text        collate "C" primary key,
    channel_id     text        not null,
    bank           text        not null,
    bank_date      date        not null,
    version        integer     not null,
    number         integer     not null check (number > 0),
    status         text        not null check (status in ('created', 'staged', 'matched', 'classified', 'posted',
                       'proven', 'unproven', 'superseded')),
    failed_step    text,
    failure        text        check (octet_length(failure) <= 1000),
    proof          json,
    actor          text        not null,
    created_at     timestamptz not null,
    changed_at     timestamptz not null,
    constraint reconciliation_run_number unique (channel_id, bank_date, number)
);
create index reconciliation_run_by_date on reconciliation_run (bank, bank_date);

-- A movement is matched once; a superseded run's matches are replaced by those of the next. bank_date is the
-- statement's, moved_on the movement's; what sums and differences need of both sides is kept here. note: date.
-- late: the line is of an earlier day than the run that found its movement.
create table statement_match (
    transfer_id text    collate "C" not null,
    run_id      text    collate "C" not null,
    channel_id  text    collate "C" not null,
    bank_date   date    not null,
    line_no     integer not null,
    line_id     text    collate "C" not null,
    rule        text    not null check (rule in ('our_ref', 'bank_ref', 'order_amount')),
    line_amount bigint  not null,
    fee         bigint  not null,
    amount      bigint  not null,
    currency    text    not null,
    direction   text    collate "C" not null,
    kind        text    collate "C" not null,
    moved_on    date    not null,
    merchant_id text    not null,
    note        text,
    late        boolean not null default false,
    primary key (transfer_id)
);
-- A day's rows lie together, and a million of them are written at once: a tree over equal dates would cost a third.
create index statement_match_run on statement_match using brin (bank_date) with (pages_per_range = 32,
    autosummarize = on);
create index statement_match_late on statement_match (channel_id, bank_date) where late;

-- What runs of a channel and bank date have posted, by what it is for: the next version posts the difference only.
create table run_posting (
    channel_id  text   not null,
    bank_date   date   not null,
    logical_key text   collate "C" not null,
    run_id      text   collate "C" not null,
    event_key   text   collate "C" not null,
    template    text   not null,
    debit       text   collate "C" not null,
    credit      text   collate "C" not null,
    amount      bigint not null,
    currency    text   not null,
    primary key (event_key)
);
create index run_posting_by_key on run_posting (channel_id, bank_date, logical_key);

-- side: what is in suspense for it, surplus (2301) or shortage (1201), and how much of it now (suspense).
create table break (
    id             text        collate "C" primary key,
    channel_id     text        collate "C" not null,
    bank           text        not null,
    bank_date      date        not null,
    run_id         text        collate "C" not null,
    code           text        not null check (code in ('bank_only', 'platform_only', 'bank_paid', 'bank_unpaid',
                       'amount_over', 'amount_under', 'fee_difference', 'duplicate', 'kind', 'date')),
    status         text        not null check (status in ('carried', 'open', 'proposed', 'resolving', 'resolved',
                       'cleared')),
    version        integer     not null default 1 check (version > 0),
    direction      text        not null check (direction in ('in', 'out')),
    amount         bigint      not null check (amount > 0),
    currency       text        not null,
    side           text        check (side in ('surplus', 'shortage')),
    suspense       bigint      not null default 0 check (suspense >= 0),
    frozen         bigint      not null default 0 check (frozen >= 0),
    line_id        text        collate "C",
    line_no        integer,
    transfer_id    text        collate "C",
    our_ref        text        collate "C",
    bank_ref       text,
    merchant_id    text,
    payment_id     text        collate "C",
    resource_id    text        collate "C",
    rule           text        not null,
    evidence       json        not null,
    opened_at      timestamptz not null,
    changed_at     timestamptz not null,
    constraint break_side check ((suspense = 0) or side is not null)
);
create index break_open on break (bank_date, id) where status in ('carried', 'open', 'proposed', 'resolving');
create index break_by_day on break (channel_id, bank_date);
create index break_by_payment on break (payment_id) where payment_id is not null;

create table proposal (
    id              text        collate "C" primary key,
    break_id        text        collate "C" references break,
    break_version   integer,
    template        text        not null check (template ~ '^T([1-9]|1[0-6])$'),
    variant         text        not null,
    parameters      json        not null check (octet_length(parameters::text) <= 8192),
    amount          bigint      not null check (amount > 0),
    currency        text        not null,
    reason          text        not null check (octet_length(reason) between 1 and 1000),
    evidence_name   text        check (octet_length(evidence_name) <= 200),
    evidence_sha256 text        check (evidence_sha256 ~ '^[0-9a-f]{64}$'),
    evidence        bytea       check (octet_length(evidence) <= 1048576),
    status          text        not null check (status in ('proposed', 'approved', 'executing', 'executed', 'failed',
                        'rejected', 'withdrawn', 'stale')),
    version         integer     not null default 1 check (version > 0),
    maker           text        not null,
    made_at         timestamptz not null,
    approvers_needed integer    not null check (approvers_needed in (1, 2)),
    first_approver  text,
    second_approver text,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text        check (octet_length(decision_reason) <= 1000),
    failure         text        check (octet_length(failure) <= 1000),
    refund_id       text        collate "C",
    payout_id       text        collate "C",
    constraint proposal_four_eyes check (first_approver is null or first_approver <> maker),
    constraint proposal_six_eyes check (second_approver is null
        or (second_approver <> maker and second_approver <> first_approver)),
    constraint proposal_approved check (status not in ('approved', 'executing', 'executed', 'failed')
        or (first_approver is not null and (approvers_needed = 1 or second_approver is not null))),
    constraint proposal_evidence check ((evidence is null) = (evidence_sha256 is null))
);
create unique index proposal_of_break on proposal (break_id) where status in ('proposed', 'approved', 'executing');
create index proposal_waiting on proposal (made_at) where status in ('proposed', 'approved', 'executing');

-- What a channel's bank takes for its work, by kind of line; none: the bank's own figure is what is expected.
create table bank_cost (
    channel_id text    not null references channel,
    kind       text    not null check (kind in ('payment', 'capture', 'debit', 'refund')),
    fixed      bigint  not null check (fixed >= 0),
    rate_ppm   integer not null check (rate_ppm between 0 and 1000000),
    minimum    bigint  not null check (minimum >= 0),
    maximum    bigint  check (maximum >= minimum),
    given_back boolean not null default false,
    primary key (channel_id, kind)
);

grant select, insert, update on statement_day, statement_reading, quarantined_line, reconciliation_run, break,
    proposal, bank_cost to ${appRole};
grant select, insert, delete on statement_line, statement_match to ${appRole};
grant select, insert on movement, movement_day, run_posting to ${appRole};
grant select, insert, update on reconciliation_channel to ${appRole};

-- What a proposal would post, as its approvers saw it.
alter table proposal add column preview json check (octet_length(preview::text) <= 8192);
create index proposal_of_refund on proposal (refund_id) where refund_id is not null;
create index proposal_of_payout on proposal (payout_id) where payout_id is not null;

-- A refund may also be paid from a surplus: its reference is the order at the bank that the money came by. A second
-- receipt may be moved elsewhere by an approved proposal.
alter table refund drop constraint refund_source_check, drop constraint refund_source_named,
    add constraint refund_source_check check (source in ('merchant', 'late', 'extra', 'surplus')),
    add constraint refund_source_named check ((source in ('extra', 'surplus')) = (source_ref is not null));
alter table extra_receipt drop constraint extra_receipt_status_check,
    add constraint extra_receipt_status_check check (status in ('open', 'refunding', 'refunded', 'moved'));
