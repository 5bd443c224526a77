package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.RunWorld.DAY;
import static dev.tongfu.reconciliation.RunWorld.foreign;
import static dev.tongfu.reconciliation.RunWorld.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankReply;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationRunIT {
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final BankReply REFUSED = new BankReply.Declined("9999", "never paid");
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
    void whatBothSidesSayIsClearedKindByKindAndTheDayIsProven() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        var capture = world.paid.captured(2_000, DAY);
        var refund = world.paid.refunded(payment, 3_000, DAY);

        // When
        world.run(DAY, List.of(line(payment).fee(60), line(capture), line(refund)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).isEmpty();
        assertThat(world.balances())
                .containsExactly("1102/abc-1/CNY=8940", "2101/m_test/CNY=-9000", "5101/abc-1/CNY=60");
        assertThat(world.paid.rows("select type || ' ' || resource_id from notification where type like 'statement%'"))
                .containsExactly("statement.available statement-abc-2026-11-23");
    }

    @Test
    void aRunThatIsProvenIsGivenAgainAndPostsNothing() {
        // Given
        var payment = world.paid.paid(10_000, DAY);
        world.run(DAY, List.of(line(payment)));
        int transfers = world.transfers();

        // When
        var again = world.run(DAY);

        // Then
        assertThat(again).isPresent();
        assertThat(world.transfers()).isEqualTo(transfers);
    }

    @Test
    void aLineThatIsNotOursIsInSuspenseAtOnceInBothDirections() {
        // When
        world.run(DAY, List.of(foreign(true, 500, 1), foreign(false, 200, 2)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("bank_only open shortage 200", "bank_only open surplus 500");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=300", "1201/abc-1/CNY=200", "2301/abc-1/CNY=-500");
    }

    @Test
    void whatTheBankPaidAndWeDidNotKnowIsEvidenceFirst() {
        // Given
        var paid = world.paid.paid(10_000, DAY);
        var unheard = world.paid.ordered(500, DAY);
        var refunding = world.paid.refunding(paid, 3_000, DAY);
        var failed = world.paid.refunding(paid, 1_000, DAY);
        world.paid.refuse(failed);

        // When
        world.run(DAY, List.of(line(paid), line(unheard), line(refunding), line(failed)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("bank_paid cleared", "bank_paid cleared", "bank_paid cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=6500", "2101/m_test/CNY=-6500");
        assertThat(world.paid.rows("select status from payment where id = '" + unheard.id() + "'"))
                .containsExactly("succeeded");
        assertThat(world.paid.rows("select distinct source from evidence where object = '" + unheard.orderNo() + "'"
                        + " and source = 'statement'"))
                .containsExactly("statement");
    }

    @Test
    void whatTheBankPaidInAnotherAmountIsNoEvidence() {
        // Given
        var unheard = world.paid.ordered(500, DAY);

        // When
        world.run(DAY, List.of(line(unheard).amount(501)));

        // Then
        assertThat(world.breaks()).containsExactly("bank_paid open surplus 501");
        assertThat(world.paid.rows("select status from payment")).containsExactly("submitted");
    }

    @Test
    void aRefundBeyondWhatWasTakenIsADuplicateShortage() {
        // Given: refused, its money was used for another refund, and then it was executed after all
        var paid = world.paid.paid(10_000, DAY);
        var failed = world.paid.refunding(paid, 6_000, DAY);
        world.paid.refuse(failed);
        var second = world.paid.refunded(paid, 7_000, DAY);

        // When
        world.run(DAY, List.of(line(paid), line(failed), line(second)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("bank_paid cleared", "duplicate open shortage 6000");
    }

    @Test
    void whatTheBankRefusesForGoodIsUnpaidAndFrozen() {
        // Given
        var paid = world.paid.paid(10_000, DAY);
        var refund = world.paid.refunded(paid, 3_000, DAY);
        var never = world.paid.paid(700, DAY);
        world.paid.bankAnswers(never, REFUSED);
        world.paid.bankAnswers(refund, REFUSED);

        // When
        world.run(DAY, List.of(line(paid)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks())
                .containsExactly("bank_unpaid open shortage 700 frozen 700", "bank_unpaid open surplus 3000");
        assertThat(world.balances())
                .containsExactly(
                        "1102/abc-1/CNY=10000",
                        "1201/abc-1/CNY=700",
                        "2101/m_test/CNY=-7000",
                        "2104/m_test/CNY=-700",
                        "2301/abc-1/CNY=-3000");
        assertThat(world.paid.rows("select id from payment where frozen")).containsExactly(never.id());
    }

    @Test
    void otherAmountsAreBookedAtTheLesserAndTheRestIsInSuspense() {
        // Given
        var over = world.paid.paid(1_000, DAY);
        var under = world.paid.paid(2_000, DAY);
        var refundOver = world.paid.refunded(under, 100, DAY);
        var refundUnder = world.paid.refunded(under, 200, DAY);

        // When
        world.run(
                DAY,
                List.of(
                        line(over).amount(1_001),
                        line(under).amount(1_998),
                        line(refundOver).amount(104),
                        line(refundUnder).amount(192)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks())
                .containsExactly(
                        "amount_over open surplus 1",
                        "amount_over open shortage 4",
                        "amount_under open shortage 2",
                        "amount_under open surplus 8");
        assertThat(world.balances())
                .containsExactly(
                        "1102/abc-1/CNY=2703", "1201/abc-1/CNY=6", "2101/m_test/CNY=-2700", "2301/abc-1/CNY=-9");
    }

    @Test
    void otherFeesAreToleratedUpToTheLimitAndTheCap() {
        // Given: 1 % is agreed, a line may differ by 2 and a day by 3
        world.paid.sql("insert into bank_cost values ('abc-1', 'payment', 0, 10000, 0, null, false)");
        var one = world.paid.paid(1_000, DAY);
        var two = world.paid.paid(2_000, DAY);
        var three = world.paid.paid(3_000, DAY);

        // When: 2 more, 2 more which is beyond the day, 5 less which is beyond a line
        world.run(DAY, List.of(line(one).fee(12), line(two).fee(22), line(three).fee(25)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks())
                .containsExactly(
                        "fee_difference cleared", "fee_difference open shortage 2", "fee_difference open surplus 5");
        assertThat(world.balances())
                .containsExactly(
                        "1102/abc-1/CNY=5941",
                        "1201/abc-1/CNY=2",
                        "2101/m_test/CNY=-6000",
                        "2301/abc-1/CNY=-5",
                        "5101/abc-1/CNY=60",
                        "5102/abc-1/CNY=2");
    }

    @Test
    void aLineStatedAgainIsADuplicate() {
        // Given
        var payment = world.paid.paid(1_000, DAY);
        var refund = world.paid.refunded(payment, 300, DAY);

        // When
        world.run(DAY, List.of(line(payment), line(payment), line(refund), line(refund), line(refund)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks())
                .containsExactly(
                        "duplicate open shortage 300", "duplicate open shortage 300", "duplicate open surplus 1000");
    }

    @Test
    void aPaymentPaidTwiceIsTwoMovements() {
        // Given
        var payment = world.paid.paid(1_000, DAY);
        var again = world.paid.paidAgain(payment);

        // When
        world.run(DAY, List.of(line(again), line(payment)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).isEmpty();
        assertThat(world.balances())
                .containsExactly("1102/abc-1/CNY=2000", "2101/m_test/CNY=-1000", "2304/abc-1/CNY=-1000");
    }

    @Test
    void theOtherDirectionPutsLineAndMovementInSuspense() {
        // Given
        var payment = world.paid.paid(1_000, DAY);
        var other = world.paid.paid(5_000, DAY);
        var refund = world.paid.refunded(other, 300, DAY);

        // When
        world.run(
                DAY, List.of(line(payment).otherWay(), line(other), line(refund).otherWay()));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("kind open surplus 600", "kind open shortage 2000");

        // When
        world.run(NEXT, List.of());

        // Then
        assertThat(world.breaks()).containsExactly("kind open surplus 600", "kind open shortage 2000");
    }

    @Test
    void anotherDateIsNamedAndNothingIsOpen() {
        // Given
        var payment = world.paid.paid(1_000, DAY);
        var early = world.paid.paid(2_000, NEXT);

        // When
        world.run(DAY, List.of(line(payment).named(NEXT), line(early)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("date cleared", "date cleared");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=3000", "2101/m_test/CNY=-3000");
    }

    @Test
    void payoutsOfOursAreTakenOutOfFlightAndOthersAreTheBanksAlone() {
        // Given
        world.payouts.add("PYO1");

        // When
        world.run(
                DAY,
                List.of(
                        new RunWorld.TestLine(false, "payout", "PYO1", "B1", null, 900, 0, DAY),
                        new RunWorld.TestLine(false, "payout", "PYO2", "B2", null, 50, 0, DAY),
                        new RunWorld.TestLine(true, "payout_return", "PYO1", "B3", null, 900, 0, DAY),
                        new RunWorld.TestLine(false, "chargeback", "X", "B4", null, 70, 5, DAY)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.breaks()).containsExactly("bank_only open shortage 50", "bank_only open shortage 75");
        assertThat(world.balances()).containsExactly("1102/abc-1/CNY=-125", "1201/abc-1/CNY=125");
    }

    @Test
    void aDirectMerchantsMoneyLeavesWithTheStatement() {
        // Given
        world.paid.settles("direct");
        var payment = world.paid.paid(10_000, DAY);
        var refund = world.paid.refunded(payment, 3_000, DAY);

        // When
        world.run(DAY, List.of(line(payment).fee(60), line(refund)));

        // Then
        assertThat(world.status(DAY)).isEqualTo("proven");
        assertThat(world.balances()).isEmpty();
    }
}
