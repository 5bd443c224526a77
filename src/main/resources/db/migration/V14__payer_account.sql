-- Money in suspense that goes back to its payer by a payout (T2).

-- A payer's own account: sealed, shown masked. A proposal names it by its id, so that no proposal has a number in it.
create table payer_account (
    id          text        collate "C" primary key,
    merchant_id text        not null references merchant,
    sealed      text        not null check (sealed ~ '^[A-Za-z0-9_.-]{1,32}:[A-Za-z0-9+/=]+$'
                    and octet_length(sealed) between 40 and 8192),
    masked      text        not null check (octet_length(masked) between 1 and 200),
    kept_by     text        not null check (kept_by <> ''),
    kept_at     timestamptz not null
);

-- source_channel: the channel whose suspense pays; channel_id is the one whose bank account pays. One payout pays one
-- batch or one proposal, and one proposal is paid by one payout.
alter table payout
    add column source_channel text,
    add column payer_account  text collate "C" references payer_account,
    add constraint payout_source_named check (
        case source when 'available'
            then settlement_id is not null and proposal_id is null and source_channel is null and payer_account is null
            else settlement_id is null and proposal_id is not null and source_channel is not null
                and payer_account is not null end);
create unique index payout_proposal on payout (proposal_id) where proposal_id is not null;

grant select, insert on payer_account to ${appRole};
