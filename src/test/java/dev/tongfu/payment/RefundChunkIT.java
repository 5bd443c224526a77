package dev.tongfu.payment;

import static dev.tongfu.payment.BatchWorld.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of refunds in chunks: at a bank that is lost, refuses, miscounts, or when the gateway is killed. */
class RefundChunkIT {
    private BatchWorld batches;
    private PaymentWorld world;
    private Payment payment;

    @BeforeEach
    void open() {
        batches = new BatchWorld();
        world = batches.world;
        payment = world.succeeded("abc");
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        batches.close();
    }

    private Batch three() {
        return batches.taken("B1", item("R1", payment, 100), item("R2", payment, 200), item("R3", payment, 300));
    }

    @Test
    void aChunkWhoseAnswerIsLostIsNeverSentAgainAndItsItemsAreAskedAfterOneByOne() {
        // Given
        var batch = three();
        world.bank.answersActsWith(act -> new BankReply.Unknown("no answer"));

        // When
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("unknown");
        assertThat(batches.chunks()).containsExactly("unknown");

        // When
        batches.sent()
                .get(0)
                .items()
                .forEach(item -> world.bank.queries.put(item.bankOrderNo(), BatchWorld.paid(item)));
        batches.later(10);
        batches.attend();
        batches.attendCalls(world.desk);

        // Then
        assertThat(batches.states(batch)).containsOnly("succeeded");
        assertThat(batches.sent()).hasSize(1);
        assertThat(batches.completions()).containsExactly(batch.id());
    }

    @Test
    void eachItemHasItsOwnEndAndWhatTheBankDoesNotNameStaysUnknown() {
        // Given
        var batch = three();
        batches.bankTakesChunks(chunk -> {
            var first = new BankReply.ItemState(
                    chunk.items().get(0).bankOrderNo(),
                    BatchWorld.paid(chunk.items().get(0)));
            var second =
                    new BankReply.ItemState(chunk.items().get(1).bankOrderNo(), new BankReply.Declined("1", "已销户"));
            return new BankReply.BatchState(true, List.of(first, second), 3, BatchWorld.sum(chunk));
        });

        // When
        batches.attend();
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsExactly("succeeded", "failed", "unknown");
        assertThat(batches.items(batch).get(1).failure()).isEqualTo(new Payment.Failure("1", "已销户"));
        var now = batches.now(batch);
        assertThat(now.status()).isEqualTo(BatchStatus.PROCESSING);
        assertThat(now.succeeded()).isEqualTo(new Batch.Tally(1, Money.cny(100)));
        assertThat(now.failed()).isEqualTo(new Batch.Tally(1, Money.cny(200)));
        assertThat(now.pending()).isEqualTo(new Batch.Tally(1, Money.cny(300)));
        assertThat(world.now(payment).refundReserved()).isEqualTo(300);
        assertThat(batches.completions()).isEmpty();

        // When its own query brings the end of the last one
        var last = batches.sent().get(0).items().get(2);
        world.bank.queries.put(last.bankOrderNo(), BatchWorld.paid(last));
        batches.later(10);
        batches.attendCalls(world.desk);

        // Then
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void aRefusedChunkFailsItsItemsAndGivesTheReservationsBack() {
        // Given
        var batch = three();
        world.bank.answersActsWith(act -> new BankReply.Declined("BP01", "批次被拒绝"));

        // When
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("failed");
        assertThat(batches.items(batch).get(0).failure()).isEqualTo(new Payment.Failure("BP01", "批次被拒绝"));
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batches.now(batch).failed()).isEqualTo(batch.total());
        assertThat(world.now(payment).refundReserved()).isZero();
        assertThat(batches.chunks()).containsExactly("refused");
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void aChunkThatTheBankTookAndThenRefusedFailsItsItemsToo() {
        // Given
        var batch = three();
        batches.bankTakesChunks(chunk -> new BankReply.Declined("2", "the bank refused the batch"));

        // When
        batches.attend();
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("failed");
        assertThat(batches.chunks()).containsExactly("refused");
        assertThat(world.now(payment).refundReserved()).isZero();
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void whereTheBankCountsSomethingElseNothingIsAppliedAndAPersonIsCalled() {
        // Given
        var batch = three();
        batches.bankTakesChunks(chunk ->
                new BankReply.BatchState(true, BatchWorld.allPaid(chunk).items(), 3, Money.cny(601)));

        // When
        batches.attend();
        batches.later(2);
        batches.attend();
        batches.later(100);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("unknown");
        assertThat(world.alarms()).containsExactly("batch_disputed");
        assertThat(batches.now(batch).pending().count()).isEqualTo(3);
        assertThat(world.bank.acts.stream().filter(BankBatch.RefundsQuery.class::isInstance))
                .hasSize(1);
    }

    @Test
    void itemsThatAreNotOursMakeTheWholeAnswerDoubtful() {
        // Given
        var batch = three();
        batches.bankTakesChunks(chunk -> new BankReply.BatchState(
                true,
                List.of(new BankReply.ItemState("STRANGER000000000000", ScriptedBank.paid(600, "X"))),
                3,
                BatchWorld.sum(chunk)));

        // When
        batches.attend();
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("unknown");
        assertThat(world.alarms()).containsExactly("batch_disputed");
    }

    @Test
    void whatProvablyNeverLeftUsIsSentAgainUnderTheSameNumbersAndThenGivenUp() {
        // Given
        var batch = three();
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));

        // When
        batches.attend();
        assertThat(batches.chunks()).containsExactly("created");
        batches.later(2);
        batches.attend();
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.sent()).hasSize(3);
        assertThat(batches.sent().stream().map(BankBatch.Refunds::bankOrderNo).distinct())
                .hasSize(1);
        assertThat(batches.sent().stream().map(BankBatch.Refunds::items).distinct())
                .hasSize(1);
        assertThat(batches.states(batch)).containsOnly("failed");
        assertThat(batches.items(batch).get(0).failure())
                .extracting(Payment.Failure::code)
                .isEqualTo("not-sent");
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void aGatewayKilledBeforeItSentIsFollowedByOneThatSends() {
        // Given
        var batch = three();
        batches.bankTakesChunks(BatchWorld::allPaid);
        var next = world.anotherDesk();

        // When
        batches.attend(next);
        batches.later(2);
        batches.attend(next);

        // Then
        assertThat(batches.states(batch)).containsOnly("succeeded");
    }

