package dev.tongfu.payment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.BankAct;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What tests of batches do with a {@link PaymentWorld}. */
final class BatchWorld implements AutoCloseable {
    final PaymentWorld world;

    BatchWorld() {
        this(PaymentWorld.CHUNK_MAX);
    }

    BatchWorld(int chunkMax) {
        world = new PaymentWorld(chunkMax);
    }

    /** An item of a payment named by its id. */
    static NewRefund item(String refundNo, Payment payment, long minor) {
        return new NewRefund(PaymentWorld.MERCHANT, refundNo, payment.id(), null, Money.cny(minor), null);
    }

    BatchOutcome ask(String batchNo, NewRefund... items) {
        var request = new NewRefundBatch(PaymentWorld.MERCHANT, batchNo, List.of(items));
        return world.onLoop(() -> world.desk.batches().refunds().create(request));
    }

    @CanIgnoreReturnValue
    Batch taken(String batchNo, NewRefund... items) {
        return ((BatchOutcome.Created) ask(batchNo, items)).batch();
    }

    Batch now(Batch batch) {
        return world.onLoop(() -> world.desk.batches().service().find(batch.merchantId(), batch.kind(), batch.id()))
                .orElseThrow();
    }

    List<BatchItem> items(Batch batch) {
        return world.onLoop(() ->
                        world.desk.batches().service().items(batch.merchantId(), batch.kind(), batch.id(), -1, 100))
                .orElseThrow();
    }

    List<String> states(Batch batch) {
        return items(batch).stream().map(BatchItem::status).toList();
    }

    /** Attends to what is due now, once; how many chunks that were. */
    @CanIgnoreReturnValue
    int attend() {
        return attend(world.desk);
    }

    @CanIgnoreReturnValue
    int attend(PaymentDesk desk) {
        var chunks = desk.batches().chunks();
        return world.onLoop(() -> chunks.claimDue(10)
                .compose(due ->
                        Future.join(due.stream().map(chunks::attend).toList()).map(due.size())));
    }

    /** The same for calls of single items. */
    @CanIgnoreReturnValue
    int attendCalls(PaymentDesk desk) {
        return world.onLoop(() -> desk.operations()
                .claimDue(100, 1)
                .compose(due -> Future.join(
                                due.stream().map(desk.operations()::attend).toList())
                        .map(due.size())));
    }

    void later(int seconds) {
        world.clock.advance(Duration.ofSeconds(seconds));
    }

    /** Whoever held chunks and calls is gone. */
    void leasesEnd() {
        world.sql("update batch_chunk set lease_until = null");
        world.sql("update operation set lease_until = null");
    }

    /** The bank takes chunks, and says of them what the test says. */
    void bankTakesChunks(Function<BankBatch.Refunds, BankReply> state) {
        world.bank.answersActsWith(act -> answer(act, state));
    }

    private BankReply answer(BankAct act, Function<BankBatch.Refunds, BankReply> state) {
        if (act instanceof BankBatch.Refunds) {
            return new BankReply.BatchAccepted("SERIAL-" + act.bankOrderNo());
        }
        if (act instanceof BankBatch.RefundsQuery) {
            return state.apply(sent(act.bankOrderNo()));
        }
        return new BankReply.Processing("0000");
    }

    List<BankBatch.Refunds> sent() {
        return world.bank.acts.stream()
                .filter(BankBatch.Refunds.class::isInstance)
                .map(BankBatch.Refunds.class::cast)
                .toList();
    }

    private BankBatch.Refunds sent(String bankBatchNo) {
        return sent().stream()
                .filter(chunk -> chunk.bankOrderNo().equals(bankBatchNo))
                .findFirst()
                .orElseThrow();
    }

    static BankReply.BatchState allPaid(BankBatch.Refunds chunk) {
        return state(chunk, true, item -> paid(item));
    }

    static BankReply paid(BankBatch.Item item) {
        return ScriptedBank.paid(item.amount().minor(), "BACK-" + item.bankOrderNo());
    }

    /** What the bank says of a chunk, with the right totals. */
    static BankReply.BatchState state(
            BankBatch.Refunds chunk, boolean settled, Function<BankBatch.Item, BankReply> each) {
        var items = new ArrayList<BankReply.ItemState>();
        chunk.items().forEach(item -> items.add(new BankReply.ItemState(item.bankOrderNo(), each.apply(item))));
        return new BankReply.BatchState(settled, items, chunk.items().size(), sum(chunk));
    }

    static Money sum(BankBatch.Refunds chunk) {
        return chunk.items().stream()
                .map(BankBatch.Item::amount)
                .reduce(Money::plus)
                .orElseThrow();
    }

    List<String> chunks() {
        return world.rows("select status from batch_chunk order by batch_id, number");
    }

    List<String> completions() {
        return world.rows("select resource_id from notification where type = 'batch.completed'");
    }

    @Override
    public void close() {
        world.close();
    }
}
