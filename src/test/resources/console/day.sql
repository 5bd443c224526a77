-- One payment with everything that can be known of it.
insert into payment (merchant_id, id, order_no, kind, status, amount, currency, captured, refunded, bank,
    bank_txn_no, bank_date, accounting_date, subject, result_mode, notify_url, created_at, expires_at,
    changed_at, paid_at, attempts)
values ('m_demo', 'pay_01M8B74YNR0000000000000TEA', 'TEA-2026-0001', 'purchase', 'succeeded', 26800, 'CNY', 26800, 6800, 'abc',
    'ECEP20261126000031', '2026-11-26', '2026-11-26', '龙井茶 250 克', 'server', 'https://shop.example/hooks',
    '2026-11-26T06:02:11Z', '2026-11-26T06:32:11Z', '2026-11-26T06:20:00Z', '2026-11-26T06:03:07Z', 2);
insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status, ordered_at,
    deadline, query_count)
values ('20261126TEA00000000000001', 'm_demo', 'pay_01M8B74YNR0000000000000TEA', 1, 'unionpay-1', 'unionpay', 'not_paid',
        '2026-11-26T06:02:15Z', '2026-11-26T06:32:11Z', 3),
    ('20261126TEA00000000000002', 'm_demo', 'pay_01M8B74YNR0000000000000TEA', 2, 'abc-1', 'abc', 'paid', '2026-11-26T06:02:40Z',
        '2026-11-26T06:32:11Z', 1);
insert into operation (bank_order_no, merchant_id, resource_id, payment_id, kind, number, channel_id, bank,
    status, ordered_at, sends, queries)
values ('20261126REF00000000000001', 'm_demo', 'ref_01M8B80DJR0000000000000TEA', 'pay_01M8B74YNR0000000000000TEA', 'refund', 1, 'abc-1', 'abc', 'done',
    '2026-11-26T06:17:12Z', 1, 1);
insert into refund (merchant_id, id, refund_no, payment_id, status, amount, currency, reason, source,
    channel_id, bank, bank_refund_no, bank_date, accounting_date, created_at, changed_at)
values ('m_demo', 'ref_01M8B80DJR0000000000000TEA', 'TEA-2026-0001-R1', 'pay_01M8B74YNR0000000000000TEA', 'succeeded', 6800, 'CNY', '少一罐', 'merchant', 'abc-1',
    'abc', 'ECEP20261126R00007', '2026-11-26', '2026-11-26', '2026-11-26T06:17:11Z', '2026-11-26T06:20:00Z');

-- What banks said of it.
insert into evidence (id, channel_id, object, source, sha256, merchant_id, payment_id, kind, amount, currency, effect,
    message, key_id, received_at)
values
    ('evd_0', 'unionpay-1', '20261126TEA00000000000001', 'answer', encode(sha256('0'), 'hex'), 'm_demo', 'pay_01M8B74YNR0000000000000TEA',
        'accepted', null, 'CNY', 'submitted', '\x00', '1', '2026-11-26T06:02:16Z'),
    ('evd_1', 'unionpay-1', '20261126TEA00000000000001', 'query', encode(sha256('1'), 'hex'), 'm_demo', 'pay_01M8B74YNR0000000000000TEA',
        'not_paid', null, 'CNY', 'none', '\x00', '1', '2026-11-26T06:02:38Z'),
    ('evd_2', 'abc-1', '20261126TEA00000000000002', 'answer', encode(sha256('2'), 'hex'), 'm_demo', 'pay_01M8B74YNR0000000000000TEA',
        'accepted', null, 'CNY', 'submitted', '\x00', '1', '2026-11-26T06:02:41Z'),
    ('evd_3', 'abc-1', '20261126TEA00000000000002', 'notice', encode(sha256('3'), 'hex'), 'm_demo', 'pay_01M8B74YNR0000000000000TEA',
        'paid', 26800, 'CNY', 'succeeded', '\x00', '1', '2026-11-26T06:03:07Z'),
    ('evd_4', 'abc-1', '20261126TEA00000000000002', 'query', encode(sha256('4'), 'hex'), 'm_demo', 'pay_01M8B74YNR0000000000000TEA',
        'paid', 26800, 'CNY', 'none', '\x00', '1', '2026-11-26T06:03:09Z');

-- What the merchant was told.
insert into notification (merchant_id, id, type, resource_id, sequence, url, body, status, created_at,
    attempts, delivered_at)
