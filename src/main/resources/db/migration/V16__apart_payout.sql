-- Late money and second receipts that go back to their payer by a payout (T2, row P6).

-- payment_id: whose money it was; bank_ref: the bank's reference of a second receipt.
alter table payout
    add column payment_id text collate "C",
    add column bank_ref   text,
    add constraint payout_apart_named check (
        (source in ('late', 'duplicate')) = (payment_id is not null) and (source = 'duplicate') = (bank_ref is not null));
create index payout_payment on payout (merchant_id, payment_id) where payment_id is not null;

-- What was paid from a shortage, as its source had gone elsewhere: nothing comes back to that source.
alter table payout_attempt add column beyond boolean not null default false;
