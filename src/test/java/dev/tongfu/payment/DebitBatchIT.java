package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches of debits: taken while their contracts are in force, and asked after by our number. */
class DebitBatchIT {
    private BatchWorld batches;
    private PaymentWorld world;
    private ContractWorld contracts;
    private Contract contract;

    @BeforeEach
    void open() {
        batches = new BatchWorld();
        world = batches.world;
        contracts = new ContractWorld(world);
        contract = contracts.signed("C1");
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        batches.close();
    }

    private NewDebitBatch.Item item(String orderNo, Contract under, long minor) {
        return new NewDebitBatch.Item(orderNo, under.id(), Money.cny(minor), "会费");
    }

    private BatchOutcome ask(String batchNo, NewDebitBatch.Item... items) {
        var request = new NewDebitBatch(PaymentWorld.MERCHANT, batchNo, List.of(items));
        return world.onLoop(() -> world.desk.batches().debits().create(request));
    }

    @CanIgnoreReturnValue
    private Batch taken(String batchNo, NewDebitBatch.Item... items) {
        return ((BatchOutcome.Created) ask(batchNo, items)).batch();
    }

    private Batch three() {
        return taken("B1", item("D1", contract, 100), item("D2", contract, 200), item("D3", contract, 300));
    }

    private List<BankBatch.Debits> sent() {
        return world.bank.acts.stream()
                .filter(BankBatch.Debits.class::isInstance)
                .map(BankBatch.Debits.class::cast)
                .toList();
    }

    private void bankSays(BankReply toChunk, Function<BankBatch.Item, BankReply> ofItem) {
        world.bank.answersActsWith(
                act -> act instanceof BankBatch.DebitsQuery ? state(act.bankOrderNo(), ofItem) : toChunk);
    }

    private BankReply state(String number, Function<BankBatch.Item, BankReply> ofItem) {
        var chunk = sent().stream()
                .filter(one -> one.bankOrderNo().equals(number))
                .findFirst()
                .orElseThrow();
        var items = chunk.items().stream()
                .map(item -> new BankReply.ItemState(item.bankOrderNo(), ofItem.apply(item)))
                .toList();
        var sum = chunk.items().stream()
                .map(BankBatch.Item::amount)
                .reduce(Money::plus)
                .orElseThrow();
        return new BankReply.BatchState(true, items, items.size(), sum);
    }