values ('m_demo', 'ntf_1', 'payment.succeeded', 'pay_01M8B74YNR0000000000000TEA', 1, 'https://shop.example/hooks', '{}', 'delivered',
        '2026-11-26T06:03:07Z', 2, '2026-11-26T06:03:13Z'),
    ('m_demo', 'ntf_2', 'refund.succeeded', 'ref_01M8B80DJR0000000000000TEA', 1, 'https://shop.example/hooks', '{}', 'dead',
        '2026-11-26T06:20:00Z', 1, null);
insert into notification (merchant_id, id, type, resource_id, sequence, url, body, status, created_at,
    next_at)
values ('m_books', 'ntf_3', 'payment.succeeded', 'pay_other', 1, 'https://books.example/hooks', '{}',
    'pending', '2026-11-26T07:18:00Z', '2026-11-26T07:18:20Z');
insert into notification_attempt (merchant_id, notification_id, epoch, series, number, at, status, ms, answer,
    error)
values ('m_demo', 'ntf_1', 1, 1, 1, '2026-11-26T06:03:07Z', 503, 812, 'please wait', null),
    ('m_demo', 'ntf_1', 2, 1, 2, '2026-11-26T06:03:12Z', 200, 64, '{"customer_url":"https://shop.example/1"}',
        null),
    ('m_demo', 'ntf_2', 1, 1, 1, '2026-11-26T06:20:00Z', null, 15000, null, 'no answer within 15 s');

-- What the payments and the refund booked.
insert into transfer (id, event_key, template, kind, debit, credit, amount, currency, source_id, book,
    accounting_date, value_date, booked_at)
select 'trf_' || substr(id, 5), id || ':succeeded', 'P1', 'posted', '1101/' || bank || '-1:2026-11-26/CNY',
    '2101/' || merchant_id || '/CNY', amount, 'CNY', id, bank, '2026-11-26', '2026-11-26', paid_at
from payment where status = 'succeeded';
insert into transfer (id, event_key, template, kind, debit, credit, amount, currency, source_id, book,
    accounting_date, value_date, booked_at, pending_id, pending_amount)
select 'trf_' || substr(id, 5) || v.part, id || v.key, v.template, v.kind, v.debit, v.credit, amount, 'CNY', id,
    'abc', '2026-11-26', '2026-11-26', created_at + v.part::int * interval '40 s',
    case v.kind when 'post' then 'trf_' || substr(id, 5) || '0' end,
    case v.kind when 'post' then amount end
from refund, (values
    ('0', ':reserve', 'R1', 'pending', '2101/m_demo/CNY', '2201/abc-1/CNY'),
    ('1', ':resolve', 'R2', 'post', '2101/m_demo/CNY', '2201/abc-1/CNY'),
    ('2', ':paid', 'R2', 'posted', '2201/abc-1/CNY', '1101/abc-1:2026-11-26/CNY'))
    as v (part, key, template, kind, debit, credit);
insert into transfer_key (event_key, transfer_id, book, accounting_date, fingerprint)
select event_key, id, book, accounting_date, sha256(id::bytea) from transfer;
insert into account (id, code, key, currency)
select id, split_part(id, '/', 1)::int, split_part(id, '/', 2), 'CNY'
from (select debit as id from transfer union select credit from transfer) named;
insert into balance (account, debit_normal, pass_through, debits_posted, credits_posted)
select a.id, a.code / 1000 in (1, 5), a.code in (1103, 2201),
    coalesce((select sum(amount) from transfer where debit = a.id and kind in ('posted', 'post')), 0),
    coalesce((select sum(amount) from transfer where credit = a.id and kind in ('posted', 'post')), 0)
from account a;

-- Alarms.
insert into alarm (id, at, kind, subject, detail) values
    ('alm_1', '2026-11-26T01:12:40Z', 'extra_receipt', 'TEA-2026-0001', 'A second success of 268.00 CNY under bank number ECEP20261126000044.'),
    ('alm_2', '2026-11-26T05:40:02Z', 'stray_notice', '20261126XYZ0000000000000099', 'The notice names an order that is not ours.');

-- Statements and runs.
insert into statement_day (channel_id, bank, bank_date, status, expected_at, tries, version) values
    ('abc-1', 'abc', '2026-11-25', 'stored', '2026-11-25T22:00:00Z', 1, 2),
    ('unionpay-1', 'unionpay', '2026-11-25', 'late', '2026-11-26T01:00:00Z', 14, null),
    ('abc-1', 'abc', '2026-11-24', 'stored', '2026-11-24T22:00:00Z', 1, 1),
    ('unionpay-1', 'unionpay', '2026-11-24', 'stored', '2026-11-25T01:00:00Z', 2, 1);
