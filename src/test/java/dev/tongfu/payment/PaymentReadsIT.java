package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments read by many at a time. */
class PaymentReadsIT {
    private final PaymentWorld world = new PaymentWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void eachReaderGetsItsOwnPaymentAndNothingForWhatIsNotThere() {
        // Given
        var payments =
                IntStream.range(0, 20).mapToObj(number -> world.created()).toList();
        var wanted = Stream.concat(payments.stream().map(Payment::id), Stream.of("pay_none", "pay_none"))
                .toList();

        // When
        var found = world.onLoop(() -> Future.all(wanted.stream()
                .map(id -> world.desk.service().find(PaymentWorld.MERCHANT, id))
                .toList()));

        // Then
        assertThat(IntStream.range(0, 20)
                        .mapToObj(found::<Optional<Payment>>resultAt)
                        .map(Optional::orElseThrow)
                        .map(Payment::id))
                .containsExactlyElementsOf(payments.stream().map(Payment::id).toList());
        assertThat(found.<Optional<Payment>>resultAt(20)).isEmpty();
        assertThat(found.<Optional<Payment>>resultAt(21)).isEmpty();
    }

    @Test
    void anotherMerchantsPaymentIsNotFound() {
        var payment = world.created();

        assertThat(world.onLoop(() -> world.desk.service().find("m_other", payment.id())))
                .isEmpty();
    }

    @Test
    void whoReadsAfterAChangeSeesItThoughAnEarlierReaderOfTheSamePaymentStillWaits() {
        // Given
        var payment = world.created();

        // When
        var read = world.onLoop(() -> {
            var service = world.desk.service();
            var early = service.find(PaymentWorld.MERCHANT, payment.id());
            var late = service.close(PaymentWorld.MERCHANT, payment.id())
                    .compose(closed -> service.find(PaymentWorld.MERCHANT, payment.id()));
            return early.compose(first -> late);
        });

        // Then
        assertThat(read.orElseThrow().status()).isEqualTo(PaymentStatus.CLOSED);
    }
}
