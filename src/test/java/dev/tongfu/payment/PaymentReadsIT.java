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
    void noReaderIsAnsweredWithWhatAnotherOneOfTheSamePaymentHasSeen() {
        var work = new ReadWork(world.pool, new PaymentStore());
        var early = new ReadWork.Item(1, PaymentWorld.MERCHANT, "pay_1");
        var late = new ReadWork.Item(2, PaymentWorld.MERCHANT, "pay_1");

        assertThat(work.key(late)).isNotEqualTo(work.key(early));
        assertThat(work.repeated(late, early, Optional.empty())).isEmpty();
    }
}