insert into statement_version (channel_id, bank, bank_date, version, sha256, name, format, source, size,
    content, taken_by, taken_at)
select c, split_part(c, '-', 1), d::date, v, encode(sha256((c || d || v)::bytea), 'hex'), 'settle-' || d || '.txt',
    case c when 'abc-1' then 'abc-15' else 'unionpay-zm' end, case v when 2 then 'uploaded' else 'fetched' end,
    48211, '\x00', case v when 2 then 'operator:maker' else 'scheduler' end, (d || 'T22:04:10Z')::timestamptz
from (values ('abc-1', '2026-11-25', 1), ('abc-1', '2026-11-25', 2), ('abc-1', '2026-11-24', 1),
    ('unionpay-1', '2026-11-24', 1)) x (c, d, v);
insert into statement_reading (channel_id, bank_date, version, status, line_count, quarantined_count, in_count,
    in_amount, out_count, out_amount, fee, net, read_at, reason)
values ('abc-1', '2026-11-25', 1, 'superseded', 0, 0, 0, 0, 0, 0, 0, 0, now(), 'header counts 412 lines, 398 came'),
    ('abc-1', '2026-11-25', 2, 'parsed', 412, 1, 380, 18422210, 32, 911000, 36844, 17474366, now(), null),
    ('abc-1', '2026-11-24', 1, 'parsed', 377, 0, 351, 16011200, 26, 700010, 32022, 15279168, now(), null),
    ('unionpay-1', '2026-11-24', 1, 'parsed', 201, 0, 190, 9120044, 11, 310000, 54720, 8755324, now(), null);
insert into quarantined_line (channel_id, bank_date, version, line_no, reason, raw) values
    ('abc-1', '2026-11-25', 2, 217, 'column 7 is no amount: 12,8O.00', '^^20261125|103881|TEA-77|Sale|12,8O.00|0.25|');
insert into reconciliation_run (id, channel_id, bank, bank_date, version, number, status, actor, created_at,
    changed_at, proof)
values ('run_1', 'abc-1', 'abc', '2026-11-25', 2, 2, 'proven', 'operator:maker', '2026-11-26T01:20:00Z',
        '2026-11-26T01:20:09Z', '{"kinds":[
        {"kind":"payment","platform_count":379,"platform_amount":18410110,"break_count":3,"break_amount":12100,"bank_count":380,"bank_amount":18422210,"difference":0},
        {"kind":"refund","platform_count":32,"platform_amount":911000,"break_count":0,"break_amount":0,"bank_count":32,"bank_amount":911000,"difference":0},
        {"kind":"fee","platform_count":411,"platform_amount":36820,"break_count":1,"break_amount":24,"bank_count":412,"bank_amount":36844,"difference":0}],
        "net":17474366,"posted_to_cash":17474366,"lines":412,"quarantined":1,"holds":true}'),
    ('run_0', 'abc-1', 'abc', '2026-11-25', 1, 1, 'superseded', 'scheduler', '2026-11-25T22:05:00Z',
        '2026-11-25T22:05:00Z', null),
    ('run_2', 'unionpay-1', 'unionpay', '2026-11-24', 1, 1, 'unproven', 'scheduler', '2026-11-25T01:20:00Z',
        '2026-11-25T01:20:03Z', null);
insert into run_posting (channel_id, bank_date, logical_key, run_id, event_key, template, debit, credit, amount,
    currency)
values ('abc-1', '2026-11-25', 'clear:payment:2026-11-25', 'run_1', 'run_1:clear:payment:2026-11-25', 'K1',
        '1102/abc-1/CNY', '1101/abc-1:2026-11-25/CNY', 18410110, 'CNY'),
    ('abc-1', '2026-11-25', 'clear:refund:2026-11-25', 'run_1', 'run_1:clear:refund:2026-11-25', 'K2',
        '1101/abc-1:2026-11-25/CNY', '1102/abc-1/CNY', 911000, 'CNY');

-- Breaks of every code and age.
insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency, side, suspense,
    line_id, line_no, our_ref, bank_ref, merchant_id, payment_id, rule, evidence, opened_at, changed_at)
