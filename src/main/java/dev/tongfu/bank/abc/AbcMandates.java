package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;

/** 授权支付: contracts, and single debits under them. */
final class AbcMandates {
    private final AbcMandateMessages messages;
    private final AbcMandateReplies replies;

    AbcMandates(AbcConfig config, AbcVerdicts verdicts) {
        this.messages = new AbcMandateMessages(config);
        this.replies = new AbcMandateReplies(config, verdicts);
    }

    AbcCall<BankReply> sign(BankMandate.Sign sign, String merchantNo) {
        return sign.mode() == BankMandate.Mode.PAGE
                ? AbcCall.act(
                        sign,
                        messages.objection(sign),
                        () -> messages.pageSign(sign),
                        answer -> replies.pageSign(answer, sign, merchantNo))
                : AbcCall.act(
                        sign,
                        messages.objection(sign),
                        () -> messages.codeSign(sign),
                        answer -> replies.codeSign(answer, sign, merchantNo));
    }

    AbcCall<BankReply> resend(BankMandate.ResendCode resend, String merchantNo) {
        return AbcCall.act(
                resend,
                messages.objection(resend),
                () -> messages.resend(resend),
                answer -> replies.resend(answer, resend, merchantNo));
    }

    AbcCall<BankReply> submit(BankMandate.SubmitCode submit, String merchantNo) {
        return AbcCall.act(
                submit,
                messages.objection(submit),
                () -> messages.submit(submit),
                answer -> replies.submit(answer, submit, merchantNo));
    }

    AbcCall<BankReply> terminate(BankMandate.Terminate terminate, String merchantNo) {
        return AbcCall.act(
                terminate,
                messages.objection(terminate),
                () -> messages.terminate(terminate),
                answer -> replies.terminate(answer, terminate, merchantNo));
    }

    AbcCall<BankReply> query(BankMandate.Query query, String merchantNo) {
        return AbcCall.question(
                query.operation(),
                query.bankOrderNo(),
                () -> messages.query(query),
                answer -> replies.query(answer, query, merchantNo));
    }

    AbcCall<BankReply> debit(BankDebit debit, String merchantNo) {
        return AbcCall.act(
                debit,
                messages.objection(debit),
                () -> messages.debit(debit),
                answer -> replies.debit(answer, debit, merchantNo));
    }
}
