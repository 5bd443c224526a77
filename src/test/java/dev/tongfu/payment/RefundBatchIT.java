package dev.tongfu.payment;

import static dev.tongfu.payment.BatchWorld.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking batches of refunds: whole or not at all. */
class RefundBatchIT {
    private BatchWorld batches;
    private PaymentWorld world;

    @BeforeEach
    void open() {
        batches = new BatchWorld();
        world = batches.world;
    }

    @AfterEach
    void close() {
        assertThat(world.differences()).isEmpty();
        batches.close();
    }

    @Test
    void allItemsAreReservedAndGoInChunksOfTheBanksSize() {
        // Given
        var one = world.succeeded("abc");
        var two = world.succeeded("abc");

        // When
        var batch = batches.taken(
                "B1", item("R1", one, 100), item("R2", two, 200), item("R3", one, 300), item("R4", one, 400));

        // Then
        assertThat(batch.status()).isEqualTo(BatchStatus.ACCEPTED);
        assertThat(batches.now(batch)).isEqualTo(batch);
        assertThat(batch.pending()).isEqualTo(new Batch.Tally(4, Money.cny(1_000)));
        assertThat(batches.states(batch)).containsOnly("created");
        assertThat(world.now(one).refundReserved()).isEqualTo(800);
        assertThat(world.now(two).refundReserved()).isEqualTo(200);
        assertThat(world.rows("select item_count || ' ' || amount from batch_chunk order by number"))
                .containsExactly("3 600", "1 400");
        assertThat(world.rows("select bank_order_no from operation")).isEmpty();
    }

    @Test
    void theBankIsToldOnceAndWhatItSaysOfEachItemIsBooked() {
        // Given
        var one = world.succeeded("abc");
        var batch = batches.taken(
                "B1", item("R1", one, 100), item("R2", one, 200), item("R3", one, 300), item("R4", one, 400));
        batches.bankTakesChunks(BatchWorld::allPaid);

        // When
        batches.attend();

        // Then
        assertThat(batches.states(batch)).containsOnly("processing");
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.PROCESSING);
        assertThat(batches.sent().get(0).items().stream().map(BankBatch.Item::originalOrderNo))
                .containsOnly(world.bank.lastOrder().bankOrderNo());

        // When
        batches.later(2);
        batches.attend();
        batches.later(100);
        batches.attend();

        // Then
        var done = batches.now(batch);
        assertThat(done.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(done.succeeded()).isEqualTo(batch.total());
        assertThat(done.pending().count()).isZero();
        assertThat(batches.states(batch)).containsOnly("succeeded");
        assertThat(batches.sent()).hasSize(2);
        assertThat(batches.chunks()).containsOnly("finished");
        assertThat(world.now(one).refunded()).isEqualTo(1_000);
        assertThat(world.balances()).containsExactly("1101/abc-1:2026-11-23/CNY=11345", "2101/m_test/CNY=-11345");
        assertThat(batches.completions()).containsExactly(batch.id());
        assertThat(world.rows("select count(*)::text from notification where type = 'refund.succeeded'"))
                .containsExactly("4");
    }

    @Test
    void oneFaultyItemRefusesAllAndEveryFaultIsToldUpToALimit() {
        // Given
        var good = world.succeeded("abc");
        var unpaid = world.created();
        world.onLoop(() -> world.desk
                .refunds()
                .create(new NewRefund(PaymentWorld.MERCHANT, "USED", good.id(), null, Money.cny(45), null)));

        // When
        var outcome = batches.ask(
                "B1",
                item("R1", good, 12_000),
                item("R2", good, 301),
                item("USED", good, 1),
                item("R3", unpaid, 1),
                new NewRefund(PaymentWorld.MERCHANT, "R4", null, "no-such-order", Money.cny(1), null));

        // Then
        assertThat(outcome)
                .isEqualTo(new BatchOutcome.Refused(
                        List.of(
                                new BatchOutcome.Fault(1, "amount", BatchOutcome.Reason.EXCEEDS, 300),
                                new BatchOutcome.Fault(2, "refund_no", BatchOutcome.Reason.NUMBER_USED, 0),
                                new BatchOutcome.Fault(3, "payment_id", BatchOutcome.Reason.WRONG_STATE, 0)),
                        1));
        assertThat(world.now(good).refundReserved()).isEqualTo(45);
        assertThat(world.rows("select id from batch")).isEmpty();
        assertThat(world.rows("select refund_no from refund")).containsExactly("USED");
    }

    @Test
    void whatIsNotTheMerchantsIsNotThere() {
        // Given
        var payment = world.succeeded("abc");
        world.sql("update payment set frozen = true");
        var elsewhere = new NewRefund("m_other", "R1", payment.id(), null, Money.cny(1), null);

        // Then
        assertThat(batches.ask("B1", item("R1", payment, 1)))
                .isInstanceOfSatisfying(
                        BatchOutcome.Refused.class,
                        refused -> assertThat(refused.faults().get(0).reason()).isEqualTo(BatchOutcome.Reason.FROZEN));
        world.sql("update payment set frozen = false");
        assertThat(world.onLoop(() ->
                        world.desk.batches().refunds().create(new NewRefundBatch("m_other", "B1", List.of(elsewhere)))))
                .isEqualTo(new BatchOutcome.MerchantDisabled());
    }

