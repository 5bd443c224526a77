-- What merchants are told. A row is written in the transaction of its cause and kept whether or not it can be sent;
-- sending is a lease on the row: owner, until (database time) and an epoch that every result must still match.

create table notification (
    merchant_id  text        not null,
    id           text        not null,
    type         text        not null,
    resource_id  text        not null,
    sequence     bigint      not null check (sequence > 0),
    url          text        check (octet_length(url) <= 200),
    body         text        not null,
    status       text        not null default 'pending'
                 check (status in ('pending', 'sending', 'delivered', 'dead', 'suspended')),
    created_at   timestamptz not null,
    next_at      timestamptz,
    series       integer     not null default 1 check (series > 0),
    attempts     integer     not null default 0 check (attempts >= 0),
    lease_owner  text,
    lease_until  timestamptz,
    lease_epoch  bigint      not null default 0,
    customer_url text        check (octet_length(customer_url) <= 200),
    delivered_at timestamptz,
    primary key (merchant_id, id),
    unique (merchant_id, resource_id, sequence),
    -- Only what waits has a time, only what has an address waits, and only what is being sent is leased.
    check (next_at is null or (status = 'pending' and url is not null)),
    check ((status = 'sending') = (lease_owner is not null and lease_until is not null)),
    check (status <> 'delivered' or delivered_at is not null)
) with (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_cost_limit = 2000,
    autovacuum_analyze_scale_factor = 0.02
);

-- Claims walk from merchant to merchant and take each one's earliest rows, so that no merchant's queue hides another's.
create index notification_due on notification (merchant_id, next_at) where status = 'pending' and next_at is not null;
create index notification_leased on notification (lease_until) where status = 'sending';
create index notification_log on notification (merchant_id, created_at desc, id desc);
create index notification_recent on notification (created_at desc, id desc);

-- One row per claim, numbered by the epoch of its lease; without an outcome while it runs.
create table notification_attempt (
    merchant_id     text        not null,
    notification_id text        not null,
    epoch           bigint      not null,
    series          integer     not null,
    number          integer     not null,
    at              timestamptz not null,
    status          integer,
    ms              integer,
    answer          text        check (octet_length(answer) <= 8192),
    error           text,
    primary key (merchant_id, notification_id, epoch)
) with (
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0.02
);

-- Addresses nothing is sent to until the merchant or an operator asks for a message to be sent again.
create table endpoint (
    merchant_id text        not null,
    url         text        not null,
    reason      text        not null,
    disabled_at timestamptz not null,
    primary key (merchant_id, url)
);

grant select, insert, update on notification to ${appRole};
grant select, insert, update, delete on notification_attempt to ${appRole};
grant select, insert, update, delete on endpoint to ${appRole};