    @Test
    void aGatewayKilledBetweenCallAndAnswerLeavesAChunkThatIsNotSentAgain() {
        // Given: the bank hears the chunk, and nobody is left to hear its answer
        var batch = three();
        world.bank.keepsSilent(true);
        world.vertx.runOnContext(
                go -> world.desk.batches().chunks().claimDue(1).onSuccess(due -> due.forEach(chunk -> dropped(chunk))));
        Poll.await(Duration.ofSeconds(10), () -> batches.sent().size() == 1);
        world.bank.keepsSilent(false);
        var next = world.anotherDesk();
        batches.leasesEnd();

        // When
        batches.later(11);
        batches.attend(next);
        batches.sent()
                .get(0)
                .items()
                .forEach(item -> world.bank.queries.put(item.bankOrderNo(), BatchWorld.paid(item)));
        batches.later(10);
        batches.attendCalls(next);

        // Then
        assertThat(batches.sent()).hasSize(1);
        assertThat(batches.states(batch)).containsOnly("succeeded");
        assertThat(batches.completions()).hasSize(1);
    }

    private void dropped(BatchChunk chunk) {
        world.desk.batches().chunks().attend(chunk).onFailure(Throwable::printStackTrace);
    }

    @Test
    void aGatewayKilledWhileItAppliesIsFollowedByOneThatAppliesTheRest() {
        // Given: one item was applied, the next gateway hears the same and more
        var batch = three();
        batches.bankTakesChunks(chunk -> new BankReply.BatchState(
                false, BatchWorld.allPaid(chunk).items().subList(0, 1), 3, BatchWorld.sum(chunk)));
        batches.attend();
        batches.later(2);
        batches.attend();
        assertThat(batches.states(batch)).containsExactly("succeeded", "processing", "processing");
        batches.bankTakesChunks(BatchWorld::allPaid);
        var next = world.anotherDesk();

        // When
        batches.later(5);
        batches.attend(next);

        // Then
        assertThat(batches.states(batch)).containsOnly("succeeded");
        assertThat(batches.now(batch).succeeded()).isEqualTo(batch.total());
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void aLateProofMovesTheCountersOfACompletedBatchWithoutTellingItAgain() {
        // Given
        var batch = three();
        batches.bankTakesChunks(chunk -> BatchWorld.state(chunk, true, item -> new BankReply.Declined("1", "refused")));
        batches.attend();
        batches.later(2);
        batches.attend();
        assertThat(batches.now(batch).failed().count()).isEqualTo(3);

        // When
        var first = batches.sent().get(0).items().get(0);
        world.heard(first.bankOrderNo(), BatchWorld.paid(first));

        // Then
        var now = batches.now(batch);
        assertThat(now.succeeded()).isEqualTo(new Batch.Tally(1, Money.cny(100)));
        assertThat(now.failed()).isEqualTo(new Batch.Tally(2, Money.cny(500)));
        assertThat(now.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batches.completions()).hasSize(1);

        // When the payer's bank gives it back
        var refund = world.refund("R1");
        world.onLoop(() ->
                world.desk.refundReturns().returned(PaymentWorld.MERCHANT, refund.id(), LocalDate.of(2026, 11, 25)));

        // Then
        assertThat(batches.now(batch).failed()).isEqualTo(batch.total());
    }

    @Test
    void whereABankTakesNoBatchesItemsGoAtItsPace() {
        // Given: four at once, four in a second
        world.clock.stop();
        var single = world.succeeded(PaymentWorld.SECOND_BANK);
        var items = IntStream.range(0, 10)
                .mapToObj(number -> item("R" + number, single, 100))
                .toArray(NewRefund[]::new);
        var batch = batches.taken("B1", items);

        // When
        batches.attend();

        // Then
        Poll.await(Duration.ofSeconds(10), () -> count(batch, "processing") == 4);
        assertThat(batches.attend()).isZero();

        // When
        batches.later(1);
        batches.attend();
        Poll.await(Duration.ofSeconds(10), () -> count(batch, "processing") == 8);
        batches.later(1);
        batches.attend();

        // Then
        Poll.await(Duration.ofSeconds(10), () -> count(batch, "processing") == 10);
        assertThat(batches.chunks()).containsExactly("finished");
        assertThat(world.bank.acts.stream().map(BankRefund.class::cast).map(BankRefund::way))
                .hasSize(10)
                .containsOnly(BankRefund.Way.REFUND);

        // When all are heard of
        batches.items(batch).forEach(item -> {
            var refund = world.refund(item.number());
            world.heard(String.valueOf(refund.bankRefundNo()), ScriptedBank.paid(100, "BACK-" + item.number()));
        });

        // Then
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void itemsIntendedByAKilledGatewayAreSentByTheNextOne() {
        // Given: intended, but nothing left
        var single = world.succeeded(PaymentWorld.SECOND_BANK);
        var batch = batches.taken("B1", item("R1", single, 100), item("R2", single, 100));
        world.bank.answersActsWith(act -> new BankReply.NotSent("no connection"));
        batches.attend();
        Poll.await(
                Duration.ofSeconds(10),
                () -> world.rows("select 'x' from operation where status = 'prepared'" + " and sends = 1")
                                .size()
                        == 2);
        world.bank.answersActsWith(act -> new BankReply.Processing("00"));
        var next = world.anotherDesk();
        batches.leasesEnd();

        // When
        batches.later(10);
        batches.attendCalls(next);

        // Then
        assertThat(batches.states(batch)).containsOnly("processing");
        assertThat(world.rows("select count(*)::text from operation")).containsExactly("2");
    }

    private long count(Batch batch, String status) {
        return batches.states(batch).stream().filter(status::equals).count();
    }
}
