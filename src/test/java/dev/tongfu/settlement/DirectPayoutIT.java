package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.MERCHANT;
import static dev.tongfu.settlement.SettlementWorld.MONDAY;
import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.reconciliation.PayoutLines;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectPayoutIT {
    private PayoutWorld world;

    @BeforeEach
    void open() {
        world = new PayoutWorld(Payouts.DIRECT);
    }

    @AfterEach
    void close() {
        assertThat(world.base.differences()).isEmpty();
        world.close();
    }

    @Test
    void anApprovedBatchIsPaidAndItsMerchantTold() {
        // When
        var payout = world.paying(10_000);

        // Then
        assertThat(payout.status()).isEqualTo(PayoutStatus.PAID);
        assertThat(world.batch(payout).status()).isEqualTo(SettlementStatus.PAID);
        assertThat(world.base.balance("2102/m_a/CNY")).isZero();
        assertThat(world.base.balance("2202/payout-1/CNY")).isEqualTo(10_000);
        assertThat(world.told()).containsExactly("settlement.paid 1");
        assertThat(world.base.rows("select body from notification").get(0))
                .contains("\"status\":\"paid\"", "****0018")
                .doesNotContain("6228480402564890018");
        assertThat(payout.attempt().reference()).hasSize(28);
    }

    @Test
    void withoutAnAccountTheBatchWaitsAndNothingIsReserved() {
        // Given
        world.base.paid(MERCHANT, SettlementWorld.ABC, MONDAY, 10_000);
        world.base.finish(MONDAY);
        var batch = world.base.approved(world.base.settled(MONDAY));

        // When
        var none = done(world.payouts.payFor(batch.id()));
        world.base.payoutAccount(MERCHANT);
        done(world.payouts.advance());

        // Then
        assertThat(none).isEmpty();
        assertThat(world.base.now(batch.id()).status()).isEqualTo(SettlementStatus.PAID);
    }

    @Test
    void aDefiniteFailureReleasesTheMoneyAndAnOperatorTriesAgainUnderANewReference() {
        // Given
        world.fault("refuse", 1);
        var failed = world.paying(10_000);
        long free = world.base.balance("2102/m_a/CNY");

        // When
        var retried = done(world.payouts.retry(failed.id(), "operator:maker", "account was closed"));
        done(world.payouts.advance());

        // Then
        assertThat(failed.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(failed.attempt().said()).isEqualTo("account closed");
        assertThat(free).isEqualTo(10_000);
        assertThat(retried).isInstanceOf(PayoutService.Retried.Done.class);
        var paid = world.now(failed);
        assertThat(paid.status()).isEqualTo(PayoutStatus.PAID);
        assertThat(paid.attempt().number()).isEqualTo(2);
        assertThat(paid.attempt().reference()).isNotEqualTo(failed.attempt().reference());
        assertThat(world.batch(paid).status()).isEqualTo(SettlementStatus.PAID);
        assertThat(world.told()).containsExactly("settlement.failed 1", "settlement.paid 2");
    }

    @Test
    void aLostAnswerIsUnknownNeverTriedAgainAndAskedAfter() {
        // Given
        world.fault("timeout_after", 1);
        var unknown = world.paying(10_000);
        var refused = done(world.payouts.retry(unknown.id(), "operator:maker", "impatient"));

        // When
        done(world.payouts.advance());
        var before = world.now(unknown).status();
        world.base.clock.advance(Duration.ofSeconds(6));
        done(world.payouts.advance());

        // Then
        assertThat(unknown.status()).isEqualTo(PayoutStatus.UNKNOWN);
        assertThat(refused).isInstanceOf(PayoutService.Retried.WrongState.class);
        assertThat(before).isEqualTo(PayoutStatus.UNKNOWN);
        assertThat(world.now(unknown).status()).isEqualTo(PayoutStatus.PAID);
        assertThat(world.now(unknown).attempt().number()).isEqualTo(1);
    }

    @Test
    void whatTheBankDoesNotKnowStaysUnknown() {
        // Given
        world.fault("timeout_before", 1);
        var unknown = world.paying(10_000);

        // When
        for (int i = 0; i < 3; i++) {
            world.base.clock.advance(Duration.ofMinutes(5));
            done(world.payouts.advance());
        }

        // Then
        assertThat(world.now(unknown).status()).isEqualTo(PayoutStatus.UNKNOWN);
        assertThat(world.now(unknown).attempt().queries()).isEqualTo(3);
    }

    @Test
    void whatIsProcessingAndWhatIsUnreadableIsAskedAfterUntilItIsFinal() {
        // Given
        world.fault("processing", 1);
        var processing = world.paying(10_000);

        // When
        world.base.clock.advance(Duration.ofMinutes(5));
        done(world.payouts.advance());
        var still = world.now(processing).status();
        world.base.clock.advance(Duration.ofMinutes(5));
        done(world.payouts.advance());

        // Then
        assertThat(processing.status()).isEqualTo(PayoutStatus.SUBMITTED);
        assertThat(still).isEqualTo(PayoutStatus.SUBMITTED);
        assertThat(world.now(processing).status()).isEqualTo(PayoutStatus.PAID);
    }

    @Test
    void aNodeThatDiesAfterCommittingTheAttemptLeavesSomethingToAskAfter() {
        // Given
        var batch = world.approved(10_000);
        var payout = done(world.payouts.create(batch.id())).orElseThrow();
        world.base.sql("update payout_attempt set status = 'submitted', next_at = now() - interval '1 day'");
        world.base.sql("update payout set status = 'submitted'");

        // When
        done(world.node().advance());

        // Then
        assertThat(world.now(payout).status()).isEqualTo(PayoutStatus.UNKNOWN);
        assertThat(world.bank
                        .call(HttpMethod.GET, "/payouts/statement?date=2026-11-27", new JsonObject())
                        .toString())
                .doesNotContain(payout.attempt().reference());
    }

    @Test
    void twoNodesPayABatchOnce() {
        // Given
        var batch = world.approved(10_000);
        var nodes = List.of(world.node(), world.node(), world.node());

        // When
        done(Future.all(nodes.stream().map(PayoutService::advance).toList()));

        // Then
        assertThat(world.base.number("select count(*) from payout")).isEqualTo(1);
        assertThat(world.base.now(batch.id()).status()).isEqualTo(SettlementStatus.PAID);
        assertThat(world.base.balance("2202/payout-1/CNY")).isEqualTo(10_000);
    }

    @Test
    void aReturnedPayoutIsCreditedAgainAndPaidByTheNextAttempt() throws Exception {
        // Given
        world.fault("return", 1);
        var payout = world.paying(10_000);
        var lines = world.bank.statement(LocalDate.of(2026, 11, 27));

        // When
        var known = done(world.results.proven(lines));
        var returned = world.now(payout);
        done(world.payouts.retry(payout.id(), "operator:maker", "new account"));
        done(world.payouts.advance());

        // Then
        assertThat(lines).hasSize(2);
        assertThat(known).hasSize(2);
        assertThat(returned.status()).isEqualTo(PayoutStatus.RETURNED);
        assertThat(world.now(payout).status()).isEqualTo(PayoutStatus.PAID);
        assertThat(world.base.balance("2102/m_a/CNY")).isZero();
        assertThat(world.told()).containsExactly("settlement.paid 1", "settlement.failed 2", "settlement.paid 3");
    }

    @Test
    void aFailedAttemptProvenPaidIsBookedLateAndThePayoutIsPaid() throws Exception {
        // Given
        world.fault("failed_but_paid", 1);
        var payout = world.paying(10_000);

        // When
        var known = done(world.results.proven(world.bank.statement(LocalDate.of(2026, 11, 27))));

        // Then
        assertThat(payout.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(known).hasSize(1);
        assertThat(world.now(payout).status()).isEqualTo(PayoutStatus.PAID);
        assertThat(world.batch(payout).status()).isEqualTo(SettlementStatus.PAID);
        assertThat(world.base.balance("2102/m_a/CNY")).isZero();
    }

    @Test
    void anAttemptProvenPaidAfterTheNextOneWasPaidIsAShortageAndABreak() throws Exception {
        // Given
        world.fault("failed_but_paid", 1);
        var payout = world.paying(10_000);
        done(world.payouts.retry(payout.id(), "operator:maker", "again"));
        done(world.payouts.advance());

        // When
        done(world.results.proven(world.bank.statement(LocalDate.of(2026, 11, 27))));

        // Then
        assertThat(world.now(payout).status()).isEqualTo(PayoutStatus.PAID);
        assertThat(world.base.balance("1201/payout-1/CNY")).isEqualTo(-10_000);
        assertThat(world.base.rows("select code || ' ' || side || ' ' || suspense from break"))
                .containsExactly("duplicate shortage 10000");
        assertThat(world.base.rows("select kind from alarm")).containsExactly("payout-twice");
    }

    @Test
    void whatWasPaidFromAShortageAndComesBackIsNotTheMerchants() throws Exception {
        // Given
        world.fault("failed_but_paid", 1);
        var payout = world.paying(10_000);
        String first = payout.attempt().reference();
        done(world.payouts.retry(payout.id(), "operator:maker", "again"));
        done(world.payouts.advance());
        var date = LocalDate.of(2026, 11, 27);
        done(world.results.proven(world.bank.statement(date)));

        // When
        var known = done(world.results.proven(List.of(new PayoutLines.Seen("lin_back", first, true, 10_000, date))));
        boolean byHand = done(world.results.apply(first, PayoutStatus.Event.RETURNED, "said so", date));

        // Then
        assertThat(known).isEmpty();
        assertThat(byHand).isFalse();
        assertThat(world.base.balance("2102/m_a/CNY")).isZero();
        assertThat(world.now(payout).status()).isEqualTo(PayoutStatus.PAID);
        assertThat(world.batch(payout).status()).isEqualTo(SettlementStatus.PAID);
    }

    @Test
    void aLineWithAnotherAmountOrAnotherReferenceOrASecondOneProvesNothing() {
        // Given
        var payout = world.paying(10_000);
        String reference = payout.attempt().reference();
        var date = LocalDate.of(2026, 11, 27);

        // When
        var known = done(world.results.proven(List.of(
                new PayoutLines.Seen("lin_1", reference, false, 9_999, date),
                new PayoutLines.Seen("lin_2", "NOBODY", false, 10_000, date),
                new PayoutLines.Seen("lin_3", reference, false, 10_000, date),
                new PayoutLines.Seen("lin_4", reference, false, 10_000, date))));
        var again = done(world.results.proven(List.of(new PayoutLines.Seen("lin_3", reference, false, 10_000, date))));

        // Then
        assertThat(known).isEqualTo(Set.of("lin_3"));
        assertThat(again).isEqualTo(Set.of("lin_3"));
    }
}
