package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.RunWorld.DAY;
import static dev.tongfu.reconciliation.RunWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.MovedWorld.Moved;
import dev.tongfu.reconciliation.RunWorld.TestLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of one order and one amount that state different movements: what went back whole, and what went back twice. */
class OneOrderTwoMovementsIT {
    private static final String ANY_NUMBER = "20261123000001";
    private RunWorld world;

    @BeforeEach
    void open() {
        world = new RunWorld();
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    /** How a movement is stated. */
    private enum Stated {
        RIGHT,
        OTHER_WAY,
        NOT;

        Stream<TestLine> of(TestLine line) {
            return switch (this) {
                case RIGHT -> Stream.of(line);
                case OTHER_WAY -> Stream.of(line.otherWay());
                case NOT -> Stream.empty();
            };
        }

        /** The break it makes of a movement. */
        Stream<String> breakOf(Moved moved) {
            return switch (this) {
                case RIGHT -> Stream.empty();
                case OTHER_WAY -> Stream.of(moved.orderNo() + " kind open " + 2 * moved.amount());
                case NOT -> Stream.of(moved.orderNo() + " platform_only carried 0");
            };
        }
    }

    private record Case(Stated payment, Stated back, boolean bankRefs) {
        static List<Case> all() {
            return Stream.of(Stated.values())
                    .flatMap(payment -> Stream.of(Stated.values())
                            .flatMap(back -> Stream.of(true, false).map(bankRefs -> new Case(payment, back, bankRefs))))
                    .toList();
        }

        List<TestLine> lines(Moved paid, Moved returned) {
            return Stream.concat(payment.of(line(paid)), back.of(line(returned).about(paid)))
                    .map(line -> bankRefs ? line : line.bankRef(null))
                    .toList();
        }

        List<String> breaks(Moved paid, Moved returned) {
            return Stream.concat(payment.breakOf(paid), back.breakOf(returned))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aPaymentThatWentBackWholeIsNotStatedByTheLineOfItsReturnNorTheOtherWayRound() {
        // Given
        var lines = new ArrayList<TestLine>();
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (var each : Case.all()) {
            var paid = world.paid.paid(1_000, DAY);
            var returned = world.paid.refunded(paid, 1_000, DAY);
            lines.addAll(each.lines(paid, returned));
            expected.put(each + " of " + paid.paymentId(), each.breaks(paid, returned));
        }

        for (int order = 0; order < 2; order++) {
            // When
            world.run(DAY, lines);

            // Then
            assertThat(world.status(DAY)).isEqualTo("proven");
            expected.forEach(
                    (name, breaks) -> assertThat(breaksOf(name)).as(name).isEqualTo(breaks));
            assertThat(world.paid.rows("select distinct rule from statement_match"))
                    .containsExactly("our_ref");
            Collections.reverse(lines);
        }
    }

    private List<String> breaksOf(String name) {
        return world.paid.rows("select our_ref || ' ' || code || ' ' || status || ' ' || suspense from break"
                + " where '" + name + "' like '% of ' || payment_id or our_ref in (select bank_order_no from attempt"
                + " where '" + name + "' like '% of ' || payment_id union select bank_order_no from operation"
                + " where '" + name + "' like '% of ' || payment_id) order by our_ref");
    }

    @Test
    void aReturnThatTheBankStatesUnderTheOrdersNumberIsFoundByOrderAndAmount() {
        // Given
        var paid = world.paid.paid(1_000, DAY);
        var returned = world.paid.refunded(paid, 1_000, DAY);
        var stated = line(returned).ourRef(paid.orderNo()).bankRef("VOUCHER1");

        // When
        world.run(DAY, List.of(stated, line(paid)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).isEmpty();
        assertThat(rules()).containsExactly("order_amount", "our_ref");
    }

    @Test
    void aReturnUnderANumberThatIsNotOursIsFoundByTheOrderItNames() {
        // Given
        var paid = world.paid.paid(1_000, DAY);
        var returned = world.paid.refunded(paid, 400, DAY);
        var stated = line(returned).ourRef(ANY_NUMBER).bankRef(null).about(paid);

        // When
        world.run(DAY, List.of(stated, line(paid)));

        // Then
        assertThat(world.breaks()).isEmpty();
        assertThat(rules()).containsExactly("order_amount", "our_ref");
    }

    @Test
    void theOrdersOwnLineTurnedAroundIsNotItsReturnAlthoughTheOrdersLineIsThereToo() {
        // Given
        var paid = world.paid.paid(1_000, DAY);
        world.paid.refunded(paid, 1_000, DAY);

        // When
        world.run(DAY, List.of(line(paid), line(paid).otherWay()));

        // Then
        assertThat(world.breaks()).containsExactly("kind open shortage 1000", "platform_only carried");
    }

    @Test
    void aRefundStatedTwiceIsADuplicateAndNotItsSibling() {
        // Given
        var paid = world.paid.paid(1_000, DAY);
        var first = world.paid.refunded(paid, 300, DAY);
        world.paid.refunded(paid, 300, DAY);
        var stated = line(first).about(paid);

        // When
        world.run(DAY, List.of(line(paid), stated, stated));

        // Then
        assertThat(world.breaks()).containsExactly("duplicate open shortage 300", "platform_only carried");
    }

    @Test
    void aRefundThatWeHaveNotHeardOfIsEvidenceAndNotItsSibling() {
        // Given
        var paid = world.paid.paid(1_000, DAY);
        world.paid.refunded(paid, 300, DAY);
        var unheard = world.paid.refunding(paid, 300, DAY);

        // When
        world.run(DAY, List.of(line(paid), line(unheard).about(paid)));

        // Then
        assertThat(world.breaks()).containsExactly("bank_paid cleared", "platform_only carried");
    }

    @Test
    void anOldReturnThatWasNeverStatedDoesNotTakeThePlaceOfTodays() {
        // Given
        var paid = world.paid.paid(1_000, DAY.minusDays(4));
        world.paid.refunded(paid, 300, DAY.minusDays(4));
        var today = world.paid.refunded(paid, 300, DAY);
        var stated = line(today).ourRef(ANY_NUMBER).bankRef(null).about(paid);

        // When
        world.run(DAY, List.of(stated));

        // Then
        assertThat(world.paid.rows("select m.our_ref from statement_match s join movement m using (transfer_id)"))
                .containsExactly(today.orderNo());
    }

    private List<String> rules() {
        return world.paid.rows("select rule from statement_match order by 1");
    }
}
