package dev.tongfu.settlement;

import static dev.tongfu.settlement.SettlementWorld.ABC;
import static dev.tongfu.settlement.SettlementWorld.MERCHANT;
import static dev.tongfu.settlement.SettlementWorld.MONDAY;
import static dev.tongfu.settlement.SettlementWorld.UNIONPAY;
import static dev.tongfu.settlement.SettlementWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.ledger.ProposalPostings;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettlementIT {
    private SettlementWorld world;

    @BeforeEach
    void open() {
        world = new SettlementWorld();
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    @Test
    void aDayIsCalculatedApprovedAndItsFeesReserveAndNetArePosted() {
        // Given
        world.plan(MERCHANT, "abc", "purchase", 0, 6_000, 0, null, "pro_rata");
        world.plan(MERCHANT, "abc", "capture", 10, 0, 0, null, "none");
        world.policy("reserve_ppm = 100000, reserve_days = 30");
        var paymentId = world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.captured(MERCHANT, ABC, MONDAY, 9_000, 5_000);
        world.refunded(MERCHANT, paymentId, ABC, MONDAY, 2_500);
        world.finish(MONDAY);

        // When
        var calculated = world.settled(MONDAY);
        var approved = world.approved(calculated);

        // Then
        assertThat(calculated.status()).isEqualTo(SettlementStatus.CALCULATED);
        assertThat(calculated.totals())
                .isEqualTo(new Settlement.Totals(3, 15_000, 2_500, 60 + 10 - 15, 0, 1_500, 0, 0, 10_945));
        assertThat(calculated.sha256()).matches("[0-9a-f]{64}");
        assertThat(approved.status()).isEqualTo(SettlementStatus.APPROVED);
        assertThat(approved.totals()).isEqualTo(calculated.totals());
        assertThat(world.balance("2101/m_a/CNY")).isZero();
        assertThat(world.balance("2102/m_a/CNY")).isEqualTo(10_945);
        assertThat(world.balance("2103/m_a/CNY")).isEqualTo(1_500);
        assertThat(world.balance("4101/house/CNY")).isEqualTo(55);
        assertThat(world.rows("select action from audit_entry order by seq"))
                .contains("settlement.calculate", "settlement.approve");
    }

    @Test
    void onlyProvenLinesAreClaimedAndTheOthersWaitForTheNextBatch() {
        // Given
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        var missing = world.paid(MERCHANT, ABC, MONDAY, 700);
        world.finish(MONDAY);
        world.sql("delete from statement_match where transfer_id in (select id from transfer where source_id = '"
                + missing + "')");

        // When
        var first = world.approved(world.settled(MONDAY));
        world.prove(ABC, MONDAY);
        world.finish(MONDAY.plusDays(1));
        var second = world.approved(world.settled(MONDAY.plusDays(1)));

        // Then
        assertThat(first.totals().net()).isEqualTo(10_000);
        assertThat(second.totals().net()).isEqualTo(700);
        assertThat(world.balance("2101/m_a/CNY")).isZero();
    }

    @Test
    void aPeriodWhoseBooksAreOpenOrWhoseRunIsUnprovenWaits() {
        // Given
        world.paid(MERCHANT, ABC, MONDAY, 10_000);

        // When
        var open = done(world.settlements.settle(MONDAY, "operator:maker"));
        world.close(MONDAY);
        var unread = done(world.settlements.settle(MONDAY, "operator:maker"));
        world.prove(ABC, MONDAY, "unproven");
        var unproven = done(world.settlements.settle(MONDAY, "operator:maker"));

        // Then
        assertThat(reasons(open)).contains("book abc", "book house");
        assertThat(reasons(unread)).containsExactly("channel abc-1 2026-11-23");
        assertThat(reasons(unproven)).containsExactly("channel abc-1 2026-11-23");
        assertThat(world.number("select count(*) from settlement where merchant_id = 'm_a'"))
                .isZero();
    }

    @Test
    void aReversalWaitsForTheStatementOfWhatItReverses() {
        // Given
        var tuesday = MONDAY.plusDays(1);
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.finish(MONDAY);
        world.sql("delete from reconciliation_run where channel_id = 'unionpay-1'");
        world.openDays(tuesday);
        var never = world.paid(MERCHANT, UNIONPAY, tuesday, 700);
        world.sql("""
                insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency,
                    side, transfer_id, rule, evidence, opened_at, changed_at)
                select 'brk_1', 'unionpay-1', 'unionpay', value_date, 'run_1', 'bank_unpaid', 'resolved', 'in', amount,
                    currency, 'shortage', id, 'none', '{}', now(), now()
                from transfer where source_id = '%s'""".formatted(never));
        world.post(ProposalPostings.paymentReversed(never, MERCHANT, false, UNIONPAY, MONDAY, Money.cny(700)));
        world.close(tuesday);
        world.prove(ABC, tuesday);

        // When
        var unread = done(world.settlements.settle(tuesday, "operator:maker"));
        world.prove(UNIONPAY, tuesday);
        var batch = world.settled(tuesday);

        // Then
        assertThat(reasons(unread)).containsExactly("channel unionpay-1 " + tuesday);
        assertThat(batch.totals().net()).isEqualTo(10_000);
    }

    private static List<String> reasons(List<Calculation> made) {
        return made.stream()
                .filter(one -> one.merchantId().equals(MERCHANT))
                .map(one -> ((Calculation.Waiting) one).reasons())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEmptyWindowCloses() {
        // Given
        world.finish(MONDAY);

        // When
        var batch = world.settled(MONDAY);

        // Then
        assertThat(batch.status()).isEqualTo(SettlementStatus.CLOSED);
        assertThat(world.settled(MONDAY)).isEqualTo(batch);
    }

    @Test
    void aNegativeNetIsCarriedAndPaidBackByTheNextBatch() {
        // Given
        var payment = world.paid(MERCHANT, ABC, MONDAY, 5_000);
        world.finish(MONDAY);
        world.approved(world.settled(MONDAY));
        world.refunded(MERCHANT, payment, ABC, MONDAY.plusDays(1), 3_000);
        world.finish(MONDAY.plusDays(1));
        world.paid(MERCHANT, ABC, MONDAY.plusDays(2), 10_000);

        // When
        var negative = world.approved(world.settled(MONDAY.plusDays(1)));
        world.finish(MONDAY.plusDays(2));
        var next = world.approved(world.settled(MONDAY.plusDays(2)));

        // Then
        assertThat(negative.status()).isEqualTo(SettlementStatus.CARRIED);
        assertThat(negative.totals().carriedOut()).isEqualTo(-3_000);
        assertThat(next.totals().carriedIn()).isEqualTo(-3_000);
        assertThat(next.totals().net()).isEqualTo(7_000);
    }

    @Test
    void belowTheMinimumEverythingIsCarried() {
        // Given
        world.policy("settlement_minimum = 1000");
        world.paid(MERCHANT, ABC, MONDAY, 999);
        world.finish(MONDAY);

        // When
        var batch = world.approved(world.settled(MONDAY));

        // Then
        assertThat(batch.status()).isEqualTo(SettlementStatus.CARRIED);
        assertThat(batch.totals().carriedOut()).isEqualTo(999);
        assertThat(world.balance("2101/m_a/CNY")).isEqualTo(999);
    }

    @Test
    void theNetIsCutByWhatIsFreeAtTheApproval() {
        // Given
        var payment = world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.finish(MONDAY);
        var batch = world.settled(MONDAY);
        world.refunded(MERCHANT, payment, ABC, MONDAY.plusDays(1), 4_000);

        // When
        var approved = world.approved(batch);
        world.finish(MONDAY.plusDays(1));
        var next = world.approved(world.settled(MONDAY.plusDays(1)));

        // Then
        assertThat(approved.totals().net()).isEqualTo(6_000);
        assertThat(approved.totals().carriedOut()).isEqualTo(4_000);
        assertThat(next.status()).isEqualTo(SettlementStatus.CARRIED);
        assertThat(next.totals().carriedOut()).isZero();
    }

    @Test
    void whoCalculatedMayNotApproveAndWhatIsOnHoldIsNotApproved() {
        // Given
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.finish(MONDAY);
        var batch = world.settled(MONDAY);

        // When
        var own = done(world.approval.approve(batch.id(), "operator:maker", ""));
        var held = done(world.approval.hold(batch.id(), true, "operator:maker", "strange"));
        var onHold = done(world.approval.approve(batch.id(), "operator:checker", ""));
        done(world.approval.hold(batch.id(), false, "operator:checker", "fine"));
        world.policy("settlement_hold = true");
        var merchantOnHold = done(world.approval.approve(batch.id(), "operator:checker", ""));
        var unknown = done(world.approval.approve("stl_none", "operator:checker", ""));

        // Then
        assertThat(own).isInstanceOf(SettlementOutcome.SameOperator.class);
        assertThat(held).isInstanceOf(SettlementOutcome.Done.class);
        assertThat(onHold).isInstanceOf(SettlementOutcome.WrongState.class);
        assertThat(merchantOnHold).isInstanceOf(SettlementOutcome.WrongState.class);
        assertThat(unknown).isInstanceOf(SettlementOutcome.NotFound.class);
        assertThat(world.balance("2102/m_a/CNY")).isZero();
    }

    @Test
    void whoChangedTheAccountAShortTimeAgoMayNotApprove() {
        // Given
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.finish(MONDAY);
        world.payoutAccount(MERCHANT);
        var batch = world.settled(MONDAY);

        // When
        var tooSoon = done(world.approval.approve(batch.id(), "operator:bob", ""));
        world.clock.advance(Duration.ofHours(25));
        var later = done(world.approval.approve(batch.id(), "operator:bob", ""));

        // Then
        assertThat(tooSoon).isInstanceOf(SettlementOutcome.SameOperator.class);
        assertThat(later).isInstanceOf(SettlementOutcome.Done.class);
    }

    @Test
    void aRejectedBatchReleasesItsLinesAndIsCalculatedAgain() {
        // Given
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.finish(MONDAY);
        var batch = world.settled(MONDAY);

        // When
        var rejected = done(world.approval.reject(batch.id(), "operator:checker", "look again"));
        long claimed = world.number("select count(*) from merchant_line where settlement_id is not null");
        var again = world.settled(MONDAY);

        // Then
        assertThat(((SettlementOutcome.Done) rejected).settlement().status()).isEqualTo(SettlementStatus.OPEN);
        assertThat(claimed).isZero();
        assertThat(again.id()).isEqualTo(batch.id());
        assertThat(again.status()).isEqualTo(SettlementStatus.CALCULATED);
        assertThat(again.sha256()).isEqualTo(batch.sha256());
    }

    @Test
    void aLineThatBecameABreakOpensTheBatchAgain() {
        // Given
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        var broken = world.paid(MERCHANT, ABC, MONDAY, 500);
        world.finish(MONDAY);
        var batch = world.settled(MONDAY);
        world.sql("delete from statement_match where transfer_id in (select id from transfer where source_id = '"
                + broken + "')");

        // When
        var outcome = done(world.approval.approve(batch.id(), "operator:checker", ""));
        var again = world.approved(world.settled(MONDAY));

        // Then
        assertThat(outcome).isEqualTo(new SettlementOutcome.Reopened(1));
        assertThat(again.totals().net()).isEqualTo(10_000);
    }

    @Test
    void twoNodesThatCalculateAtOnceClaimEachLineOnce() {
        // Given
        for (int i = 0; i < 40; i++) {
            world.paid(MERCHANT, i % 2 == 0 ? ABC : UNIONPAY, MONDAY, 100 + i);
        }
        world.finish(MONDAY);
        var nodes = List.of(world.service(), world.service(), world.service());

        // When
        var made = done(Future.all(nodes.stream()
                        .map(node -> node.settle(MONDAY, "operator:maker"))
                        .toList()))
                .<List<Calculation>>list();

        // Then
        assertThat(made.stream()
                        .flatMap(List::stream)
                        .filter(one -> one.merchantId().equals(MERCHANT)))
                .hasSize(3)
                .allSatisfy(one -> assertThat(
                                ((Calculation.Batch) one).settlement().totals().gross())
                        .isEqualTo(4_780));
        assertThat(world.number("select count(*) from settlement where merchant_id = 'm_a'"))
                .isEqualTo(1);
        assertThat(world.number("select count(*) from merchant_line where settlement_id is not null"))
                .isEqualTo(40);
    }

    @Test
    void aReserveComesBackWhenItIsDueAsALineOfTheNextBatch() {
        // Given
        world.policy("reserve_ppm = 500000, reserve_days = 1");
        world.paid(MERCHANT, ABC, MONDAY, 1_000);
        world.finish(MONDAY);
        world.approved(world.settled(MONDAY));
        var reserves = new Reserves(world.pool, world.ledger, SettlementWorld.CONFIG, world.clock);

        // When
        int early = done(reserves.releaseDue());
        world.clock.advance(Duration.ofDays(1));
        int due = done(reserves.releaseDue());
        int again = done(reserves.releaseDue());
        var later = MONDAY.plusDays(5);
        world.finish(later);
        var next = world.settled(later);

        // Then
        assertThat(List.of(early, due, again)).containsExactly(0, 1, 0);
        assertThat(next.totals().adjustments()).isEqualTo(500);
        assertThat(next.totals().net()).isEqualTo(500);
        assertThat(world.balance("2103/m_a/CNY")).isZero();
    }

    @Test
    void aMerchantThatTheBankPaysIsStatedAndNeverPaid() {
        // Given
        world.policy("settlement_mode = 'direct'");
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.post(dev.tongfu.ledger.RunPostings.feeTakenDirect(
                "run_x", "payment", MERCHANT, ABC, MONDAY, dev.tongfu.money.Money.cny(30)));
        world.post(dev.tongfu.ledger.RunPostings.settledDirect(
                "run_x", MERCHANT, ABC, MONDAY, dev.tongfu.money.Money.cny(9_970)));
        world.finish(MONDAY);

        // When
        var batch = world.approved(world.settled(MONDAY));

        // Then
        assertThat(batch.status()).isEqualTo(SettlementStatus.CARRIED);
        assertThat(batch.totals().gross()).isEqualTo(10_000);
        assertThat(batch.totals().adjustments()).isEqualTo(-10_000);
        assertThat(batch.totals().carriedOut()).isZero();
    }

    @Test
    void theSchedulerSettlesTheNewestDateThatIsDueAndReady() {
        // Given
        world.policy("settlement_days = 2");
        world.paid(MERCHANT, ABC, MONDAY, 10_000);
        world.paid(MERCHANT, ABC, MONDAY.plusDays(3), 20_000);
        for (int i = 0; i < 4; i++) {
            world.finish(MONDAY.plusDays(i));
        }
        done(world.lines.project());

        // When
        var made = done(world.settlements.settleDue("scheduler"));

        // Then
        var batch = ((Calculation.Batch) made.get(0)).settlement();
        assertThat(batch.periodTo()).isEqualTo(MONDAY.plusDays(2));
        assertThat(batch.dueOn()).isEqualTo(MONDAY.plusDays(4));
        assertThat(batch.totals().gross()).isEqualTo(10_000);
    }
}
