-- Merchants, their keys and conditions, and the channels their payments take.
-- Cold tables: read whole into memory by every node, written by people.

create table merchant (
    id           text primary key check (id ~ '^m_[A-Za-z0-9_-]{1,62}$'),
    name         text not null check (name = btrim(name) and octet_length(name) between 1 and 200
                                      and name !~ '[[:cntrl:]]'),
    status       text not null default 'active' check (status in ('active', 'suspended')),
    created_at   timestamptz not null
);

-- What happens to late money; how far below zero (minor units) pending may go for what the merchant starts;
-- who settles and after how many days; how much it may ask.
create table merchant_policy (
    merchant_id         text primary key references merchant,
    late_money          text not null check (late_money in ('honour', 'refund')),
    pending_floor       bigint not null check (pending_floor between -999999999999 and 0),
    settlement_mode     text not null check (settlement_mode in ('direct', 'platform')),
    settlement_days     integer not null check (settlement_days between 1 and 90),
    requests_per_second integer not null check (requests_per_second between 1 and 1000000)
);

-- A key identifies its merchant by its id alone. Revoking is for ever, and the same key can't come back.
create table merchant_key (
    key_id      text primary key check (key_id ~ '^[A-Za-z0-9_.-]{1,64}$'),
    merchant_id text not null references merchant,
    algorithm   text not null
                check (algorithm in ('ed25519', 'rsa-v1_5-sha256', 'ecdsa-p256-sha256', 'sm2-sm3')),
    public_key  bytea not null check (octet_length(public_key) between 32 and 2048),
    created_at  timestamptz not null,
    revoked_at  timestamptz check (revoked_at >= created_at),
    unique (merchant_id, public_key)
);

create table webhook_endpoint (
    merchant_id text primary key references merchant,
    url         text check (url ~ '^https?://[^[:space:]]+$' and octet_length(url) <= 200),
    schemes     text[] not null default '{v1}'
                check (cardinality(schemes) > 0 and schemes <@ array['v1', 'v1a', 'v1sm2'])
);

-- Several are valid while a merchant changes over; exactly one has no end.
create table webhook_secret (
    merchant_id text not null references merchant,
    version     integer not null check (version > 0),
    sealed      text not null check (sealed ~ '^[A-Za-z0-9_.-]{1,32}:[A-Za-z0-9+/=]+$'
                       and octet_length(sealed) between 40 and 1024),
    created_at  timestamptz not null,
    expires_at  timestamptz check (expires_at >= created_at),
    primary key (merchant_id, version)
);
create unique index webhook_secret_current on webhook_secret (merchant_id) where expires_at is null;

-- A channel is one bank and one bank-side merchant number; settings name key files, never keys.
create table channel (
    id          text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,31}$'),
    bank        text not null check (bank ~ '^[a-z][a-z0-9]{0,15}$'),
    merchant_no text not null check (merchant_no ~ '^[A-Za-z0-9]{1,32}$'),
    settings    jsonb not null check (jsonb_typeof(settings) = 'object'),
    enabled     boolean not null,
    fees        text not null check (fees in ('taken', 'invoiced')),
    created_at  timestamptz not null,
    unique (bank, merchant_no),
    unique (id, bank)
);

-- The channels a merchant may use; for each bank one is where new payments go.
create table merchant_channel (
    merchant_id text not null references merchant,
    channel_id  text not null,
    bank        text not null,
    preferred   boolean not null,
    created_at  timestamptz not null,
    primary key (merchant_id, channel_id),
    foreign key (channel_id, bank) references channel (id, bank)
);
create unique index merchant_channel_preferred on merchant_channel (merchant_id, bank) where preferred;

-- A plan is never changed; a new version takes over from a moment that had not passed when it was written.
create table fee_plan (
    merchant_id text not null references merchant,
    bank        text not null check (bank ~ '^[a-z][a-z0-9]{0,15}$'),
    kind        text not null check (kind in ('purchase', 'capture', 'kcode', 'debit', 'refund')),
    version     integer not null check (version > 0),
    currency    text not null check (currency ~ '^[A-Z]{3}$'),
    fixed       bigint not null check (fixed between 0 and 999999999999),
    rate_ppm    integer not null check (rate_ppm between 0 and 1000000),
    minimum     bigint not null check (minimum between 0 and 999999999999),
    maximum     bigint check (maximum between minimum and 999999999999),
    given_back  text not null check (given_back in ('none', 'pro_rata')),
    valid_from  timestamptz not null check (valid_from >= created_at),
    created_at  timestamptz not null,
    primary key (merchant_id, bank, kind, version)
);

-- Where a merchant is paid. A version counts once a second operator has approved it and its cooling time is over.
create table payout_account (
    merchant_id text not null references merchant,
    version     integer not null check (version > 0),
    sealed      text not null check (sealed ~ '^[A-Za-z0-9_.-]{1,32}:[A-Za-z0-9+/=]+$'
                       and octet_length(sealed) between 40 and 8192),
    masked      text not null check (octet_length(masked) between 1 and 200),
    status      text not null check (status in ('proposed', 'approved', 'rejected', 'withdrawn')),
    proposed_by text not null check (proposed_by <> ''),
    proposed_at timestamptz not null,
    decided_by  text check (decided_by <> ''),
    decided_at  timestamptz check (decided_at >= proposed_at),
    usable_from timestamptz check (usable_from >= decided_at),
    primary key (merchant_id, version),
    check ((status = 'proposed') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null)),
    check ((status = 'approved') = (usable_from is not null)),
    check (status <> 'approved' or decided_by <> proposed_by)
);
create unique index payout_account_proposed on payout_account (merchant_id) where status = 'proposed';

grant select, insert on merchant, merchant_policy, merchant_key, webhook_endpoint, webhook_secret, channel,
    merchant_channel, fee_plan, payout_account to ${appRole};
grant update (name, status) on merchant to ${appRole};
grant update on merchant_policy, webhook_endpoint to ${appRole};
grant update (revoked_at) on merchant_key to ${appRole};
grant update (expires_at) on webhook_secret to ${appRole};
grant update (settings, enabled) on channel to ${appRole};
grant update (preferred) on merchant_channel to ${appRole};
grant update (status, decided_by, decided_at, usable_from) on payout_account to ${appRole};
