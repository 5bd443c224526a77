package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankReply;

/** Batches of refunds and of debits: sent once, asked after until the bank is done with them. */
final class AbcBatches {
    private final AbcBatchMessages messages;
    private final AbcBatchReplies replies;

    AbcBatches(AbcConfig config, AbcVerdicts verdicts) {
        this.messages = new AbcBatchMessages(config);
        this.replies = new AbcBatchReplies(verdicts);
    }

    AbcCall<BankReply> send(BankBatch.Refunds batch, String merchantNo) {
        return AbcCall.act(
                        batch,
                        messages.objection(batch),
                        () -> messages.refunds(batch),
                        answer -> replies.sent(answer, batch, merchantNo))
                .batch();
    }

    AbcCall<BankReply> query(BankBatch.RefundsQuery query, String merchantNo) {
        return AbcCall.question(
                        query.operation(),
                        query.bankOrderNo(),
                        () -> messages.query(query),
                        answer -> replies.state(answer, query, merchantNo))
                .batch();
    }

    AbcCall<BankReply> send(BankBatch.Debits batch, String merchantNo) {
        return AbcCall.act(
                        batch,
                        messages.objection(batch),
                        () -> messages.debits(batch),
                        answer -> replies.sent(answer, batch, merchantNo))
                .batch();
    }

    AbcCall<BankReply> query(BankBatch.DebitsQuery query, String merchantNo) {
        return AbcCall.question(
                        query.operation(),
                        query.bankOrderNo(),
                        () -> messages.query(query),
                        answer -> replies.state(answer, query, merchantNo))
                .batch();
    }
}
