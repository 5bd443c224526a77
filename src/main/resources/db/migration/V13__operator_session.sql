-- Operators at the console: sessions, of which only the hash of the cookie is kept, and how often somebody tried.
create table operator_session (
    hash       text        primary key check (hash ~ '^[0-9a-f]{64}$'),
    operator   text        not null references operator,
    address    text        not null check (octet_length(address) <= 64),
    created_at timestamptz not null,
    seen_at    timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    ended_at   timestamptz,
    notice     text        check (octet_length(notice) <= 4000)
);
create index operator_session_open on operator_session (operator, created_at) where ended_at is null;

-- subject: name:…, address:… or code:…. A try counts as a failure until it has succeeded; nothing is tried before free_at.
create table operator_throttle (
    subject  text        primary key check (octet_length(subject) <= 100),
    tries    integer     not null check (tries > 0),
    tried_at timestamptz not null,
    free_at  timestamptz not null
);

-- What people look for first: all of it rare, so these indexes stay small.
create index payment_unknown on payment (created_at) where status = 'unknown';
create index refund_unknown on refund (created_at) where status = 'unknown';
create index notification_dead on notification (created_at) where status = 'dead';

grant select, insert, update, delete on operator_session, operator_throttle to ${appRole};