    @Test
    void theSameNumberIsReplayedAndWithOtherContentRefusedNamingTheField() {
        // Given
        var payment = world.succeeded("abc");
        var batch = batches.taken("B1", item("R1", payment, 100), item("R2", payment, 200));
        var byOrderNo = new NewRefund(PaymentWorld.MERCHANT, "R1", null, payment.orderNo(), Money.cny(100), null);

        // Then
        assertThat(batches.ask("B1", item("R1", payment, 100), item("R2", payment, 200)))
                .isEqualTo(new BatchOutcome.Replayed(batch));
        assertThat(batches.ask("B1", byOrderNo, item("R2", payment, 200))).isEqualTo(new BatchOutcome.Replayed(batch));
        assertThat(batches.ask("B1", item("R1", payment, 100), item("R2", payment, 201)))
                .isEqualTo(new BatchOutcome.Conflict("/items/1/amount"));
        assertThat(batches.ask("B1", item("R1", payment, 100))).isEqualTo(new BatchOutcome.Conflict("/items"));
        assertThat(world.now(payment).refundReserved()).isEqualTo(300);
    }

    @Test
    void theSumIsTestedAgainstTheMerchantsBalanceAsAWhole() {
        // Given: the pending balance was used up otherwise, up to 345
        var payment = world.succeeded("abc");
        world.sql("update balance set debits_posted = debits_posted + 12000 where account = '2101/m_test/CNY'");

        // Then
        assertThat(batches.ask("B1", item("R1", payment, 300), item("R2", payment, 46)))
                .isEqualTo(new BatchOutcome.Insufficient());
        assertThat(world.now(payment).refundReserved()).isZero();
        assertThat(world.rows("select id from batch")).isEmpty();
        assertThat(batches.ask("B1", item("R1", payment, 300), item("R2", payment, 45)))
                .isInstanceOf(BatchOutcome.Created.class);
    }

    @Test
    void batchesAndSingleRefundsAtOnceNeverExceedThePayment() {
        // Given: 123 times 100 fit
        var payment = world.succeeded("abc");
        var desk = world.desk;

        // When
        var outcomes = world.onLoop(() -> Future.join(IntStream.range(0, 40)
                        .mapToObj(number -> {
                            var items = IntStream.range(0, 5)
                                    .mapToObj(i -> item("R" + number + "-" + i, payment, 100))
                                    .toList();
                            var batch = new NewRefundBatch(PaymentWorld.MERCHANT, "B" + number, items);
                            return number % 4 == 0
                                    ? desk.refunds().create(items.get(0)).<Object>map(outcome -> outcome)
                                    : desk.batches().refunds().create(batch).<Object>map(outcome -> outcome);
                        })
                        .toList())
                .map(all -> all.<Object>list()));

        // Then
        long batchesTaken =
                outcomes.stream().filter(BatchOutcome.Created.class::isInstance).count();
        long singles = outcomes.stream()
                .filter(RefundOutcome.Created.class::isInstance)
                .count();
        var now = world.now(payment);
        assertThat(now.refundReserved() + now.refunded()).isEqualTo(100 * (5 * batchesTaken + singles));
        assertThat(now.refundReserved() + now.refunded()).isBetween(11_800L, 12_345L);
    }

    @Test
    void theSameBatchAskedForTwiceAtOnceIsTakenOnce() {
        // Given
        var payment = world.succeeded("abc");
        var request = new NewRefundBatch(PaymentWorld.MERCHANT, "B1", List.of(item("R1", payment, 100)));

        // When
        var outcomes = world.onLoop(() -> Future.join(IntStream.range(0, 10)
                        .mapToObj(go -> world.desk.batches().refunds().create(request))
                        .toList())
                .map(all -> all.<BatchOutcome>list()));

        // Then
        assertThat(outcomes.stream().filter(BatchOutcome.Created.class::isInstance))
                .hasSize(1);
        assertThat(outcomes.stream().filter(BatchOutcome.Replayed.class::isInstance))
                .hasSize(9);
        assertThat(world.now(payment).refundReserved()).isEqualTo(100);
    }

    @Test
    void itemsOfSeveralChannelsGoTheirOwnWays() {
        // Given
        var chunked = world.succeeded("abc");
        var single = world.succeeded(PaymentWorld.SECOND_BANK);
        var batch = batches.taken("B1", item("R1", single, 100), item("R2", chunked, 200), item("R3", single, 300));
        batches.bankTakesChunks(BatchWorld::allPaid);

        // When
        batches.attend();

        // Then
        assertThat(world.rows(
                        "select channel_id || ' ' || item_count || ' ' || (bank_batch_no is null) from batch_chunk"
                                + " order by number"))
                .containsExactly("unionpay-1 2 true", "abc-1 1 false");
        world.refund("R1", RefundStatus.PROCESSING);
        world.refund("R3", RefundStatus.PROCESSING);
        assertThat(world.bank.acts).hasSize(3);

        // When the bank of single items is heard, and the other one asked
        for (String refundNo : List.of("R1", "R3")) {
            var refund = world.refund(refundNo);
            world.heard(
                    String.valueOf(refund.bankRefundNo()),
                    ScriptedBank.paid(refund.amount().minor(), "BACK-" + refundNo));
        }
        batches.later(2);
        batches.attend();

        // Then
        assertThat(batches.now(batch).status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batches.completions()).hasSize(1);
        assertThat(batches.chunks()).containsOnly("finished");
    }

    @Test
    void aBankIsAskedForTheWholeOnlyOfWhatItOffers() {
        // Given
        var payment = world.succeeded("abc");
        world.bank.answersActsWith(act -> new BankReply.BatchAccepted(""));
        var batch = batches.taken("B1", item("R1", payment, 100));

        // When: it gives no number of its own, so only items can be asked after
        batches.attend();

        // Then
        assertThat(batches.chunks()).containsExactly("unknown");
        assertThat(batches.states(batch)).containsExactly("unknown");
        batches.later(2);
        assertThat(batches.attend()).isZero();
        assertThat(batches.attendCalls(world.desk)).isEqualTo(1);
    }
}
