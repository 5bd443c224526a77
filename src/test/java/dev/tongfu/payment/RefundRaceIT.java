package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefundRaceIT {
    private static final int REFUNDS = 200;
    private static final long EACH = 100;

    @Test
    void twoHundredPartialRefundsAtOnceOnTwoNodesNeverExceedThePayment() {
        try (var world = new PaymentWorld()) {
            // Given: room for 123 of them
            var payment = world.succeeded("abc");
            var other = world.vertx.getOrCreateContext();
            var made = Promise.<PaymentDesk>promise();
            other.runOnContext(go -> made.complete(new PaymentDesk(world.vertx, world.parts())));
            var second = PaymentWorld.done(made.future());

            // When
            var outcomes = world.onLoop(() -> {
                var calls = IntStream.range(0, REFUNDS)
                        .mapToObj(number -> {
                            var request = new NewRefund(
                                    PaymentWorld.MERCHANT, "R" + number, payment.id(), null, Money.cny(EACH), null);
                            return number % 2 == 0 ? world.desk.refunds().create(request) : on(other, second, request);
                        })
                        .toList();
                return Future.join(calls).map(all -> all.<RefundOutcome>list());
            });

            // Then
            long reserved = outcomes.stream()
                    .filter(RefundOutcome.Created.class::isInstance)
                    .count();
            assertThat(reserved).isEqualTo(payment.captured() / EACH);
            assertThat(outcomes.stream()
                            .filter(RefundOutcome.Refused.class::isInstance)
                            .map(outcome -> ((RefundOutcome.Refused) outcome).reason())
                            .distinct())
                    .containsExactly(RefundOutcome.Reason.EXCEEDS);
            assertThat(world.now(payment).refundReserved()).isEqualTo(reserved * EACH);
            assertThat(world.rows("select debits_pending::text from balance where account = '2101/m_test/CNY'"))
                    .containsExactly(Long.toString(reserved * EACH));
        }
    }

    @Test
    void oneRefundNumberAtOnceOnTwoNodesIsOneRefund() {
        try (var world = new PaymentWorld()) {
            // Given
            var payment = world.succeeded("abc");
            world.bank.answersActsWith(act -> new BankReply.Processing("0000"));
            var other = world.vertx.getOrCreateContext();
            var made = Promise.<PaymentDesk>promise();
            other.runOnContext(go -> made.complete(new PaymentDesk(world.vertx, world.parts())));
            var second = PaymentWorld.done(made.future());
            var request = new NewRefund(PaymentWorld.MERCHANT, "R1", payment.id(), null, Money.cny(EACH), null);

            // When
            var outcomes = world.onLoop(() -> Future.join(List.of(
                            world.desk.refunds().create(request),
                            on(other, second, request),
                            world.desk.refunds().create(request),
                            on(other, second, request)))
                    .map(all -> all.<RefundOutcome>list()));

            // Then
            assertThat(outcomes)
                    .filteredOn(RefundOutcome.Created.class::isInstance)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(RefundOutcome.Replayed.class::isInstance)
                    .hasSize(3);
            assertThat(world.now(payment).refundReserved()).isEqualTo(EACH);
        }
    }

    private static Future<RefundOutcome> on(Context context, PaymentDesk desk, NewRefund request) {
        var created = Promise.<RefundOutcome>promise();
        context.runOnContext(go -> desk.refunds().create(request).onComplete(created));
        return created.future();
    }
}
