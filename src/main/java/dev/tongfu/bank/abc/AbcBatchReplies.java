package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.util.List;
import java.util.Optional;

/** Reads the answers about batches, bank-protocols A3.4 and A3.6. */
final class AbcBatchReplies {
    private static final Names REFUNDS =
            new Names("RefundCount", "RefundAmount", "Order", "RefundOrderNo", "RefundAmountCell");
    private static final Names DEBITS =
            new Names("AgentCount", "AgentAmount", "AgentBatchDetail", "OrderNo", "OrderAmount");

    private final AbcVerdicts verdicts;

    AbcBatchReplies(AbcVerdicts verdicts) {
        this.verdicts = verdicts;
    }

    /** The bank's number of the batch is what is asked by later; its answer has none of ours. */
    BankReply sent(AbcAnswer answer, BankBatch.Refunds batch, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "BatchRefund")
                .typed()
                .amount("TotalAmount", AbcBatchMessages.total(batch.items()));
        boolean counted =
                answer.agrees("TotalCount", String.valueOf(batch.items().size()));
        return counted
                ? verdicts.act(answer, asked, AbcBatchReplies::accepted)
                : new BankReply.Unknown("the answer counts other items");
    }

    BankReply sent(AbcAnswer answer, BankBatch.Debits batch, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "AgentBatch").typed();
        return answer.agrees("BatchNo", batch.bankOrderNo())
                ? verdicts.act(answer, asked, accepted -> new BankReply.BatchAccepted(""))
                : new BankReply.Unknown("the answer names another batch");
    }

    BankReply state(AbcAnswer answer, BankBatch.RefundsQuery query, String merchantNo) {
        if (query.serialNo().isBlank()) {
            return new BankReply.Unknown("the bank's number of the batch is not known");
        }
        var asked = new AbcAsked(merchantNo, "QueryBatchRefund").number("SerialNumber", query.serialNo());
        return verdicts.question(answer, asked, found -> state(found, REFUNDS));
    }

    BankReply state(AbcAnswer answer, BankBatch.DebitsQuery query, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "AgentBatchQuery").number("BatchNo", query.bankOrderNo());
        return verdicts.question(answer, asked, found -> state(found, DEBITS));
    }

    /**
     * Batch status: 0 awaiting review, 1 reviewed, 3 waiting, 4 submitted; 2 rejected, 5 not submitted, 7 all failed; 6
     * all succeeded, 8 some. What an item says is believed only when the bank works no more on the batch.
     */
    private BankReply state(AbcAnswer answer, Names names) {
        String status = answer.text("BatchStatus").orElse("");
        return switch (status) {
            case "0", "1", "3", "4" ->
                state(answer, names, false, (item, word, amount) -> new BankReply.Processing(word));
            case "2", "5", "7" -> refused(answer, names, status);
            case "6", "8" -> state(answer, names, true, (item, word, amount) -> detail(answer, word, amount));
            default -> new BankReply.Unknown("batch status " + status);
        };
    }

    /** Without a list of its items a refused batch is refused as a whole. */
    private BankReply refused(AbcAnswer answer, Names names, String status) {
        if (answer.list(names.list()).filter(list -> !list.isEmpty()).isEmpty()) {
            return new BankReply.Declined(status, "the bank refused the batch");
        }
        return state(answer, names, true, (item, word, amount) -> failed(status, word));
    }

    private static BankReply state(AbcAnswer answer, Names names, boolean settled, Reading reading) {
        Optional<Integer> count = answer.text(names.count()).flatMap(AbcBatchReplies::number);
        Optional<Money> total = answer.money(names.total());
        Optional<List<AbcAnswer>> list =
                settled ? answer.list(names.list()) : answer.list(names.list()).or(() -> Optional.of(List.of()));
        if (count.isEmpty() || total.isEmpty() || list.isEmpty()) {
            return new BankReply.Unknown("count, sum or items of the batch are not readable");
        }
        var items = list.get().stream()
                .filter(item -> item.filled(names.number()).isPresent())
                .map(item -> item(item, names, reading))
                .toList();
        return new BankReply.BatchState(settled, items, count.get(), total.get());
    }

    private static BankReply.ItemState item(AbcAnswer item, Names names, Reading reading) {
        String word = item.text("OrderStatus").orElse("");
        BankReply reply = reading.of(item, word, item.money(names.amount()));
        return new BankReply.ItemState(item.text(names.number()).orElse(""), reply);
    }

    /** Detail status: 0 success, 1 failure, 2 no response, X undone. */
    private BankReply detail(AbcAnswer answer, String word, Optional<Money> amount) {
        return switch (word) {
            case "0" ->
                amount.<BankReply>map(money -> new BankReply.Paid(receipt(answer, money)))
                        .orElseGet(() -> new BankReply.Unknown("done, but the amount is not readable"));
            case "1" -> new BankReply.Declined(word, "the bank says the item failed");
            case "X" -> new BankReply.Processing(word);
            default -> new BankReply.Unknown("item status " + word);
        };
    }

    /** An item that says it succeeded in a batch that did not is believed neither way. */
    private static BankReply failed(String status, String word) {
        return word.equals("0")
                ? new BankReply.Unknown("item status 0 in a batch of status " + status)
                : new BankReply.Declined(status, "the bank refused the batch");
    }

    /** Items have no reference and no date of the bank. */
    private BankReply.Receipt receipt(AbcAnswer answer, Money amount) {
        var whole = verdicts.receipt(answer, answer.merchantNo(), amount);
        return new BankReply.Receipt(whole.merchantNo(), amount, null, whole.bankDate(), null);
    }

    private static BankReply accepted(AbcAnswer answer) {
        return new BankReply.BatchAccepted(answer.filled("SerialNumber").orElse(""));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** What the two kinds of batches call the same things. */
    private record Names(String count, String total, String list, String number, String amount) {}

    /** How an item is read, by its word and its amount. */
    private interface Reading {
        BankReply of(AbcAnswer item, String word, Optional<Money> amount);
    }
}
