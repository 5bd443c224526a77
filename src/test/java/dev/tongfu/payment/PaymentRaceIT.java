package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PaymentRaceIT {
    private static final int ROUNDS = 30;

    @Test
    void ofTwoSuccessesAtOnceOnTwoNodesOneIsThePaymentAndTheOtherIsBookedApart() {
        try (var world = new PaymentWorld()) {
            // Given
            var other = world.vertx.getOrCreateContext();
            var desk = Promise.<PaymentDesk>promise();
            other.runOnContext(go -> desk.complete(new PaymentDesk(world.vertx, world.parts())));
            var second = PaymentWorld.done(desk.future());

            for (int round = 0; round < ROUNDS; round++) {
                var payment = world.submitted();
                var one = world.paid(world.bank.lastOrder().bankOrderNo(), "ONE-" + round);
                world.pay(payment, PaymentWorld.SECOND_BANK);
                var two = world.paid(world.bank.lastOrder().bankOrderNo(), "TWO-" + round);

                // When
                Supplier<Future<ApplyOutcome>> there = () -> {
                    var applied = Promise.<ApplyOutcome>promise();
                    other.runOnContext(go -> second.door().apply(two).onComplete(applied));
                    return applied.future();
                };
                world.onLoop(() -> Future.all(world.desk.door().apply(one), there.get()));

                // Then
                assertThat(world.rows("select substring(event_key from '^[^:]*:([a-z]+)') as line from transfer_key"
                                + " where event_key like '" + payment.id() + "%' order by 1"))
                        .as("round %d", round)
                        .containsExactly("extra", "succeeded");
                assertThat(world.told(payment)).containsExactly("1 payment.succeeded");
            }
        }
    }

    @Test
    void anOrderWhoseCallIsStillUnderWayIsNotReplaced() {
        try (var world = new PaymentWorld()) {
            // Given
            var payment = world.created();
            world.bank.answersOrdersWith(new BankReply.Unknown("on its way"));
            world.pay(payment, "abc");
            world.sql("update attempt set status = 'sent' where payment_id = '" + payment.id() + "'");
            world.bank.answersOrdersWith(new BankReply.Accepted(PayerForward.link("http://bank.example/pay")));
            int orders = world.bank.orders.size();

            // When
            var outcome = world.pay(payment, "abc");

            // Then
            assertThat(outcome).isInstanceOf(CheckoutOutcome.Checking.class);
            assertThat(world.bank.orders).hasSize(orders);
        }
    }
}
