package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.payment.PaidWorld;
import dev.tongfu.payment.PaymentStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalDecisionsIT {
    private BreakWorld world;

    @BeforeEach
    void open() {
        world = new BreakWorld();
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        world.close();
    }

    @CanIgnoreReturnValue
    private Proposal writeOff(BreakView about) {
        return world.proposed(about, "T10", "shortage", new JsonObject());
    }

    private List<String> acts(Proposal proposal) {
        return world.paid.rows(
                "select action || ' ' || actor from audit_entry where object = '" + proposal.id() + "' order by seq");
    }

    @Test
    void whoeverMadeItDoesNotApproveIt() {
        // Given
        var proposal = writeOff(world.shortage(700));

        // When
        var outcome = world.approve(proposal, BreakWorld.MIA);

        // Then
        assertThat(outcome).isInstanceOf(ProposalOutcome.SameOperator.class);
        assertThat(world.now(proposal).status()).isEqualTo(ProposalStatus.PROPOSED);
        assertThat(world.posted("T10")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first_approver = maker",
                "first_approver = 'operator:chen', second_approver = 'operator:chen'",
                "first_approver = 'operator:chen', second_approver = maker",
                "status = 'executed'",
                "status = 'executed', approvers_needed = 2, first_approver = 'operator:chen'"
            })
    void theDatabaseRefusesItToo(String change) {
        // Given
        var proposal = writeOff(world.shortage(700));

        // When, then
        assertThatThrownBy(
                        () -> world.paid.sql("update proposal set " + change + " where id = '" + proposal.id() + "'"))
                .hasStackTraceContaining("violates check constraint");
    }

    @Test
    void aLargeAmountTakesTwoWhoAreNotItsMaker() {
        // Given
        var about = world.shortage(BreakWorld.TIER + 1);
        var proposal = writeOff(about);

        // When
        var first = world.approve(proposal, BreakWorld.CHEN);
        var same = world.approve(proposal, BreakWorld.CHEN);
        var maker = world.approve(proposal, BreakWorld.MIA);
        var stays = world.now(proposal).status();
        var second = world.approve(proposal, BreakWorld.LI);

        // Then
        assertThat(proposal.approversNeeded()).isEqualTo(2);
        assertThat(((ProposalOutcome.Done) first).proposal().approvers()).containsExactly(BreakWorld.CHEN);
        assertThat(same).isInstanceOf(ProposalOutcome.SameOperator.class);
        assertThat(maker).isInstanceOf(ProposalOutcome.SameOperator.class);
        assertThat(stays).isEqualTo(ProposalStatus.PROPOSED);
        assertThat(((ProposalOutcome.Done) second).proposal().status()).isEqualTo(ProposalStatus.EXECUTED);
        assertThat(acts(proposal))
                .containsExactly(
                        "proposal.propose operator:mia",
                        "proposal.approve operator:chen",
                        "proposal.approve operator:li",
                        "proposal.execute operator:li");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2"})
    void theTierIsAboveTheAmountConfigured(long beyond, int needed) {
        // When
        var proposal = writeOff(world.shortage(BreakWorld.TIER + beyond));

        // Then
        assertThat(proposal.approversNeeded()).isEqualTo(needed);
    }

    @Test
    void rejectedAndWithdrawnProposalsOpenTheBreakAgain() {
        // Given
        var about = world.shortage(700);
        var rejected = writeOff(about);

        // When
        var ownRejection = world.paid.onLoop(() -> world.service.reject(rejected.id(), BreakWorld.MIA, "nein"));
        var rejection = world.paid.onLoop(() -> world.service.reject(rejected.id(), BreakWorld.CHEN, "nein"));
        var between = world.now(about).status();
        var withdrawn = writeOff(about);
        var others = world.paid.onLoop(() -> world.service.withdraw(withdrawn.id(), BreakWorld.CHEN, "weg"));
        var withdrawal = world.paid.onLoop(() -> world.service.withdraw(withdrawn.id(), BreakWorld.MIA, "weg"));

        // Then
        assertThat(ownRejection).isInstanceOf(ProposalOutcome.SameOperator.class);
        assertThat(((ProposalOutcome.Done) rejection).proposal().status()).isEqualTo(ProposalStatus.REJECTED);
        assertThat(between).isEqualTo(BreakStatus.OPEN);
        assertThat(others).isInstanceOf(ProposalOutcome.NotMaker.class);
        assertThat(((ProposalOutcome.Done) withdrawal).proposal().status()).isEqualTo(ProposalStatus.WITHDRAWN);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.OPEN);
        assertThat(world.approve(withdrawn, BreakWorld.CHEN)).isInstanceOf(ProposalOutcome.WrongState.class);
    }

    @Test
    void aBreakHasOneLiveProposal() {
        // Given
        var about = world.shortage(700);
        writeOff(about);

        // When
        var second = world.propose(about, "T9", "charge", new JsonObject());

        // Then
        assertThat(second).isInstanceOf(ProposalOutcome.WrongState.class);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.PROPOSED);
    }

    @Test
    void aBreakThatChangedSinceMakesTheProposalStale() {
        // Given
        var about = world.shortage(700);
        var proposal = writeOff(about);
        world.paid.sql("update break set version = version + 1 where id = '" + about.id() + "'");

        // When
        var outcome = world.approve(proposal, BreakWorld.CHEN);

        // Then
        assertThat(((ProposalOutcome.Stale) outcome).proposal().status()).isEqualTo(ProposalStatus.STALE);
        assertThat(world.posted("T10")).isEmpty();
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.OPEN);
        assertThat(acts(proposal)).endsWith("proposal.overtake operator:chen");
    }

    @Test
    void anOtherBreakThatChangedSinceMakesAnOffsetStale() {
        // Given
        var surplus = world.surplus(700);
        var shortage = world.shortage(700);
        var offset = world.proposed(surplus, "T11", "offset", new JsonObject().put("other_break_id", shortage.id()));
        world.executed(shortage, "T9", "charge", new JsonObject());

        // When
        var outcome = world.approve(offset, BreakWorld.CHEN);

        // Then
        assertThat(outcome).isInstanceOf(ProposalOutcome.Stale.class);
        assertThat(world.now(surplus).status()).isEqualTo(BreakStatus.OPEN);
        assertThat(world.now(surplus).suspense()).isEqualTo(700);
    }

    @Test
    void aHardFloorLeavesItProposedWithTheReason() {
        // Given: nothing is frozen
        var parameters = new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("amount", 300);
        var proposal = world.proposed(null, "T13", "release", parameters);

        // When
        var outcome = world.approve(proposal, BreakWorld.CHEN);

        // Then
        assertThat(((ProposalOutcome.Blocked) outcome).reason()).contains("hard floor");
        assertThat(world.now(proposal).status()).isEqualTo(ProposalStatus.PROPOSED);
        assertThat(world.now(proposal).failure()).contains("hard floor");
        assertThat(world.now(proposal).firstApprover()).isNull();
        assertThat(acts(proposal)).endsWith("proposal.block operator:chen");
        assertThat(world.paid.balances()).isEmpty();
    }

    @Test
    void whatIsFrozenForABreakIsNotReleasedByHand() {
        // Given
        world.unpaid(world.paid.succeeded());
        var parameters = new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("amount", 300);
        var proposal = world.proposed(null, "T13", "release", parameters);

        // When
        var outcome = world.approve(proposal, BreakWorld.CHEN);

        // Then
        assertThat(((ProposalOutcome.Blocked) outcome).reason()).contains("T5 or T6");
        assertThat(world.posted("T13")).isEmpty();
    }

    @Test
    void aMerchantWithoutMoneyIsNotAdjustedBelowItsFloor() {
        // Given
        var parameters = new JsonObject().put("merchant_id", PaidWorld.MERCHANT).put("amount", 300);
        var proposal = world.proposed(null, "T12", "against", parameters);

        // When
        var outcome = world.approve(proposal, BreakWorld.CHEN);

        // Then
        assertThat(((ProposalOutcome.Blocked) outcome).reason()).contains("does not cover");
    }

    @Test
    void aPaymentThatMovedOnBlocksItsReversal() {
        // Given
        var payment = world.paid.succeeded();
        var about = world.missing(payment);
        var proposal = world.proposed(about, "T5", "pending", new JsonObject());
        world.paid.refunded(payment, "R-1", 100);

        // When
        var outcome = world.approve(proposal, BreakWorld.CHEN);

        // Then
        assertThat(outcome).isInstanceOf(ProposalOutcome.Blocked.class);
        assertThat(world.paid.now(payment).status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(world.now(about).status()).isEqualTo(BreakStatus.PROPOSED);
    }

    @Test
    void ofTwoWhoApproveAtOnceOneExecutes() {
        // Given
        var about = world.shortage(700);
        var proposal = writeOff(about);

        // When
        var outcomes = world.paid.onLoop(() -> Future.join(
                        world.service.approve(proposal.id(), BreakWorld.CHEN, "ja"),
                        world.service.approve(proposal.id(), BreakWorld.LI, "ja"))
                .map(both -> both.<ProposalOutcome>list()));

        // Then
        assertThat(outcomes.stream().filter(ProposalOutcome.Done.class::isInstance))
                .hasSize(1);
        assertThat(outcomes.stream().filter(ProposalOutcome.WrongState.class::isInstance))
                .hasSize(1);
        assertThat(world.posted("T10")).hasSize(1);
    }

    @Test
    void twoApprovalsAtOnceOfALargeAmountExecuteIt() {
        // Given
        var proposal = writeOff(world.shortage(BreakWorld.TIER + 1));

        // When
        var outcomes = world.paid.onLoop(() -> Future.join(
                        world.service.approve(proposal.id(), BreakWorld.CHEN, "ja"),
                        world.service.approve(proposal.id(), BreakWorld.LI, "ja"))
                .map(both -> both.<ProposalOutcome>list()));

        // Then: the slower one saw it without the first approval, or executed it
        assertThat(outcomes).noneMatch(ProposalOutcome.Blocked.class::isInstance);
        assertThat(world.posted("T10")).hasSizeLessThanOrEqualTo(1);
        assertThat(world.now(proposal).approvers()).isNotEmpty();
    }

    @Test
    void eitherTheApprovalOrTheWithdrawalWins() {
        for (int round = 0; round < 5; round++) {
            // Given
            var about = world.shortage(700);
            var proposal = writeOff(about);

            // When
            world.paid.onLoop(() -> Future.join(
                    world.service.approve(proposal.id(), BreakWorld.CHEN, "ja"),
                    world.service.withdraw(proposal.id(), BreakWorld.MIA, "weg")));

            // Then
            boolean executed = world.now(proposal).status() == ProposalStatus.EXECUTED;
            assertThat(world.now(proposal).status()).isIn(ProposalStatus.EXECUTED, ProposalStatus.WITHDRAWN);
            assertThat(world.now(about).status()).isEqualTo(executed ? BreakStatus.RESOLVED : BreakStatus.OPEN);
        }
    }

    @Test
    void evidenceIsKeptWithItsDigestAndTheRecordNamesIt() {
        // Given
        var about = world.shortage(700);
        var file = new NewProposal.Evidence("证据.pdf", Buffer.buffer("seen"));
        var request = new NewProposal("T10", "shortage", new ProposalParameters(new JsonObject()), "因为", file);

        // When
        var outcome = world.paid.onLoop(() -> world.service.propose(about.id(), request, BreakWorld.MIA));

        // Then
        var proposal = ((ProposalOutcome.Done) outcome).proposal();
        assertThat(proposal.evidenceSha256()).hasSize(64);
        assertThat(PaidWorld.done(world.service.evidence(proposal.id()))
                        .orElseThrow()
                        .content()
                        .toString())
                .isEqualTo("seen");
        assertThat(world.paid.rows(
                        "select detail->>'evidence_sha256' from audit_entry where object = '" + proposal.id() + "'"))
                .containsExactly(proposal.evidenceSha256());
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        // Given
        var about = world.shortage(700);
        var file = new NewProposal.Evidence("a", Buffer.buffer(new byte[1_001]));
        var request = new NewProposal("T10", "shortage", new ProposalParameters(new JsonObject()), "因为", file);

        // When
        var outcome = world.paid.onLoop(() -> world.service.propose(about.id(), request, BreakWorld.MIA));

        // Then
        assertThat(((ProposalOutcome.Faulty) outcome).faults())
                .extracting(ProposalFault::pointer)
                .containsExactly("/evidence/content_base64");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anySequenceOfProposalsKeepsBreaksAndBooksInAgreement(long seed) {
        // Given
        var random = new Random(seed);
        var surpluses = List.of(world.surplus(500), world.surplus(900), world.surplus(1_300));
        var shortages = List.of(world.shortage(500), world.shortage(900), world.shortage(1_300));
        var merchant = new JsonObject().put("merchant_id", PaidWorld.MERCHANT);

        // When
        for (int step = 0; step < 25; step++) {
            var surplus = surpluses.get(random.nextInt(3));
            var shortage = shortages.get(random.nextInt(3));
            var some = new JsonObject().put("amount", 1 + random.nextInt(600));
            var outcome = switch (random.nextInt(7)) {
                case 0 -> world.propose(surplus, "T1", "merchant", some.mergeIn(merchant));
                case 1 -> world.propose(shortage, "T8", "charged", some.mergeIn(merchant));
                case 2 -> world.propose(shortage, "T10", "shortage", some);
                case 3 -> world.propose(surplus, "T11", "offset", some.put("other_break_id", shortage.id()));
                case 4 ->
                    world.propose(surplus, "T4", "in", some.mergeIn(merchant).put("account", "2101"));
                case 5 -> world.propose(null, "T12", "for", some.mergeIn(merchant));
                default -> world.propose(null, "T13", "freeze", some.mergeIn(merchant));
            };
            if (outcome instanceof ProposalOutcome.Done done && random.nextInt(5) > 0) {
                world.approve(done.proposal(), BreakWorld.CHEN);
            }
        }

        // Then
        assertThat(world.differences()).isEmpty();
    }
}
