-- When a closed address was last opened again: a 410 to something that was sent before does not close it.
create table endpoint_opened (
    merchant_id text        not null,
    url         text        not null,
    opened_at   timestamptz not null,
    primary key (merchant_id, url)
);

grant select, insert, update on endpoint_opened to ${appRole};
