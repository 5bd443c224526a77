-- What operators did, for ever: rows are only added, and each carries the hash of the one before.
create table audit_entry (
    seq           bigint primary key check (seq > 0),
    at            timestamptz not null,
    actor         text not null check (octet_length(actor) between 1 and 100),
    action        text not null check (action ~ '^[a-z][a-z0-9._-]{0,63}$'),
    object        text not null check (octet_length(object) between 1 and 200),
    reason        text not null check (octet_length(reason) <= 1000),
    detail        json not null check (octet_length(detail::text) <= 65536),
    previous_hash bytea not null unique check (octet_length(previous_hash) = 32),
    hash          bytea not null unique check (octet_length(hash) = 32)
);
create index audit_entry_object on audit_entry (object, seq);
create index audit_entry_actor on audit_entry (actor, seq);

create table operator (
    name        text primary key check (name ~ '^[a-z][a-z0-9._-]{0,31}$'),
    role        text not null check (role in ('viewer', 'maker', 'checker')),
    totp_sealed text not null check (totp_sealed ~ '^[A-Za-z0-9_.-]{1,32}:[A-Za-z0-9+/=]+$'
                       and octet_length(totp_sealed) between 40 and 1024),
    totp_step   bigint not null default 0,
    created_at  timestamptz not null,
    disabled_at timestamptz check (disabled_at >= created_at)
);

-- Only the hash: the token itself is shown once.
create table operator_token (
    hash       text primary key check (hash ~ '^[0-9a-f]{64}$'),
    operator   text not null references operator,
    created_at timestamptz not null,
    revoked_at timestamptz check (revoked_at >= created_at)
);
create index operator_token_operator on operator_token (operator);

grant select, insert on audit_entry, operator, operator_token to ${appRole};
grant update (disabled_at, totp_step) on operator to ${appRole};
grant update (revoked_at) on operator_token to ${appRole};
