package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.reconciliation.BreakStatus;
import dev.tongfu.reconciliation.ProposalStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspensePayoutFileIT {
    private SuspenseWorld world;

    @BeforeEach
    void open() {
        world = new SuspenseWorld(Payouts.FILE);
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    @Test
    void thePayersAccountIsInTheFileAndTwoOperatorsTellTheResult() {
        // Given
        var about = world.breaks.surplus(700);
        var proposal = world.approved(about);
        var payout = world.payout(proposal);

        // When
        var file = done(world.desk.export("operator:maker")).orElseThrow();
        done(world.desk.enterResult(payout.id(), PayoutStatus.Event.PAID, "operator:maker", "on the bank's page"));
        var between = world.breaks.now(proposal).status();
        var confirmed = done(world.desk.confirmResult(payout.id(), "operator:checker", "seen too"));

        // Then
        assertThat(file.content().toString())
                .contains(payout.attempt().reference() + ",7.00,CNY,中国农业银行北京分行," + SuspenseWorld.ACCOUNT_NO + ",张三");
        assertThat(between).isEqualTo(ProposalStatus.EXECUTING);
        assertThat(confirmed).isInstanceOf(PayoutDesk.Outcome.Done.class);
        assertThat(world.breaks.now(proposal).status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(world.breaks.now(about).status()).isEqualTo(BreakStatus.RESOLVED);
    }

    @Test
    void aFailureByHandReopensTheBreak() {
        // Given
        var about = world.breaks.surplus(700);
        var proposal = world.approved(about);
        var payout = world.payout(proposal);
        done(world.desk.export("operator:maker"));
        done(world.desk.enterResult(payout.id(), PayoutStatus.Event.FAILED, "operator:maker", "wrong account"));

        // When
        done(world.desk.confirmResult(payout.id(), "operator:checker", "yes"));

        // Then
        assertThat(world.breaks.now(proposal).status()).isEqualTo(ProposalStatus.FAILED);
        assertThat(world.breaks.now(about).status()).isEqualTo(BreakStatus.OPEN);
        assertThat(world.posted())
                .containsExactly(
                        "O1 2301/abc-1/CNY > 2202/payout-1/CNY 700", "O3 2301/abc-1/CNY > 2202/payout-1/CNY 700");
    }
}
