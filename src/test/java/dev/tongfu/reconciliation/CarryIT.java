package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.RunWorld.DAY;
import static dev.tongfu.reconciliation.RunWorld.foreign;
import static dev.tongfu.reconciliation.RunWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarryIT {
    private static final LocalDate NEXT = DAY.plusDays(1);
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

    @Test
    void ourMovementThatIsNotStatedIsCarriedOnceAndThenInSuspense() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        var refund = world.paid.refunded(payment, 3_000, DAY);

        // When
        world.run(DAY, List.of());

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("platform_only carried", "platform_only carried");

        // When
        world.run(NEXT, List.of());

        // Then
        assertThat(world.breaks())
                .containsExactly("platform_only open surplus 3000", "platform_only open shortage 10000");
        assertThat(world.balances())
                .containsExactly("1201/abc-1/CNY=10000", "2101/m_test/CNY=-7000", "2301/abc-1/CNY=-3000");
        assertThat(refund.amount()).isEqualTo(3_000);
    }

    @Test
    void aLineThatArrivesTheNextDayClearsWhatWasCarried() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        world.run(DAY, List.of());

        // When
        world.run(NEXT, List.of(line(payment)));

        // Then
        assertThat(world.status(NEXT)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("date cleared", "platform_only cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=10000", "2101/m_test/CNY=-10000");
    }

    @Test
    void aLineThatArrivesAfterTheCarryTakesTheMovementOutOfSuspense() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        var refund = world.paid.refunded(payment, 3_000, DAY);
        world.run(DAY, List.of());
        world.run(NEXT, List.of());

        // When
        world.run(NEXT.plusDays(1), List.of(line(payment), line(refund)));

        // Then
        assertThat(world.status(NEXT.plusDays(1))).isEqualTo("proven");
        assertThat(world.breaks())
                .containsExactly("date cleared", "date cleared", "platform_only cleared", "platform_only cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=7000", "2101/m_test/CNY=-7000");
    }

    @Test
    void aLineOfYesterdayWhosePaymentBecomesKnownLeavesSuspense() {
        // Given: the bank's reference only, so that it is no evidence by itself
        var payment = world.paid.ordered(10_000, DAY);
        world.run(DAY, List.of(line(payment).withoutOurRef()));
        assertThat(world.breaks()).containsExactly("bank_only open surplus 10000");

        // When
        world.paid.tell(payment);
        world.run(NEXT, List.of());

        // Then
        assertThat(world.status(NEXT)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("bank_only cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=10000", "2101/m_test/CNY=-10000");
    }

    @Test
    void aRefundLineOfYesterdayWhoseRefundBecomesKnownLeavesSuspense() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        var refund = world.paid.refunding(payment, 3_000, DAY);
        world.run(DAY, List.of(line(payment), line(refund).withoutOurRef()));
        assertThat(world.breaks()).containsExactly("bank_only open shortage 3000");

        // When
        world.paid.heardOfCall(refund);
        world.run(NEXT, List.of());

        // Then
        assertThat(world.breaks()).containsExactly("bank_only cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=7000", "2101/m_test/CNY=-7000");
    }

    @Test
    void aNewVersionPostsOnlyTheDifferenceAndClearsWhatItMends() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        world.run(DAY, List.of(line(payment).amount(9_000), foreign(true, 50, 1)));
        assertThat(world.breaks()).containsExactly("amount_under open shortage 1000", "bank_only open surplus 50");

        // When
        world.run(DAY, List.of(line(payment)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("amount_under cleared", "bank_only cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=10000", "2101/m_test/CNY=-10000");
        assertThat(world.paid.rows("select amount::text from run_posting where logical_key like 'clear:%' order by 1"))
                .containsExactly("1000", "9000");
    }

    @Test
    void whatPeopleDecideAboutStaysAsItIs() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        world.run(DAY, List.of(line(payment), foreign(true, 50, 1)));
        world.paid.sql("update break set status = 'proposed', version = version + 1");

        // When
        world.run(DAY, List.of(line(payment).fee(1), foreign(true, 50, 1)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("bank_only proposed surplus 50");
    }

    @Test
    void whatIsCarriedAndThenRefusedIsUnpaidAndStaysFrozenWhenItsLineComesAfterAll() {
        // Given
        var payment = world.paid.paid(700, DAY);
        world.run(DAY, List.of());
        assertThat(world.breaks()).containsExactly("platform_only carried");

        // When
        world.paid.bankAnswers(payment, new BankReply.Declined("9999", "never paid"));
        world.run(NEXT, List.of());

        // Then
        assertThat(world.breaks()).containsExactly("bank_unpaid open shortage 700 frozen 700", "platform_only cleared");

        // When
        world.run(NEXT.plusDays(1), List.of(line(payment)));

        // Then
        assertThat(world.status(NEXT.plusDays(1))).isEqualTo("proven");
        assertThat(world.breaks())
                .containsExactly("bank_unpaid open frozen 700", "date cleared", "platform_only cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=700", "2104/m_test/CNY=-700");
    }

    @Test
    void twoRunsAtOnceAreOneRun() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        world.statement(DAY, List.of(line(payment), foreign(true, 50, 1)));

        // When
        var ids = world.paid.onLoop(() -> Future.all(
                        world.service().run(RunWorld.CHANNEL, DAY, "operator:mia"),
                        world.service().run(RunWorld.CHANNEL, DAY, "scheduler"))
                .map(both -> both.<Optional<String>>list()));

        // Then
        assertThat(ids.get(0)).isPresent().isEqualTo(ids.get(1));
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.paid.rows("select count(*)::text from run_posting")).containsExactly("2");
    }
}
