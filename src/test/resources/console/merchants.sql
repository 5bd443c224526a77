-- Merchants and channels, an account that waits, days.
insert into merchant (id, name, created_at) values
    ('m_demo', '山海茶行', '2026-11-01'), ('m_books', '一页书店', '2026-11-02');
insert into channel values ('abc-1', 'abc', '103881', '{}', true, 'taken', '2026-11-01'),
    ('unionpay-1', 'unionpay', '898310', '{}', true, 'taken', '2026-11-01');
insert into payout_account (merchant_id, version, sealed, masked, status, proposed_by, proposed_at)
values ('m_books', 2, '1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '622848******1234 一页书店', 'proposed', 'operator:maker', '2026-11-26T02:11:00Z');
insert into accounting_day (book, date, status, opened_at, closing_at, closing_xid, closed_at,
    transfer_count, sealed_at, seal)
select book, date, 'sealed', date, date, '1', date, 0, date + interval '26 hours', sha256(book::bytea)
from unnest(array['abc', 'unionpay', 'house']) book, unnest(array['2026-11-23', '2026-11-24']::date[]) date;
insert into accounting_day (book, date, status, opened_at, closing_at, closing_xid)
select book, '2026-11-25', 'closing', '2026-11-24T16:00:00Z', '2026-11-25T16:00:00Z', '2'
from unnest(array['abc', 'unionpay', 'house']) book;
insert into accounting_day (book, date, opened_at)
select book, '2026-11-26', '2026-11-25T16:00:00Z' from unnest(array['abc', 'unionpay', 'house']) book;
