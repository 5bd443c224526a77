-- K码 payments, contracts to debit, and identity checks. Of a card only a mask and keyed digests are kept, and of
-- whoever owns it only keyed digests: they compare a repeated request with the first, nothing leads back from them.

alter table payment
    add column card_masked text     check (card_masked ~ '^[0-9]{0,6}[*]+[0-9]{4}$'),
    add column card_hash   text     check (card_hash ~ '^[0-9a-f]{64}$'),
    add column mobile_hash text     check (mobile_hash ~ '^[0-9a-f]{64}$'),
    add column code_tries  smallint not null default 0 check (code_tries >= 0),
    add column contract_id text,
    add constraint payment_card check (kind = 'kcode' or card_hash is null),
    add constraint payment_contract check ((kind = 'debit') = (contract_id is not null)),
    drop constraint payment_server_url,
    add constraint payment_server_url check (result_mode = 'page' or notify_url is not null or kind = 'debit');
create index payment_code_awaited on payment (created_at) where kind = 'kcode' and status = 'created';

-- When a later call for the order was made: a K码 order is sent first and paid later.
alter table attempt add column called_at timestamptz;

-- A contract whose end the bank refused may be ended again.
alter table operation
    drop constraint operation_number_check,
    add constraint operation_number_check check (number between 1 and 1000);

-- 授权支付: the payer lets the merchant have the bank debit him. sign_order_no is our number for the signing, sign_no
-- the bank's number of the contract; whoever signs has until sign_until.
create table contract (
    merchant_id      text        not null,
    id               text        collate "C" not null,
    contract_no      text        not null check (contract_no ~ '^[A-Za-z0-9_-]{1,64}$'),
    mode             text        not null check (mode in ('page', 'sms')),
    status           text        not null check (status in ('created', 'awaiting_payer', 'awaiting_code', 'unknown',
                         'signed', 'failed', 'expired', 'terminating', 'terminated')),
    version          integer     not null default 1 check (version > 0),
    sequence         integer     not null default 0 check (sequence >= 0),
    bank             text        not null,
    channel_id       text        not null,
    customer_no      text        not null check (customer_no ~ '^[A-Za-z0-9_-]{1,30}$'),
    card_type        text        not null check (card_type in ('any', 'debit', 'credit')),
    card_masked      text        check (card_masked ~ '^[0-9]{0,6}[*]+[0-9]{4}$'),
    card_hash        text        check (card_hash ~ '^[0-9a-f]{64}$'),
    certificate_hash text        check (certificate_hash ~ '^[0-9a-f]{64}$'),
    name_hash        text        check (name_hash ~ '^[0-9a-f]{64}$'),
    mobile_hash      text        check (mobile_hash ~ '^[0-9a-f]{64}$'),
    expires_on       date        not null,
    sign_order_no    text        not null check (sign_order_no ~ '^[A-Z0-9]{20,32}$'),
    sign_until       timestamptz not null,
    sign_url         text,
    sign_no          text,
    signed_at        timestamptz,
    code_tries       smallint    not null default 0 check (code_tries >= 0),
    notify_url       text,
    return_url       text,
    metadata         text,
    failure_code     text,
    failure_message  text,
    created_at       timestamptz not null,
    changed_at       timestamptz not null,
    primary key (merchant_id, id),
    constraint contract_contract_no unique (merchant_id, contract_no),
    constraint contract_sign_no check (sign_no is not null or status not in ('signed', 'terminating'))
) with (fillfactor = 80);
create index contract_in_force on contract (expires_on) where status = 'signed';

-- 身份验证: are name, certificate and card one person's? Whoever checks on the bank's page has until verify_until.
create table identity_check (
    merchant_id      text        not null,
    id               text        collate "C" not null,
    check_no         text        not null check (check_no ~ '^[A-Za-z0-9_-]{1,64}$'),
    mode             text        not null check (mode in ('page', 'direct')),
    status           text        not null check (status in ('created', 'pending', 'matched', 'mismatched', 'unknown',
                         'expired')),
    version          integer     not null default 1 check (version > 0),
    sequence         integer     not null default 0 check (sequence >= 0),
    bank             text        not null,
    channel_id       text        not null,
    customer_type    text        not null check (customer_type in ('personal', 'corporate')),
    card_masked      text        check (card_masked ~ '^[0-9]{0,6}[*]+[0-9]{4}$'),
    card_hash        text        check (card_hash ~ '^[0-9a-f]{64}$'),
    certificate_hash text        check (certificate_hash ~ '^[0-9a-f]{64}$'),
    name_hash        text        check (name_hash ~ '^[0-9a-f]{64}$'),
    mobile_hash      text        check (mobile_hash ~ '^[0-9a-f]{64}$'),
    verify_until     timestamptz not null,
    verify_url       text,
    notify_url       text,
    return_url       text,
    failure_code     text,
    failure_message  text,
    created_at       timestamptz not null,
    changed_at       timestamptz not null,
    primary key (merchant_id, id),
    constraint identity_check_check_no unique (merchant_id, check_no)
) with (fillfactor = 80);
create index identity_check_pending on identity_check (verify_until) where status = 'pending';

grant select, insert, update on contract, identity_check to ${appRole};