    @Test
    void debitsAreTakenSentOnceAndBookedByWhatTheBankSaysOfEach() {
        // Given
        var batch = taken(
                "B1",
                item("D1", contract, 100),
                item("D2", contract, 200),
                item("D3", contract, 300),
                item("D4", contract, 400));
        bankSays(new BankReply.BatchAccepted(""), BatchWorld::paid);
        assertThat(batches.states(batch)).containsOnly("created");

        // When
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("submitted");
        assertThat(batches.chunks()).containsExactly("accepted", "accepted");
        assertThat(sent().get(0).items().get(0).signNo()).isEqualTo(contract.signNo());
        assertThat(sent().get(0).items().get(0).originalOrderNo()).isEqualTo(contract.signOrderNo());

        // When
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("succeeded");
        assertThat(batches.now(batch).succeeded()).isEqualTo(batch.total());
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batches.completions()).containsExactly(batch.id());
        assertThat(sent()).hasSize(2);
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=1000", "2101/m_test/CNY=-1000");
        assertThat(world.rows("select count(*)::text from notification where type = 'payment.succeeded'"))
                .containsExactly("4");
    }

    @Test
    void aChunkWhoseAnswerIsLostIsAskedAfterByOurNumberAndNeverSentAgain() {
        // Given
        var batch = three();
        bankSays(
                new BankReply.Unknown("silence"),
                item -> item.amount().minor() == 200 ? new BankReply.Declined("1", "余额不足") : BatchWorld.paid(item));

        // When
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("unknown");
        assertThat(batches.chunks()).containsExactly("unknown");

        // When
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsExactly("succeeded", "failed", "succeeded");
        assertThat(batches.chunks()).containsExactly("finished");
        assertThat(sent()).hasSize(1);
        assertThat(batches.now(batch).failed()).isEqualTo(new Batch.Tally(1, Money.cny(200)));
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void whereTheBankCountsSomethingElseItemsAreAskedAfterOneByOne() {
        // Given
        var batch = three();
        world.bank.answersActsWith(act -> act instanceof BankBatch.DebitsQuery
                ? new BankReply.BatchState(true, List.of(), 2, Money.cny(600))
                : new BankReply.BatchAccepted(""));
        batches.attend();

        // When
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("unknown");
        assertThat(world.alarms()).containsExactly("batch_disputed");

        // When
        sent().get(0).items().forEach(item -> world.bank.queries.put(item.bankOrderNo(), BatchWorld.paid(item)));
        world.sql("update attempt set next_query_at = now() where next_query_at is not null");
        world.onLoop(() -> world.desk
                .claimDue(10, 1)
                .compose(due -> Future.join(due.stream()
                        .map(one -> world.desk.inquiry().ask(one.payment(), one.attempt(), false))
                        .toList())));

        // Then
        assertThat(batches.states(batch)).containsOnly("succeeded");
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void aRefusedChunkFailsItsDebitsAndALateProofCountsAgain() {
        // Given
        world.policy("honour");
        var batch = three();
        bankSays(new BankReply.Declined("BP01", "批次被拒绝"), BatchWorld::paid);

        // When
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("failed");
        assertThat(batches.now(batch).failed()).isEqualTo(batch.total());
        assertThat(batches.completions()).hasSize(1);

        // When
        var first = sent().get(0).items().get(0);
        world.apply(world.evidence(EvidenceSource.STATEMENT, first.bankOrderNo(), BatchWorld.paid(first)));

        // Then
        assertThat(batches.states(batch)).containsExactly("succeeded", "failed", "failed");
        assertThat(batches.now(batch).succeeded()).isEqualTo(new Batch.Tally(1, Money.cny(100)));
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void whatProvablyNeverLeftUsIsSentAgainUnderTheSameNumbersAndThenGivenUp() {
        // Given
        var batch = three();
        bankSays(new BankReply.NotSent("no connection"), BatchWorld::paid);

        // When
        for (int i = 0; i < 3; i++) {
            batches.attend();
            batches.later(2);
        }

        // Then
        assertThat(sent()).hasSize(3);
        assertThat(sent().stream().map(BankBatch.Debits::items).distinct()).hasSize(1);
        assertThat(batches.states(batch)).containsOnly("failed");
        assertThat(batches.completions()).hasSize(1);
    }

    @Test
    void oneFaultyItemRefusesAll() {
        // Given
        var unsigned = contracts.created("C2", BankMandate.Mode.PAGE);
        var over = contracts.signed("C3");
        world.sql("update contract set expires_on = '2020-01-01' where contract_no = 'C3'");
        var used = world.created();
        var strange = new NewDebitBatch.Item("D4", "ctr_00000000000000000000000000", Money.cny(1), "会费");

        // When
        var outcome = ask(
                "B1",
                item("D1", contract, 100),
                item("D2", unsigned, 100),
                item(used.orderNo(), contract, 100),
                strange,
                item("D3", over, 100));

        // Then
        assertThat(outcome)
                .isEqualTo(new BatchOutcome.Refused(
                        List.of(
                                new BatchOutcome.Fault(1, "contract_id", BatchOutcome.Reason.CONTRACT_NOT_SIGNED, 0),
                                new BatchOutcome.Fault(2, "order_no", BatchOutcome.Reason.NUMBER_USED, 0),
                                new BatchOutcome.Fault(3, "contract_id", BatchOutcome.Reason.NO_CONTRACT, 0)),
                        1));
        assertThat(world.rows("select order_no from payment")).containsExactly(used.orderNo());
        assertThat(world.rows("select id from batch")).isEmpty();
    }

    @Test
    void theSameNumberIsReplayedAndWithOtherContentRefused() {
        // Given
        var batch = three();

        // Then
        assertThat(ask("B1", item("D1", contract, 100), item("D2", contract, 200), item("D3", contract, 300)))
                .isEqualTo(new BatchOutcome.Replayed(batch));
        assertThat(ask("B1", item("D1", contract, 100), item("D2", contract, 201), item("D3", contract, 300)))
                .isEqualTo(new BatchOutcome.Conflict("/items/1/amount"));
        assertThat(ask("B1", item("D1", contract, 100))).isEqualTo(new BatchOutcome.Conflict("/items"));
    }

    @Test
    void theSameBatchAskedForTwiceAtOnceIsTakenOnce() {
        // Given
        var request = new NewDebitBatch(PaymentWorld.MERCHANT, "B1", List.of(item("D1", contract, 100)));

        // When
        var outcomes = world.onLoop(() -> Future.join(IntStream.range(0, 8)
                        .mapToObj(go -> world.desk.batches().debits().create(request))
                        .toList())
                .map(all -> all.<BatchOutcome>list()));

        // Then
        assertThat(outcomes.stream().filter(BatchOutcome.Created.class::isInstance))
                .hasSize(1);
        assertThat(outcomes.stream().filter(BatchOutcome.Replayed.class::isInstance))
                .hasSize(7);
    }

    @Test
    void anItemClosedBeforeItIsSentIsLeftOutAndCounted() {
        // Given
        var batch = three();
        var second = batches.items(batch).get(1);
        world.onLoop(() -> world.desk.service().close(PaymentWorld.MERCHANT, second.id()));
        bankSays(new BankReply.BatchAccepted(""), BatchWorld::paid);

        // When
        batches.attend();
        batches.later(2);
        batches.attend();

        // Then
        assertThat(sent().get(0).items()).hasSize(2);
        assertThat(batches.states(batch)).containsExactly("succeeded", "closed", "succeeded");
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batches.now(batch).failed()).isEqualTo(new Batch.Tally(1, Money.cny(200)));
        assertThat(world.alarms()).isEmpty();
    }

    @Test
    void aContractThatEndsMeanwhileDoesNotStopWhatWasTaken() {
        // Given
        var batch = three();
        world.bank.answersActsWith(act -> new BankReply.Terminated());
        contracts.terminate(contract);
        bankSays(new BankReply.BatchAccepted(""), BatchWorld::paid);

        // When
        batches.attend();
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("succeeded");
    }
}
