package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.http.Bodies;
import dev.tongfu.http.JsonLimits;
import dev.tongfu.http.StrictJson;
import dev.tongfu.money.Money;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long a batch of 10,000 refunds takes, by hand: {@code mvn test -Dtest=RefundBatchBench}. */
class RefundBatchBench {
    private static final int ITEMS = 10_000;
    private static final int ROUNDS = 3;

    @Test
    void batchesOfTenThousand() {
        try (var batches = new BatchWorld(ITEMS)) {
            payments(batches.world);
            batches.bankTakesChunks(BatchWorld::allPaid);
            for (int round = 0; round < ROUNDS; round++) {
                round(batches, round);
            }
            assertThat(batches.completions()).hasSize(ROUNDS);
        }
    }

    private static void round(BatchWorld batches, int round) {
        var body = body(round);
        var reading = timed(
                "read " + body.length() + " bytes",
                () -> new StrictJson(new JsonLimits(32, 128, 4_096, 40, 1_000)).read(body, Bodies.REFUND_BATCH_CREATE));
        assertThat(reading).isInstanceOf(StrictJson.Reading.Valid.class);
        var items = IntStream.range(0, ITEMS).mapToObj(i -> item(round, i)).toArray(NewRefund[]::new);
        var batch = timed("take", () -> batches.taken("B" + round, items));
        assertThat(timed("replay", () -> batches.ask("B" + round, items))).isInstanceOf(BatchOutcome.Replayed.class);
        timed("send", batches::attend);
        batches.later(5);
        timed("apply", batches::attend);
        timed("status page", () -> batches.now(batch));
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.COMPLETED);
    }

    private static NewRefund item(int round, int index) {
        return new NewRefund(
                PaymentWorld.MERCHANT, "R" + round + "-" + index, paymentId(index), null, Money.cny(100), "退货");
    }

    private static String paymentId(int index) {
        return String.format(Locale.ROOT, "pay_%026d", index);
    }

    private static Buffer body(int round) {
        var body = Buffer.buffer("{\"batch_no\":\"B\",\"items\":[");
        for (int i = 0; i < ITEMS; i++) {
            body.appendString(i == 0 ? "" : ",")
                    .appendString("{\"refund_no\":\"R" + round + "-" + i + "\",\"payment_id\":\"" + paymentId(i))
                    .appendString("\",\"amount\":100,\"reason\":\"退货\"}");
        }
        return body.appendString("]}");
    }

    /** Paid in the table; the books hold enough of the merchant's money. */
    private static void payments(PaymentWorld world) {
        var one = world.succeeded("abc");
        world.sql("""
                insert into payment (merchant_id, id, order_no, kind, status, amount, currency, captured, bank, subject,
                    result_mode, created_at, expires_at, changed_at)
                select merchant_id, 'pay_' || lpad(n::text, 26, '0'), 'many-' || n, kind, status, amount, currency,
                    captured, bank, subject, 'page', created_at, expires_at, changed_at
                from payment, generate_series(0, 9999) n
                """);
        world.sql("""
                insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status,
                    ordered_at, deadline)
                select 'MANY' || lpad(n::text, 20, '0'), merchant_id, 'pay_' || lpad(n::text, 26, '0'), 1, channel_id,
                    bank, status, ordered_at, deadline
                from attempt, generate_series(0, 9999) n
                """);
        world.sql(
                "update balance set credits_posted = credits_posted + 100000000000 where account = '2101/m_test/CNY'");
        world.sql("analyze");
        assertThat(List.of(one.status())).containsExactly(PaymentStatus.SUCCEEDED);
    }

    @CanIgnoreReturnValue
    private static <T> T timed(String what, Supplier<T> work) {
        long before = System.nanoTime();
        T result = work.get();
        System.out.printf(Locale.ROOT, "%-22s %6d ms%n", what, (System.nanoTime() - before) / 1_000_000);
        return result;
    }
}
