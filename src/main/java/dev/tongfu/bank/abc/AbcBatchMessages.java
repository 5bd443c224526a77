package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankBatch;
import dev.tongfu.money.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes batches of refunds (bank-protocols A3.4) and of debits (A3.6), and the questions after them. */
final class AbcBatchMessages {
    private static final int REFUND_BATCH_NO_MAX = 20;
    private static final int DEBIT_BATCH_NO_MAX = 30;

    private final AbcConfig config;
    private final AbcWords words;
    private final AbcMandateMessages mandates;

    AbcBatchMessages(AbcConfig config) {
        this.config = config;
        this.words = new AbcWords(config);
        this.mandates = new AbcMandateMessages(config);
    }

    Optional<String> objection(BankBatch.Refunds batch) {
        return items(batch.items(), config.limits().refundBatchMax())
                .number(batch.bankOrderNo())
                .that(batch.bankOrderNo().length() <= REFUND_BATCH_NO_MAX, "the batch number is longer than 20")
                .objection();
    }

    Optional<String> objection(BankBatch.Debits batch) {
        var check = items(batch.items(), config.limits().debitBatchMax())
                .number(batch.bankOrderNo())
                .that(batch.bankOrderNo().length() <= DEBIT_BATCH_NO_MAX, "the batch number is longer than 30");
        for (var item : batch.items()) {
            check = check.number(signNo(item));
        }
        return check.objection();
    }

    /** {@code BatchRefund}. */
    AbcObject refunds(BankBatch.Refunds batch) {
        return new AbcObject()
                .text("TrxType", "BatchRefund")
                .text("BatchNo", batch.bankOrderNo())
                .text("BatchDate", words.date(batch.orderedAt()))
                .text("BatchTime", words.time(batch.orderedAt()))
                .text("MerRefundAccountNo", "")
                .text("MerRefundAccountName", "")
                .text("TotalCount", String.valueOf(batch.items().size()))
                .text("TotalAmount", total(batch.items()).toDecimal())
                .list("OrderData", numbered(batch.items(), AbcBatchMessages::refund));
    }

    /** {@code QueryBatchRefund}, by the bank's number. */
    AbcObject query(BankBatch.RefundsQuery query) {
        return new AbcObject()
                .text("TrxType", "QueryBatchRefund")
                .text("BatchDate", words.date(query.orderedAt()))
                .text("BatchTime", words.time(query.orderedAt()))
                .text("SerialNumber", query.serialNo());
    }

    /** {@code AgentBatch}; the bank's own client was seen to send of an item only what it has. */
    AbcObject debits(BankBatch.Debits batch) {
        var head = new AbcObject()
                .text("BatchNo", batch.bankOrderNo())
                .text("BatchDate", words.date(batch.orderedAt()))
                .text("BatchTime", words.time(batch.orderedAt()))
                .text("AgentCount", String.valueOf(batch.items().size()))
                .text("AgentAmount", total(batch.items()).toDecimal());
        return new AbcObject()
                .text("TrxType", "AgentBatch")
                .text("ReceiveAccount", "")
                .text("ReceiveAccName", "")
                .text("CurrencyCode", total(batch.items()).currency().numeric())
                .object("AgentBatch", head)
                .list("Details", numbered(batch.items(), this::debit));
    }

    /** {@code AgentBatchQuery}, by our own number. */
    AbcObject query(BankBatch.DebitsQuery query) {
        return new AbcObject()
                .text("TrxType", "AgentBatchQuery")
                .text("BatchNo", query.bankOrderNo())
                .text("BatchDate", words.date(query.orderedAt()));
    }

    static Money total(List<BankBatch.Item> items) {
        return items.stream().map(BankBatch.Item::amount).reduce(Money.cny(0), Money::plus);
    }

    private static AbcObject refund(int number, BankBatch.Item item) {
        return new AbcObject()
                .text("SeqNo", String.valueOf(number))
                .text("OrderNo", item.originalOrderNo())
                .text("NewOrderNo", item.bankOrderNo())
                .text("CurrencyCode", item.amount().currency().numeric())
                .text("RefundAmount", item.amount().toDecimal())
                .text("Remark", "");
    }

    private AbcObject debit(int number, BankBatch.Item item) {
        return new AbcObject()
                .text("SeqNo", String.valueOf(number))
                .text("OrderNo", item.bankOrderNo())
                .text("AgentSignNo", signNo(item))
                .text("OrderAmount", item.amount().toDecimal());
    }

    private String signNo(BankBatch.Item item) {
        return mandates.signNo(AbcWords.or(item.signNo()), item.originalOrderNo());
    }

    private static AbcCheck items(List<BankBatch.Item> items, int max) {
        var check =
                new AbcCheck().that(!items.isEmpty() && items.size() <= max, "there are not 1 to " + max + " items");
        for (var item : items) {
            check = check.number(item.bankOrderNo())
                    .number(item.originalOrderNo())
                    .amount(item.amount());
        }
        long different =
                items.stream().map(BankBatch.Item::bankOrderNo).distinct().count();
        return check.that(different == items.size(), "an item is there twice");
    }

    /** Items are numbered from 1. */
    private static List<AbcObject> numbered(List<BankBatch.Item> items, Written written) {
        return IntStream.range(0, items.size())
                .mapToObj(at -> written.of(at + 1, items.get(at)))
                .toList();
    }

    /** How one item is written. */
    private interface Written {
        AbcObject of(int number, BankBatch.Item item);
    }
}
