-- Ids compare byte by byte in every table, as in the one they come from: an index on the one side of a join is of no use
-- to a comparison by another collation.
alter table attempt alter column payment_id type text collate "C";
alter table evidence alter column payment_id type text collate "C";
alter table extra_receipt alter column payment_id type text collate "C";
alter table operation alter column resource_id type text collate "C", alter column payment_id type text collate "C";
alter table refund alter column payment_id type text collate "C", alter column batch_id type text collate "C";
alter table hold_act alter column payment_id type text collate "C";

-- Batches of refunds and of debits: taken whole, sent in chunks of what a bank takes at once, counted as items end.

-- The counters are changed with the items' final edges, so the status page reads this row alone.
create table batch (
    merchant_id      text        not null,
    id               text        collate "C" not null,
    kind             text        not null check (kind in ('refund', 'debit')),
    batch_no         text        not null check (batch_no ~ '^[A-Za-z0-9_-]{1,64}$'),
    content_sha256   text        not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
    status           text        not null check (status in ('accepted', 'processing', 'completed')),
    version          integer     not null default 1 check (version > 0),
    sequence         integer     not null default 0 check (sequence between 0 and 1),
    currency         text        not null check (currency ~ '^[A-Z]{3}$'),
    total_count      integer     not null check (total_count between 1 and 10000),
    total_amount     bigint      not null check (total_amount > 0),
    succeeded_count  integer     not null default 0 check (succeeded_count >= 0),
    succeeded_amount bigint      not null default 0 check (succeeded_amount >= 0),
    failed_count     integer     not null default 0 check (failed_count >= 0),
    failed_amount    bigint      not null default 0 check (failed_amount >= 0),
    pending_count    integer     not null check (pending_count >= 0),
    pending_amount   bigint      not null check (pending_amount >= 0),
    created_at       timestamptz not null,
    changed_at       timestamptz not null,
    primary key (merchant_id, id),
    constraint batch_batch_no unique (merchant_id, kind, batch_no),
    constraint batch_counts check (succeeded_count + failed_count + pending_count = total_count),
    constraint batch_amounts check (succeeded_amount + failed_amount + pending_amount = total_amount),
    constraint batch_completed check ((status = 'completed') = (pending_count = 0))
) with (fillfactor = 50);

-- A part of a batch that goes to a bank by one channel: in one call under bank_batch_no, or, where the bank takes no
-- batches, item by item (no bank_batch_no); next_index is then the first item that was not begun yet.
create table batch_chunk (
    merchant_id     text        not null,
    batch_id        text        collate "C" not null,
    number          integer     not null check (number > 0),
    kind            text        not null check (kind in ('refund', 'debit')),
    channel_id      text        not null,
    bank            text        not null,
    bank_batch_no   text        unique check (bank_batch_no ~ '^[A-Z0-9]{20}$'),
    status          text        not null check (status in
                        ('created', 'sent', 'accepted', 'unknown', 'refused', 'finished')),
    item_count      integer     not null check (item_count > 0),
    amount          bigint      not null check (amount > 0),
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    serial_no       text,
    disputed        boolean     not null default false,
    failure_code    text,
    failure_message text,
    next_index      integer     not null default 0 check (next_index >= 0),
    ordered_at      timestamptz not null,
    sends           integer     not null default 0 check (sends >= 0),
    next_at         timestamptz,
    queried_at      timestamptz,
    lease_until     timestamptz,
    primary key (merchant_id, batch_id, number)
) with (fillfactor = 70);
create index batch_chunk_due on batch_chunk (next_at) where next_at is not null;

alter table refund add column batch_chunk integer;
alter table refund add constraint refund_batch_chunk check ((batch_id is null) = (batch_chunk is null));

alter table payment alter column contract_id type text collate "C";
alter table payment add column batch_id text collate "C";
alter table payment add column batch_index integer;
alter table payment add column batch_chunk integer;
alter table payment add constraint payment_batch_place
    check ((batch_id is null) = (batch_index is null) and (batch_id is null) = (batch_chunk is null));
create unique index payment_batch on payment (merchant_id, batch_id, batch_index) where batch_id is not null;

grant select, insert, update on batch, batch_chunk to ${appRole};
