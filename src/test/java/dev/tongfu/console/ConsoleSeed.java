package dev.tongfu.console;

import dev.tongfu.db.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Random;

/** A day at the gateway, with something on every page of the console: {@code console/*.sql} and many payments. */
final class ConsoleSeed {
    private static final String[] GOODS = {"龙井茶 250 克", "青花瓷杯", "竹编提篮", "丝绸围巾", "<b>不是标记</b>"};
    private static final int PAYMENTS = 420;

    private final ConsoleWorld world;
    private final Instant now;
    private final Random random = new Random(7);
    private int number;

    ConsoleSeed(ConsoleWorld world, Instant now) {
        this.world = world;
        this.now = now;
    }

    void plant() {
        world.sql(resource("merchants.sql"));
        payments();
        world.sql(resource("day.sql"));
    }

    private static String resource(String name) {
        try (var in = ConsoleSeed.class.getResourceAsStream("/console/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void payments() {
        var rows = new ArrayList<String>();
        var midnight = Instant.parse("2026-11-25T16:00:00Z");
        long minutes = Duration.between(midnight, now).toMinutes() - 2;
        for (int i = 0; i < PAYMENTS; i++) {
            double beat = (random.nextDouble() + random.nextDouble() + random.nextDouble()) / 3;
            rows.add(payment(midnight.plus(Duration.ofMinutes((long) (minutes * (0.25 + 0.75 * beat))))));
        }
        world.sql("""
                insert into payment (merchant_id, id, order_no, kind, status, amount, currency, captured, bank,
                    bank_txn_no, bank_date, accounting_date, subject, result_mode, notify_url, created_at, expires_at,
                    changed_at, paid_at, attempts)
                values\s""" + String.join(",", rows));
    }

    private String payment(Instant at) {
<<<<<<< HEAD
        int dice = random.nextInt(100);
        String bank = random.nextInt(3) == 0 ? "unionpay" : "abc";
        String status = dice < 78
                ? "succeeded"
                : dice < 84
                        ? "failed"
                        : dice < 90 ? "closed" : dice < 94 ? "submitted" : dice < 96 ? "unknown" : "created";
=======
        String status = status(random.nextInt(100));
>>>>>>> console
        boolean paid = status.equals("succeeded");
        boolean created = status.equals("created");
        long amount = 800 + random.nextInt(90_000);
        String bank = random.nextInt(3) == 0 ? "unionpay" : "abc";
        String merchant = random.nextInt(4) == 0 ? "m_books" : "m_demo";
        String date = paid ? "'2026-11-26'" : "null";
        int serial = 1_000 + ++number;
        String row = """
                ('%s', '%s', 'O2026112600%d', 'purchase', '%s', %d, 'CNY', %d, %s, %s, %s, %s, '%s', 'server',
                    'https://shop.example/hooks', '%s', '%s', '%s', %s, %d)
                """;
        return row.formatted(
                merchant,
                new Ids(Clock.fixed(at, ZoneOffset.UTC)).next("pay"),
                serial,
                status,
                amount,
                paid ? amount : 0,
                created ? "null" : "'" + bank + "'",
                paid ? "'TX" + serial + "'" : "null",
                date,
                date,
                GOODS[random.nextInt(GOODS.length)],
                at,
                at.plusSeconds(1_800),
                at.plusSeconds(40),
                paid ? "'" + at.plusSeconds(40) + "'" : "null",
                created ? 0 : 1);
    }

<<<<<<< HEAD
    /** One payment with everything that can be known of it. */
    private void firstPayment() {
        var at = Instant.parse("2026-11-26T06:02:11Z");
        String id = idAt("pay", at);
        String refund = idAt("ref", at.plusSeconds(900));
        world.sql("""
                insert into payment (merchant_id, id, order_no, kind, status, amount, currency, captured, refunded, bank,
                    bank_txn_no, bank_date, accounting_date, subject, result_mode, notify_url, created_at, expires_at,
                    changed_at, paid_at, attempts)
                values ('m_demo', '%1$s', 'TEA-2026-0001', 'purchase', 'succeeded', 26800, 'CNY', 26800, 6800, 'abc',
                    'ECEP20261126000031', '2026-11-26', '2026-11-26', '龙井茶 250 克', 'server', 'https://shop.example/hooks',
                    '2026-11-26T06:02:11Z', '2026-11-26T06:32:11Z', '2026-11-26T06:20:00Z', '2026-11-26T06:03:07Z', 2);
                insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status, ordered_at,
                    deadline, query_count)
                values ('20261126TEA00000000000001', 'm_demo', '%1$s', 1, 'unionpay-1', 'unionpay', 'not_paid',
                        '2026-11-26T06:02:15Z', '2026-11-26T06:32:11Z', 3),
                    ('20261126TEA00000000000002', 'm_demo', '%1$s', 2, 'abc-1', 'abc', 'paid', '2026-11-26T06:02:40Z',
                        '2026-11-26T06:32:11Z', 1);
                insert into operation (bank_order_no, merchant_id, resource_id, payment_id, kind, number, channel_id, bank,
                    status, ordered_at, sends, queries)
                values ('20261126REF00000000000001', 'm_demo', '%2$s', '%1$s', 'refund', 1, 'abc-1', 'abc', 'done',
                    '2026-11-26T06:17:12Z', 1, 1);
                insert into refund (merchant_id, id, refund_no, payment_id, status, amount, currency, reason, source,
                    channel_id, bank, bank_refund_no, bank_date, accounting_date, created_at, changed_at)
                values ('m_demo', '%2$s', 'TEA-2026-0001-R1', '%1$s', 'succeeded', 6800, 'CNY', '少一罐', 'merchant', 'abc-1',
                    'abc', 'ECEP20261126R00007', '2026-11-26', '2026-11-26', '2026-11-26T06:17:11Z', '2026-11-26T06:20:00Z');
                """.formatted(id, refund));
        evidence(id);
        notifications(id, refund);
    }

    private void evidence(String id) {
        var words = List.of(
                "answer,accepted,null,submitted,2026-11-26T06:02:16Z,unionpay-1,20261126TEA00000000000001",
                "query,not_paid,null,none,2026-11-26T06:02:38Z,unionpay-1,20261126TEA00000000000001",
                "answer,accepted,null,submitted,2026-11-26T06:02:41Z,abc-1,20261126TEA00000000000002",
                "notice,paid,26800,succeeded,2026-11-26T06:03:07Z,abc-1,20261126TEA00000000000002",
                "query,paid,26800,none,2026-11-26T06:03:09Z,abc-1,20261126TEA00000000000002");
        for (String word : words) {
            var part = word.split(",", -1);
            world.sql(
                    "insert into evidence (id, channel_id, object, source, sha256, merchant_id, payment_id, kind, amount,"
                            + " currency, effect, message, key_id, received_at) values ('" + idAt("evd", now) + "','"
                            + part[5]
                            + "','" + part[6] + "','" + part[0] + "', encode(sha256('" + word
                            + "'), 'hex'), 'm_demo', '" + id
                            + "', '" + part[1] + "', " + part[2] + ", 'CNY', '" + part[3] + "', '\\x00', '1', '"
                            + part[4] + "')");
        }
    }

    private void notifications(String id, String refund) {
        world.sql("""
                insert into notification (merchant_id, id, type, resource_id, sequence, url, body, status, created_at,
                    attempts, delivered_at)
                values ('m_demo', 'ntf_1', 'payment.succeeded', '%1$s', 1, 'https://shop.example/hooks', '{}', 'delivered',
                        '2026-11-26T06:03:07Z', 2, '2026-11-26T06:03:13Z'),
                    ('m_demo', 'ntf_2', 'refund.succeeded', '%2$s', 1, 'https://shop.example/hooks', '{}', 'dead',
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
                    ('m_demo', 'ntf_2', 1, 1, 1, '2026-11-26T06:20:00Z', null, 15000, null, 'no answer within 15 s')
                """.formatted(id, refund));
    }

    private void ledger() {
        world.sql("""
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
                """);
    }

    private void alarms() {
        world.sql("""
                insert into alarm (id, at, kind, subject, detail) values
                    ('alm_1', '2026-11-26T01:12:40Z', 'extra_receipt', 'TEA-2026-0001', 'A second success of 268.00 CNY under bank number ECEP20261126000044.'),
                    ('alm_2', '2026-11-26T05:40:02Z', 'stray_notice', '20261126XYZ0000000000000099', 'The notice names an order that is not ours.')
                """);
    }

    private void statements() {
        world.sql("""
                insert into statement_day (channel_id, bank, bank_date, status, expected_at, tries, version) values
                    ('abc-1', 'abc', '2026-11-25', 'stored', '2026-11-25T22:00:00Z', 1, 2),
                    ('unionpay-1', 'unionpay', '2026-11-25', 'late', '2026-11-26T01:00:00Z', 14, null),
                    ('abc-1', 'abc', '2026-11-24', 'stored', '2026-11-24T22:00:00Z', 1, 1),
                    ('unionpay-1', 'unionpay', '2026-11-24', 'stored', '2026-11-25T01:00:00Z', 2, 1);
                insert into statement_version (channel_id, bank, bank_date, version, sha256, name, format, source, size,
                    content, taken_by, taken_at)
                select c, split_part(c, '-', 1), d::date, v, encode(sha256((c || d || v)::bytea), 'hex'), 'settle-' || d || '.txt',
                    case c when 'abc-1' then 'abc-15' else 'unionpay-zm' end, case v when 2 then 'uploaded' else 'fetched' end,
                    48211, '\\x00', case v when 2 then 'operator:maker' else 'scheduler' end, (d || 'T22:04:10Z')::timestamptz
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
                        '1101/abc-1:2026-11-25/CNY', '1102/abc-1/CNY', 911000, 'CNY')
                """);
    }

    private void breaks() {
        var codes = List.of(
                "bank_only",
                "platform_only",
                "bank_paid",
                "bank_unpaid",
                "amount_over",
                "amount_under",
                "fee_difference",
                "duplicate",
                "kind");
        int serial = 0;
        for (int c = 0; c < codes.size(); c++) {
            for (int i = 0; i < 1 + (c * 5) % 7; i++) {
                int age = new int[] {1, 1, 2, 5, 12, 40, 1}[(i + c) % 7];
                boolean surplus = c % 2 == 0;
                world.sql("""
                        insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency,
                            side, suspense, line_id, line_no, our_ref, bank_ref, merchant_id, payment_id, rule, evidence,
                            opened_at, changed_at)
                        values ('brk_%1$03d', '%2$s', '%3$s', date '2026-11-26' - %4$d, 'run_1', '%5$s', '%6$s', '%7$s', %8$d,
                            'CNY', '%9$s', %8$d, 'lin_%1$d', %10$d, '20261126TEA0000000000%1$04d', 'ECEP%1$d', 'm_demo', 'pay_%1$d',
                            'line without movement', '{"line_amount":%8$d,"our_amount":0,"query":"not found"}',
                            '2026-11-26T01:20:05Z', '2026-11-26T01:20:05Z')
                        """.formatted(
                                ++serial,
                                c % 3 == 0 ? "unionpay-1" : "abc-1",
                                c % 3 == 0 ? "unionpay" : "abc",
                                age,
                                codes.get(c),
                                serial == 1 ? "proposed" : serial % 6 == 0 ? "carried" : "open",
                                c % 4 == 1 ? "out" : "in",
                                1_200 + 137 * serial,
                                surplus ? "surplus" : "shortage",
                                serial + 10));
            }
=======
    private static String status(int dice) {
        if (dice < 78) {
            return "succeeded";
        }
        if (dice < 84) {
            return "failed";
>>>>>>> console
        }
        if (dice < 90) {
            return "closed";
        }
        return dice < 94 ? "submitted" : dice < 96 ? "unknown" : "created";
    }
}
