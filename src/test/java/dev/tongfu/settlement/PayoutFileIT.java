package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.Digests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PayoutFileIT {
    private PayoutWorld world;

    @BeforeEach
    void open() {
        world = new PayoutWorld(Payouts.FILE);
    }

    @AfterEach
    void close() {
        assertThat(world.base.differences()).isEmpty();
        world.close();
    }

    @Test
    void aFileHasTheAccountsInClearAndIsTheSameWhenFetchedAgain() {
        // Given
        var payout = world.paying(10_050);

        // When
        var file = done(world.desk.export("operator:maker")).orElseThrow();
        var again = done(world.desk.exported(file.id())).orElseThrow();
        var nothing = done(world.desk.export("operator:maker"));

        // Then
        assertThat(payout.status()).isEqualTo(PayoutStatus.CREATED);
        assertThat(file.content().toString())
                .isEqualTo("reference,amount,currency,bank_name,account_no,holder\r\n"
                        + payout.attempt().reference()
                        + ",100.50,CNY,中国农业银行北京分行,6228480402564890018,'=商户\r\n");
        assertThat(file.sha256()).isEqualTo(Digests.sha256Hex(file.content().getBytes()));
        assertThat(again.content()).isEqualTo(file.content());
        assertThat(nothing).isEmpty();
        assertThat(world.now(payout).status()).isEqualTo(PayoutStatus.SUBMITTED);
        assertThat(file.toString()).doesNotContain("6228");
    }

    @Test
    void aResultByHandCountsWhenAnotherOperatorConfirmsIt() {
        // Given
        var payout = world.paying(10_000);
        done(world.desk.export("operator:maker"));

        // When
        var early = done(world.desk.confirmResult(payout.id(), "operator:checker", ""));
        var entered = done(
                world.desk.enterResult(payout.id(), PayoutStatus.Event.PAID, "operator:maker", "on the bank's page"));
        var still = world.now(payout).status();
        var own = done(world.desk.confirmResult(payout.id(), "operator:maker", ""));
        var confirmed = done(world.desk.confirmResult(payout.id(), "operator:checker", "seen too"));
        var returned =
                done(world.desk.enterResult(payout.id(), PayoutStatus.Event.FAILED, "operator:maker", "no, wait"));

        // Then
        assertThat(early).isInstanceOf(PayoutDesk.Outcome.WrongState.class);
        assertThat(entered).isInstanceOf(PayoutDesk.Outcome.Done.class);
        assertThat(still).isEqualTo(PayoutStatus.SUBMITTED);
        assertThat(own).isInstanceOf(PayoutDesk.Outcome.SameOperator.class);
        assertThat(((PayoutDesk.Outcome.Done) confirmed).payout().status()).isEqualTo(PayoutStatus.PAID);
        assertThat(returned).isInstanceOf(PayoutDesk.Outcome.WrongState.class);
        assertThat(world.batch(payout).status()).isEqualTo(SettlementStatus.PAID);
        assertThat(world.base.rows("select action from audit_entry where action like 'payout.%' order by seq"))
                .containsExactly("payout.export", "payout.result", "payout.result-confirm");
    }

    @Test
    void aFailureByHandReleasesTheMoneyForTheNextAttempt() {
        // Given
        var payout = world.paying(10_000);
        done(world.desk.export("operator:maker"));
        done(world.desk.enterResult(payout.id(), PayoutStatus.Event.FAILED, "operator:maker", "wrong account"));

        // When
        done(world.desk.confirmResult(payout.id(), "operator:checker", "yes"));
        var retried = done(world.payouts.retry(payout.id(), "operator:maker", "corrected"));
        var file = done(world.desk.export("operator:maker")).orElseThrow();

        // Then
        assertThat(retried).isInstanceOf(PayoutService.Retried.Done.class);
        assertThat(file.lines()).isEqualTo(1);
        assertThat(file.content().toString())
                .contains(world.now(payout).attempt().reference())
                .doesNotContain(payout.attempt().reference());
    }
}
