package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.ABC;
import static dev.tongfu.settlement.SettlementWorld.MERCHANT;
import static dev.tongfu.settlement.SettlementWorld.MONDAY;
import static dev.tongfu.settlement.SettlementWorld.UNIONPAY;
import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.Digests;
import dev.tongfu.ledger.ProposalPostings;
import dev.tongfu.merchant.FeePlan;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MerchantStatementIT {
    private SettlementWorld world;
    private DailyStatements statements;

    @BeforeEach
    void open() {
        world = new SettlementWorld();
        statements = new DailyStatements(world.pool, SettlementWorld.CONFIG);
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    @Test
    void overRandomDaysEveryStatementIsTheMovementOfTheMerchantsAccounts() {
        // Given
        var random = new Random(20_261_127);
        world.plan(MERCHANT, "abc", "purchase", 0, 6_000, 1, 5_000L, "pro_rata");
        world.policy("reserve_ppm = 100000, reserve_days = 1");
        var dates = new ArrayList<LocalDate>();
        var payments = new ArrayList<String>();
        for (int day = 0; day < 5; day++) {
            var date = MONDAY.plusDays(day);
            dates.add(date);
            busyDay(random, date, payments, day);
        }

        // When
        world.clock.advance(Duration.ofDays(2));
        done(new Reserves(world.pool, world.ledger, SettlementWorld.CONFIG, world.clock).releaseDue());
        world.close(MONDAY.plusDays(6));
        done(world.lines.project());

        // Then
        for (int day = 0; day < 7; day++) {
            holds(MONDAY.plusDays(day));
        }
        assertThat(dates).hasSize(5);
    }

    private void busyDay(Random random, LocalDate date, List<String> payments, int day) {
        for (int i = 0; i < 4; i++) {
            var channel = random.nextBoolean() ? ABC : UNIONPAY;
            payments.add(channel.book() + world.paid(MERCHANT, channel, date, 1_000 + random.nextInt(100_000)));
        }
        world.captured(MERCHANT, ABC, date, 9_000, 1 + random.nextInt(9_000));
        String payment = payments.get(random.nextInt(payments.size()));
        var channel = payment.startsWith("abc") ? ABC : UNIONPAY;
        world.refunded(MERCHANT, payment.substring(channel.book().length()), channel, date, 1 + random.nextInt(200));
        world.post(ProposalPostings.frozen("prp_" + day, 1, MERCHANT, date, Money.cny(50)));
        world.post(ProposalPostings.adjustedFor("prp_" + day, 2, MERCHANT, date, Money.cny(7)));
        world.finish(date);
        world.approved(world.settled(date));
    }

    /** The sums in the file, in the manifest and in the ledger are the same. */
    private void holds(LocalDate date) {
        String text = text(date);
        long listed = text.lines()
                .filter(line -> !line.startsWith("accounting_date") && !line.contains(",total,"))
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[6]))
                .sum();
        long moved = world.number("""
                select coalesce(sum(case when credit ~ '^210[1-4]/m_a/' then amount else 0 end
                    - case when debit ~ '^210[1-4]/m_a/' then amount else 0 end), 0)::bigint
                from transfer where kind in ('posted', 'post') and accounting_date = '%s'
                """.formatted(date));
        var manifest = done(statements.manifest(MERCHANT, date));
        assertThat(listed).as("%s", date).isEqualTo(moved);
        assertThat(manifest.in() - manifest.out()).isEqualTo(moved);
        assertThat(manifest.opening() + moved).isEqualTo(manifest.closing());
        assertThat(manifest.sha256()).isEqualTo(Digests.sha256Hex(text));
        assertThat(text.lines().count()).isEqualTo(manifest.rows() + 2);
    }

    private String text(LocalDate date) {
        var reading = statements.read(MERCHANT, date);
        var text = new StringBuilder();
        for (var part = done(reading.next()); part.length() > 0; part = done(reading.next())) {
            text.append(part);
        }
        return text.toString();
    }

    @Test
    void feesAreThoseOfThePlanAndWhatIsGivenBackFollowsTheRefundedShare() {
        // Given
        var random = new Random(7);
        var plan = new FeePlan(
                MERCHANT,
                "abc",
                FeePlan.Kind.PURCHASE,
                1,
                CurrencyCode.CNY,
                3,
                6_543,
                5,
                400L,
                FeePlan.GivenBack.PRO_RATA,
                Instant.EPOCH);
        world.plan(MERCHANT, "abc", "purchase", 3, 6_543, 5, 400L, "pro_rata");
        var amounts = List.of(1L, 75L, 76L, 77L, 100L, 9_999L, 10_000L, 99_999L);
        for (long minor : amounts) {
            String id = world.paid(MERCHANT, ABC, MONDAY, minor);
            long left = minor;
            for (int day = 0; left > 0; day++) {
                long part = day == 3 ? left : Math.min(left, 1 + random.nextLong(left));
                world.refunded(MERCHANT, id, ABC, MONDAY.plusDays(day / 2), part);
                left -= part;
            }
        }

        // When
        world.finish(MONDAY);
        world.finish(MONDAY.plusDays(1));
        done(world.lines.project());

        // Then
        for (long minor : amounts) {
            assertThat(world.number("select fee from merchant_line where kind = 'payment' and amount = " + minor))
                    .as("%d", minor)
                    .isEqualTo(plan.fee(Money.cny(minor)).minor());
        }
        assertThat(world.number("select count(*) from merchant_line where fee_back < 0"))
                .isZero();
        assertThat(world.rows("""
                        select payment_id from merchant_line group by 1 having sum(fee_back) <> sum(fee)
                        """)).isEmpty();
    }

    @Test
    void aStatementWaitsForEveryBookAndRunOfItsDate() {
        // Given
        world.paid(MERCHANT, ABC, MONDAY, 100);

        // When
        var open = done(statements.waitsFor(MERCHANT, MONDAY));
        world.close(MONDAY);
        done(world.lines.project());
        var unread = done(statements.waitsFor(MERCHANT, MONDAY));
        world.prove(ABC, MONDAY);

        // Then
        assertThat(open).contains("book abc", "book house");
        assertThat(unread).containsExactly("channel abc-1 2026-11-23");
        assertThat(done(statements.waitsFor(MERCHANT, MONDAY))).isEmpty();
    }

    @Test
    void theBytesOfAStatementAreFixed() {
        // Given
        world.plan(MERCHANT, "abc", "purchase", 0, 6_000, 0, null, "none");
        String id = world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.sql("update payment set order_no = '-7' where id = '" + id + "'");
        world.finish(MONDAY);
        done(world.lines.project());
        world.sql("update merchant_line set occurred_at = '2026-11-23T01:02:03Z', bank_ref = '=1+1'");

        // When
        String text = text(MONDAY);

        // Then
        assertThat(text)
                .isEqualTo("accounting_date,occurred_at,kind,resource_id,number,original_number,amount,fee,net,bank,"
                        + "bank_ref,settlement_id\r\n"
                        + "2026-11-23,2026-11-23T01:02:03Z,payment," + id + ",'-7,,10000,60,9940,abc,'=1+1,\r\n"
                        + "2026-11-23,,total,,1,,10000,60,9940,,,\r\n");
    }
}