select 'brk_' || lpad(n::text, 3, '0'), bank || '-1', bank, date '2026-11-26' - age, 'run_1', code, status, direction,
    amount, 'CNY', side, amount, 'lin_' || n, n + 10, '20261126TEA0000000000' || lpad(n::text, 4, '0'), 'ECEP' || n,
    'm_demo', 'pay_' || n, 'line without movement',
    json_build_object('line_amount', amount, 'our_amount', 0, 'query', 'not found'),
    '2026-11-26T01:20:05Z', '2026-11-26T01:20:05Z'
from (values
    (1, 'unionpay', 1, 'bank_only', 'proposed', 'in', 1337, 'surplus'),
    (2, 'abc', 1, 'platform_only', 'open', 'out', 1474, 'shortage'),
    (3, 'abc', 2, 'platform_only', 'open', 'out', 1611, 'shortage'),
    (4, 'abc', 5, 'platform_only', 'open', 'out', 1748, 'shortage'),
    (5, 'abc', 12, 'platform_only', 'open', 'out', 1885, 'shortage'),
    (6, 'abc', 40, 'platform_only', 'carried', 'out', 2022, 'shortage'),
    (7, 'abc', 1, 'platform_only', 'open', 'out', 2159, 'shortage'),
    (8, 'abc', 2, 'bank_paid', 'open', 'in', 2296, 'surplus'),
    (9, 'abc', 5, 'bank_paid', 'open', 'in', 2433, 'surplus'),
    (10, 'abc', 12, 'bank_paid', 'open', 'in', 2570, 'surplus'),
    (11, 'abc', 40, 'bank_paid', 'open', 'in', 2707, 'surplus'),
    (12, 'unionpay', 5, 'bank_unpaid', 'carried', 'in', 2844, 'shortage'),
    (13, 'unionpay', 12, 'bank_unpaid', 'open', 'in', 2981, 'shortage'),
    (14, 'abc', 12, 'amount_over', 'open', 'in', 3118, 'surplus'),
    (15, 'abc', 40, 'amount_over', 'open', 'in', 3255, 'surplus'),
    (16, 'abc', 1, 'amount_over', 'open', 'in', 3392, 'surplus'),
    (17, 'abc', 1, 'amount_over', 'open', 'in', 3529, 'surplus'),
    (18, 'abc', 1, 'amount_over', 'carried', 'in', 3666, 'surplus'),
    (19, 'abc', 2, 'amount_over', 'open', 'in', 3803, 'surplus'),
    (20, 'abc', 5, 'amount_over', 'open', 'in', 3940, 'surplus'),
    (21, 'abc', 40, 'amount_under', 'open', 'out', 4077, 'shortage'),
    (22, 'abc', 1, 'amount_under', 'open', 'out', 4214, 'shortage'),
    (23, 'abc', 1, 'amount_under', 'open', 'out', 4351, 'shortage'),
    (24, 'abc', 1, 'amount_under', 'carried', 'out', 4488, 'shortage'),
    (25, 'abc', 2, 'amount_under', 'open', 'out', 4625, 'shortage'),
    (26, 'unionpay', 1, 'fee_difference', 'open', 'in', 4762, 'surplus'),
    (27, 'unionpay', 1, 'fee_difference', 'open', 'in', 4899, 'surplus'),
    (28, 'unionpay', 1, 'fee_difference', 'open', 'in', 5036, 'surplus'),
    (29, 'abc', 1, 'duplicate', 'open', 'in', 5173, 'shortage'),
    (30, 'abc', 1, 'kind', 'carried', 'in', 5310, 'surplus'),
    (31, 'abc', 2, 'kind', 'open', 'in', 5447, 'surplus'),
    (32, 'abc', 5, 'kind', 'open', 'in', 5584, 'surplus'),
    (33, 'abc', 12, 'kind', 'open', 'in', 5721, 'surplus'),
    (34, 'abc', 40, 'kind', 'open', 'in', 5858, 'surplus'),
    (35, 'abc', 1, 'kind', 'open', 'in', 5995, 'surplus')
) v (n, bank, age, code, status, direction, amount, side);

-- What is proposed about them.
insert into proposal (id, break_id, break_version, template, variant, parameters, amount, currency, reason,
    status, maker, made_at, approvers_needed, preview)
