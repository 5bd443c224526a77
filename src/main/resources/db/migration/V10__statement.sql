-- Banks' statements as they came, for ever: new bytes for a day are a new version, never an overwrite.
create table statement_version (
    channel_id text        not null,
    bank       text        not null,
    bank_date  date        not null,
    version    integer     not null check (version > 0),
    sha256     text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    name       text        not null check (octet_length(name) between 1 and 200),
    format     text        not null check (format ~ '^[a-z0-9-]{1,32}$'),
    source     text        not null check (source in ('fetched', 'uploaded')),
    size       bigint      not null check (size >= 0),
    content    bytea       not null,
    taken_by   text        not null check (octet_length(taken_by) between 1 and 100),
    taken_at   timestamptz not null,
    primary key (channel_id, bank_date, version),
    constraint statement_version_bytes unique (channel_id, bank_date, sha256)
);
create index statement_version_by_date on statement_version (bank, bank_date);

grant select, insert on statement_version to ${appRole};
