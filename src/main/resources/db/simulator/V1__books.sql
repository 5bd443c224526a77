-- The simulated banks' own books: what was ordered and what was really charged. The gateway's roles see none of it.

create table calendar (
    bank text primary key,
    open_from date not null);

create table bank_order (
    bank text not null,
    merchant_no text not null,
    order_no text not null,
    kind text not null,
    amount bigint not null check (amount > 0),
    token text not null unique,
    placed_at timestamptz not null,
    deadline timestamptz not null,
    status text not null check (status in ('OPEN', 'PAID', 'FAILED')),
    detail text not null,
    primary key (bank, merchant_no, order_no));

create table charge (
    number bigint generated always as identity primary key,
    bank text not null,
    merchant_no text not null,
    order_no text not null,
    kind text not null,
    amount bigint not null check (amount > 0),
    accounting_date date not null,
    charged_at timestamptz not null,
    mark text not null,
    unique (bank, merchant_no, order_no, kind));

create index charge_by_day on charge (bank, accounting_date, number);

create table statement_plan (
    bank text not null,
    day date not null,
    extra int not null,
    marks text not null,
    unheard_left int not null,
    primary key (bank, day));
