-- Payments, their attempts at banks, and the evidence of what became of them.

create table payment (
    merchant_id      text        not null,
    id               text        collate "C" not null,
    order_no         text        not null check (order_no ~ '^[A-Za-z0-9_-]{1,64}$'),
    kind             text        not null check (kind in ('purchase', 'preauth', 'kcode', 'debit')),
    status           text        not null check (status in ('created', 'awaiting_code', 'submitted', 'unknown',
                         'succeeded', 'authorized', 'captured', 'cancelled', 'expired', 'failed', 'closed',
                         'late_paid', 'late_refunded', 'reversed')),
    version          integer     not null default 1 check (version > 0),
    sequence         integer     not null default 0 check (sequence >= 0),
    amount           bigint      not null check (amount between 1 and 999999999999),
    currency         text        not null check (currency ~ '^[A-Z]{3}$'),
    captured         bigint      not null default 0,
    refunded         bigint      not null default 0,
    refund_reserved  bigint      not null default 0,
    requested_bank   text,
    bank             text,
    bank_txn_no      text,
    bank_date        date,
    accounting_date  date,
    subject          text        not null,
    result_mode      text        not null check (result_mode in ('page', 'server')),
    notify_url       text,
    return_url       text,
    requested_expiry timestamptz,
    metadata         text,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    changed_at       timestamptz not null,
    paid_at          timestamptz,
    close_requested  boolean     not null default false,
    payable_until    timestamptz,
    failure_code     text,
    failure_message  text,
    attempts         smallint    not null default 0 check (attempts between 0 and 5),
    primary key (merchant_id, id),
    constraint payment_order_no unique (merchant_id, order_no),
    constraint payment_refund_bound check (refunded >= 0 and refund_reserved >= 0
        and refunded + refund_reserved <= captured and captured <= amount),
    constraint payment_server_url check (result_mode = 'page' or notify_url is not null)
) with (fillfactor = 80);

-- A payment that never changed is found by its id, which orders by time; only the others need this index.
create index payment_changed on payment (merchant_id, changed_at, id) where status <> 'created';
create index payment_unpaid on payment (expires_at) where status = 'created';

create table attempt (
    bank_order_no text        primary key check (bank_order_no ~ '^[A-Z0-9]{20,32}$'),
    merchant_id   text        not null,
    payment_id    text        not null,
    number        smallint    not null check (number between 1 and 5),
    channel_id    text        not null,
    bank          text        not null,
    status        text        not null check (status in
                      ('prepared', 'sent', 'accepted', 'unknown', 'paid', 'declined', 'not_paid')),
    ordered_at    timestamptz not null,
    deadline      timestamptz not null,
    forward_url   text,
    forward_form  text,
    bank_txn_no   text,
    query_count   integer     not null default 0,
    next_query_at timestamptz,
    queried_at    timestamptz,
    lease_until   timestamptz,
    lease_epoch   bigint      not null default 0,
    constraint attempt_number unique (merchant_id, payment_id, number)
) with (fillfactor = 70);

create index attempt_due on attempt (next_query_at) where next_query_at is not null;
alter table attempt set (autovacuum_vacuum_scale_factor = 0.01);

-- What a bank was heard to say, by which road, with the archived bytes. Never changed.
create table evidence (
    id          text        not null,
    channel_id  text        not null,
    object      text        not null,
    source      text        not null check (source in ('answer', 'notice', 'query', 'statement', 'operator')),
    sha256      text        not null,
    merchant_id text,
    payment_id  text,
    kind        text        not null,
    detail      text,
    amount      bigint,
    currency    text,
    bank_txn_no text,
    bank_date   date,
    effect      text        not null,
    message     bytea       not null,
    key_id      text        not null,
    received_at timestamptz not null,
    primary key (channel_id, object, source, sha256)
);
create index evidence_payment on evidence (merchant_id, payment_id) where payment_id is not null;

-- A second success of one payment: booked apart, to be refunded.
create table extra_receipt (
    merchant_id   text        not null,
    payment_id    text        not null,
    bank_ref      text        not null,
    bank_order_no text        not null,
    channel_id    text        not null,
    amount        bigint      not null check (amount > 0),
    currency      text        not null,
    bank_date     date        not null,
    status        text        not null check (status in ('open', 'refunding', 'refunded')),
    created_at    timestamptz not null,
    primary key (merchant_id, payment_id, bank_ref)
);

-- What a person must look at.
create table alarm (
    id         text        primary key,
    at         timestamptz not null,
    kind       text        not null,
    subject    text        not null,
    detail     text        not null,
    cleared_at timestamptz,
    cleared_by text
);
create index alarm_open on alarm (at) where cleared_at is null;

grant select, insert, update on payment, attempt, extra_receipt, alarm to ${appRole};
grant select, insert on evidence to ${appRole};
