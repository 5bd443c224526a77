-- What follows a payment, and what goes beside it: refunds, captures, contracts, batches, identity checks.

alter table bank_order
    add column original_no text not null default '',
    add column used_by text not null default '',
    add column given_back bigint not null default 0,
    add constraint bank_order_kind check (
        kind in ('pay', 'preauth', 'refund', 'void', 'capture', 'capture_void', 'cancel', 'debit')),
    add constraint bank_order_given_back check (given_back between 0 and amount);

alter table charge
    add column original_no text not null default '',
    add constraint charge_kind check (
        kind in ('pay', 'preauth', 'refund', 'void', 'capture', 'capture_void', 'cancel', 'debit'));

create index charge_by_time on charge (bank, charged_at);

create table contract (
    bank text not null,
    merchant_no text not null,
    order_no text not null,
    token text not null unique,
    sign_no text not null,
    card text not null,
    opened_at timestamptz not null,
    expires_on date not null,
    status text not null check (status in ('OPEN', 'SIGNED', 'FAILED', 'TERMINATED')),
    signed_at timestamptz,
    ended_at timestamptz,
    detail text not null,
    primary key (bank, merchant_no, order_no),
    unique (bank, sign_no));

create table identity_check (
    bank text not null,
    token text primary key,
    merchant_no text not null,
    opened_at timestamptz not null,
    status text not null check (status in ('OPEN', 'MATCHED', 'MISMATCHED')),
    detail text not null);

create table batch (
    bank text not null,
    merchant_no text not null,
    kind text not null check (kind in ('refund', 'debit')),
    batch_no text not null,
    serial_no text not null,
    accepted_at timestamptz not null,
    done_at timestamptz,
    detail text not null,
    primary key (bank, merchant_no, kind, batch_no),
    unique (bank, serial_no));

create table batch_item (
    bank text not null,
    serial_no text not null,
    seq int not null,
    order_no text not null,
    original_no text not null,
    amount bigint not null check (amount > 0),
    status text not null check (status in ('WAITING', 'DONE', 'FAILED')),
    reason text not null,
    detail text not null,
    primary key (bank, serial_no, seq),
    foreign key (bank, serial_no) references batch (bank, serial_no));
