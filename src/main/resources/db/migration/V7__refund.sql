-- Calls at a bank beside payers' orders, and what they are made for: refunds, captures and cancels.

-- An open break holds the money of the payment: nothing of it goes back meanwhile.
alter table payment add column frozen boolean not null default false;
create index payment_late on payment (changed_at) where status = 'late_paid';

-- One call at a bank under a number of its own, committed before it is made; then asked after until it is final.
create table operation (
    bank_order_no text        primary key check (bank_order_no ~ '^[A-Z0-9]{20,32}$'),
    merchant_id   text        not null,
    resource_id   text        not null,
    payment_id    text,
    kind          text        not null check (kind in ('refund', 'void', 'capture_void', 'capture', 'cancel', 'sign',
                      'terminate', 'identity')),
    number        smallint    not null check (number between 1 and 5),
    channel_id    text        not null,
    bank          text        not null,
    status        text        not null check (status in
                      ('prepared', 'sent', 'accepted', 'unknown', 'done', 'declined')),
    ordered_at    timestamptz not null,
    bank_txn_no   text,
    sends         integer     not null default 0 check (sends >= 0),
    queries       integer     not null default 0 check (queries >= 0),
    next_at       timestamptz,
    queried_at    timestamptz,
    lease_until   timestamptz,
    constraint operation_number unique (merchant_id, resource_id, number)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01);
create index operation_payment on operation (merchant_id, payment_id) where payment_id is not null;
create index operation_due on operation (next_at) where next_at is not null;

-- source: the merchant's own balance, or for what we give back ourselves the account that holds late or extra money.
create table refund (
    merchant_id     text        not null,
    id              text        collate "C" not null,
    refund_no       text        not null check (refund_no ~ '^[A-Za-z0-9_-]{1,64}$'),
    payment_id      text        not null,
    status          text        not null check (status in ('created', 'submitted', 'processing', 'unknown',
                        'succeeded', 'failed', 'returned')),
    version         integer     not null default 1 check (version > 0),
    sequence        integer     not null default 0 check (sequence >= 0),
    amount          bigint      not null check (amount between 1 and 999999999999),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    reason          text,
    source          text        not null check (source in ('merchant', 'late', 'extra')),
    source_ref      text,
    batch_id        text,
    batch_index     integer,
    channel_id      text        not null,
    bank            text        not null,
    bank_refund_no  text,
    bank_date       date,
    accounting_date date,
    failure_code    text,
    failure_message text,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    primary key (merchant_id, id),
    constraint refund_refund_no unique (merchant_id, refund_no),
    constraint refund_source_named check ((source = 'extra') = (source_ref is not null)),
    constraint refund_batch_place check ((batch_id is null) = (batch_index is null))
) with (fillfactor = 80);
create index refund_changed on refund (merchant_id, changed_at, id);
create index refund_payment on refund (merchant_id, payment_id, id);
create unique index refund_batch on refund (merchant_id, batch_id, batch_index) where batch_id is not null;

-- 预授权确认 and 取消: what is done with a hold; one at a time for each payment.
create table hold_act (
    merchant_id     text        not null,
    id              text        collate "C" not null,
    kind            text        not null check (kind in ('capture', 'cancel')),
    act_no          text        not null check (act_no ~ '^[A-Za-z0-9_-]{1,64}$'),
    payment_id      text        not null,
    status          text        not null check (status in ('created', 'submitted', 'processing', 'unknown',
                        'succeeded', 'failed')),
    version         integer     not null default 1 check (version > 0),
    amount          bigint      not null check (amount between 1 and 999999999999),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    channel_id      text        not null,
    bank            text        not null,
    bank_date       date,
    accounting_date date,
    failure_code    text,
    failure_message text,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    primary key (merchant_id, id),
    constraint hold_act_no unique (merchant_id, kind, act_no)
) with (fillfactor = 80);
create index hold_act_changed on hold_act (merchant_id, changed_at, id);
create unique index hold_act_in_flight on hold_act (merchant_id, payment_id)
    where status in ('created', 'submitted', 'processing', 'unknown');
create unique index hold_act_once on hold_act (merchant_id, payment_id, kind) where status = 'succeeded';

grant select, insert, update on operation, refund, hold_act to ${appRole};
