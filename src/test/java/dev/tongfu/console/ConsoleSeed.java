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
        String status = status(random.nextInt(100));
        boolean paid = status.equals("succeeded");
        boolean created = status.equals("created");
        long amount = 800L + random.nextInt(90_000);
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

    private static String status(int dice) {
        if (dice < 78) {
            return "succeeded";
        }
        if (dice < 84) {
            return "failed";
        }
        if (dice < 90) {
            return "closed";
        }
        return dice < 94 ? "submitted" : dice < 96 ? "unknown" : "created";
    }
}