values ('prp_1', 'brk_001', 1, 'T1', 'payment', '{"payment_id":"pay_1"}', 1337, 'CNY', '银行流水与订单 TEA-2026-0001 相符，归入该支付。',
        'proposed', 'operator:maker', '2026-11-26T02:30:00Z', 1,
        '[{"debit":"2301/abc-1/CNY","credit":"2101/m_demo/CNY","amount":1337}]'),
    ('prp_2', null, null, 'T12', 'for', '{"merchant_id":"m_demo","amount":5000}', 5000, 'CNY', '上月手续费多收，退还商户。',
        'proposed', 'operator:checker', '2026-11-26T03:10:00Z', 2,
        '[{"debit":"5901/house/CNY","credit":"2101/m_demo/CNY","amount":5000}]');
insert into proposal (id, break_id, break_version, template, variant, parameters, amount, currency, reason,
    status, maker, made_at, approvers_needed, decided_by, decided_at, decision_reason)
values ('prp_3', 'brk_001', 1, 'T10', 'surplus', '{"amount":1337}', 1337, 'CNY', '核销', 'rejected',
    'operator:maker', '2026-11-26T01:50:00Z', 1, 'operator:checker', '2026-11-26T02:00:00Z', '应先查找订单。');

-- Settlements and payouts.
insert into settlement (id, merchant_id, currency, mode, period_from, period_to, due_on, status, line_count,
    gross, refunds, fees, adjustments, reserve, carried_in, carried_out, net, sha256, calculated_by, approved_by,
    created_at, changed_at)
values ('stl_1', 'm_demo', 'CNY', 'platform', '2026-11-24', '2026-11-24', '2026-11-25', 'paying', 351, 16011200,
        700010, 96067, 0, 0, 0, 0, 15215123, repeat('ab', 32), 'operator:maker', 'operator:checker', now(), now()),
    ('stl_2', 'm_demo', 'CNY', 'platform', '2026-11-25', '2026-11-25', '2026-11-26', 'calculated', 3, 65400, 6800,
        392, 0, 2900, 0, 0, 55308, repeat('cd', 32), 'operator:maker', null, now(), now()),
    ('stl_3', 'm_books', 'CNY', 'platform', '2026-11-25', '2026-11-25', '2026-11-26', 'carried', 1, 900, 0, 5, 0, 0,
        0, 895, 0, repeat('ef', 32), 'operator:maker', 'operator:checker', now(), now());
insert into merchant_line (transfer_id, merchant_id, currency, book, accounting_date, occurred_at, template, kind,
    resource_id, payment_id, number, bank, bank_ref, amount, effect, settles, fee, needs_proof, proof_id, settlement_id)
select 'trf_s' || n, 'm_demo', 'CNY', 'abc', '2026-11-25', timestamptz '2026-11-25T03:00:00Z' + n * interval '7 min',
    case n when 3 then 'R2' else 'P1' end, case n when 3 then 'refund' else 'purchase' end, 'pay_' || n, 'pay_' || n,
    'TEA-77' || n, 'abc', 'ECEP77' || n, amount, amount, true, case n when 3 then 0 else 196 end, true, 'trf_s' || n,
    'stl_2'
from (select n, case n when 1 then 26800 when 2 then 38600 else -6800 end as amount from generate_series(1, 3) n) l;
insert into payer_account (id, merchant_id, sealed, masked, kept_by, kept_at)
values ('pya_1', 'm_books', 'test:' || repeat('A', 60), '622848******1234 一页书店', 'operator:maker',
    '2026-11-25T01:30:00Z');
insert into payout (id, settlement_id, merchant_id, channel_id, book, amount, currency, source, status, created_at,
    changed_at, proposal_id, source_channel, payer_account)
values ('pyo_1', 'stl_1', 'm_demo', 'payout-1', 'payout', 15215123, 'CNY', 'available', 'submitted',
        '2026-11-26T01:40:00Z', '2026-11-26T01:44:00Z', null, null, null),
    ('pyo_2', null, 'm_books', 'payout-1', 'payout', 120000, 'CNY', 'surplus', 'failed', '2026-11-25T01:40:00Z',
        '2026-11-25T05:00:00Z', 'prp_9', 'abc-1', 'pya_1');
insert into payout_attempt (payout_id, attempt, bank_reference, status, road, account_version, account_masked, said,
    changed_at)
values ('pyo_1', 1, 'PYO20261125000000001A', 'submitted', 'file', 1, '622848******8888 山海茶行', null,
        '2026-11-26T01:44:00Z'),
    ('pyo_2', 1, 'PYO20261124000000003A', 'failed', 'file', 1, '622848******1234 一页书店', '户名不符',
        '2026-11-25T05:00:00Z');
