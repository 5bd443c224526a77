package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.PaidWorld;
import dev.tongfu.reconciliation.BreakStatus;
import dev.tongfu.reconciliation.ProposalFault;
import dev.tongfu.reconciliation.ProposalOutcome;
import dev.tongfu.reconciliation.ProposalStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspensePayoutIT {
    private SuspenseWorld world;

    @BeforeEach
    void open() {
        world = new SuspenseWorld(Payouts.DIRECT);
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    @Test
    void aSurplusIsPaidToItsPayersAccountAndItsBreakIsOver() {
        // Given
        var about = world.breaks.surplus(700);

        // When
        var proposal = world.approved(about);
        world.becomes(proposal, ProposalStatus.EXECUTED);

        // Then
        var payout = world.payout(proposal);
        assertThat(payout.status()).isEqualTo(PayoutStatus.PAID);
        assertThat(payout.proposalId()).isEqualTo(proposal.id());
        assertThat(world.breaks.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.posted())
                .containsExactly(
                        "O1 2301/abc-1/CNY > 2202/payout-1/CNY 700", "O2 2301/abc-1/CNY > 2202/payout-1/CNY 700");
    }

    @Test
    void theAccountsNumberIsNowhereButUnderSeal() {
        // Given
        var about = world.breaks.surplus(700);

        // When
        var proposal = world.approved(about);
        world.becomes(proposal, ProposalStatus.EXECUTED);

        // Then
        for (String table :
                List.of("payer_account", "proposal", "payout", "payout_attempt", "audit_entry", "notification")) {
            assertThat(world.breaks.paid().rows("select t::text from " + table + " t"))
                    .as(table)
                    .noneMatch(row -> row.contains(SuspenseWorld.ACCOUNT_NO));
        }
        assertThat(world.breaks.now(proposal).preview())
                .contains("\"debit\":\"2301/abc-1/CNY\"", "\"credit\":\"2202/payout-1/CNY\"", "****0018 张三");
    }

    @Test
    void aBankThatRefusesPutsTheMoneyBackAndTheNextTryIsAnotherProposal() {
        // Given
        world.bank.fault("refuse", 1);
        var about = world.breaks.surplus(700);
        var refused = world.approved(about);
        world.becomes(refused, ProposalStatus.FAILED);
        var reopened = world.breaks.now(about);
        var retried = done(world.payouts.retry(world.payout(refused).id(), "operator:maker", "again"));

        // When
        var again = world.approved(reopened);
        world.becomes(again, ProposalStatus.EXECUTED);

        // Then
        assertThat(world.breaks.now(refused).failure()).contains("account closed");
        assertThat(reopened.status()).isEqualTo(BreakStatus.OPEN);
        assertThat(reopened.suspense()).isEqualTo(700);
        assertThat(retried).isInstanceOf(PayoutService.Retried.WrongState.class);
        assertThat(world.breaks.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.posted()).extracting(row -> row.substring(0, 2)).containsExactly("O1", "O3", "O1", "O2");
    }

    @Test
    void anUnclearPayoutKeepsTheBreakResolvingUntilTheBankSays() {
        // Given
        world.bank.fault("timeout_after", 1);
        var about = world.breaks.surplus(700);
        var proposal = world.approved(about);
        world.becomes(proposal, PayoutStatus.UNKNOWN);
        var between = world.breaks.now(about);

        // When
        world.breaks.paid().advance(Duration.ofSeconds(6));
        done(world.payouts.advance());

        // Then
        assertThat(between.status()).isEqualTo(BreakStatus.RESOLVING);
        assertThat(between.suspense()).isEqualTo(700);
        assertThat(world.breaks.now(proposal).status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(world.payout(proposal).attempt().number()).isEqualTo(1);
    }

    @Test
    void whatNeverLeftIsTriedAgainUnderANewReferenceAndGivenUpInTheEnd() {
        // Given
        world.bank.stop();
        var about = world.breaks.surplus(700);
        var proposal = world.approved(about);

        // When
        dev.tongfu.Poll.await(Duration.ofSeconds(10), () -> {
            done(world.payouts.advance());
            return world.breaks.now(proposal).status() == ProposalStatus.FAILED;
        });

        // Then
        assertThat(world.breaks.paid().rows("select bank_reference from payout_attempt"))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(world.posted())
                .extracting(row -> row.substring(0, 2))
                .containsExactly("O1", "O3", "O1", "O3", "O1", "O3");
        assertThat(world.breaks.now(about).status()).isEqualTo(BreakStatus.OPEN);
        assertThat(world.breaks.now(proposal).failure()).contains("not sent");
    }

    @Test
    void aPayoutThatComesBackIsInSuspenseAgainForABreakOfItsOwn() throws Exception {
        // Given
        world.bank.fault("return", 1);
        var about = world.breaks.surplus(700);
        var proposal = world.approved(about);
        world.becomes(proposal, ProposalStatus.EXECUTED);

        // When
        world.stated();
        world.stated();

        // Then
        assertThat(world.payout(proposal).status()).isEqualTo(PayoutStatus.RETURNED);
        assertThat(world.breaks.now(proposal).status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(world.breaks.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.breaks
                        .paid()
                        .rows("select code || ' ' || channel_id || ' ' || status || ' ' || suspense || ' ' || rule"
                                + " from break where id <> '" + about.id() + "'"))
                .containsExactly("bank_only abc-1 open 700 payout_returned");
        assertThat(world.posted()).contains("O5 2202/payout-1/CNY > 2301/abc-1/CNY 700");
        assertThat(world.breaks.paid().rows("select action from audit_entry order by seq"))
                .containsOnlyOnce("proposal.return");
    }

    @Test
    void aRefusedPayoutProvenPaidLeavesSuspenseAfterAll() throws Exception {
        // Given
        world.bank.fault("failed_but_paid", 1);
        var about = world.breaks.surplus(700);
        var proposal = world.approved(about);
        world.becomes(proposal, ProposalStatus.FAILED);

        // When
        world.stated();

        // Then
        assertThat(world.payout(proposal).status()).isEqualTo(PayoutStatus.PAID);
        assertThat(world.breaks.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
        assertThat(world.breaks.now(proposal).failure()).contains("after all");
        assertThat(world.posted()).contains("O6 2301/abc-1/CNY > 2202/payout-1/CNY 700");
    }

    @Test
    void aRefusedPayoutProvenPaidWhenSomebodyElseHasTheMoneyIsAShortage() throws Exception {
        // Given
        world.bank.fault("failed_but_paid", 1);
        var about = world.breaks.surplus(700);
        world.breaks.surplus(9_000);
        var proposal = world.approved(about);
        world.becomes(proposal, ProposalStatus.FAILED);
        var merchant = new JsonObject().put("merchant_id", PaidWorld.MERCHANT);
        world.breaks.executed(world.breaks.now(about), "T1", "merchant", merchant);

        // When
        world.stated();

        // Then
        assertThat(world.posted()).contains("O6 1201/payout-1/CNY > 2202/payout-1/CNY 700");
        assertThat(world.breaks
                        .paid()
                        .rows("select code || ' ' || side || ' ' || suspense from break where rule ="
                                + " 'payout_twice'"))
                .containsExactly("duplicate shortage 700");
        assertThat(world.breaks.paid().rows("select kind from alarm")).contains("payout-twice");
    }

    @Test
    void onlyAnAccountThatIsKeptForTheMerchantIsPaidTo() {
        // Given
        var about = world.breaks.surplus(700);
        var unknown = world.toPayer().put("beneficiary", "pya_none");
        var another = world.toPayer();
        world.breaks.paid().sql("insert into merchant (id, name, created_at) values ('m_other', 'other', now())");
        world.breaks.paid().sql("update payer_account set merchant_id = 'm_other'");

        // When
        var outcomes = List.of(
                world.breaks.propose(about, "T2", "surplus_payout", unknown),
                world.breaks.propose(about, "T2", "surplus_payout", another));

        // Then
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(((ProposalOutcome.Faulty) outcome).faults())
                        .extracting(ProposalFault::code)
                        .containsExactly("not-found"));
    }
}
