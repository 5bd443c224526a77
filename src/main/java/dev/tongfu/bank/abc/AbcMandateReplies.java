package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankReply;
import java.util.Optional;
import java.util.function.Function;

/** Reads the answers of 授权支付. */
final class AbcMandateReplies {
    private final AbcCodes codes;
    private final AbcVerdicts verdicts;

    AbcMandateReplies(AbcConfig config, AbcVerdicts verdicts) {
        this.codes = config.codes();
        this.verdicts = verdicts;
    }

    BankReply pageSign(AbcAnswer answer, BankMandate.Sign sign, String merchantNo) {
        var asked = asked(merchantNo, "AgentSign", sign.bankOrderNo());
        return verdicts.act(answer, asked, accepted -> AbcReplies.forward(accepted, "B2CAgentSignContractURL"));
    }

    BankReply codeSign(AbcAnswer answer, BankMandate.Sign sign, String merchantNo) {
        var asked = asked(merchantNo, "InterfaceAgentSignReq", sign.bankOrderNo());
        return verdicts.act(answer, asked, sent -> new BankReply.CodeSent());
    }

    /** The table of answers names none for this one, so its own name must do where the number is missing. */
    BankReply resend(AbcAnswer answer, BankMandate.ResendCode resend, String merchantNo) {
        var named = asked(merchantNo, "InterfaceAgentSignResend", resend.bankOrderNo());
        var unnamed = new AbcAsked(merchantNo, "InterfaceAgentSignResend").typed();
        var asked = answer.text("OrderNo").isPresent() ? named : unnamed;
        return verdicts.act(answer, asked, sent -> new BankReply.CodeSent());
    }

    BankReply submit(AbcAnswer answer, BankMandate.SubmitCode submit, String merchantNo) {
        var asked = asked(merchantNo, "InterfaceAgentSignSubmit", submit.bankOrderNo());
        return verdicts.codeAct(answer, asked, accepted -> signed(accepted::text));
    }

    BankReply terminate(AbcAnswer answer, BankMandate.Terminate terminate, String merchantNo) {
        var asked = asked(merchantNo, "AgentUnSign", terminate.bankOrderNo());
        return verdicts.act(answer, asked, ended -> new BankReply.Terminated());
    }

    BankReply query(AbcAnswer answer, BankMandate.Query query, String merchantNo) {
        var asked = asked(merchantNo, "QueryAgentSign", query.bankOrderNo());
        return verdicts.read(answer, asked, this::state, this::notFound);
    }

    BankReply debit(AbcAnswer answer, BankDebit debit, String merchantNo) {
        var asked = asked(merchantNo, "AgentPay", debit.bankOrderNo()).amount("Amount", debit.amount());
        boolean isFinal = codes.finals().debit();
        return verdicts.act(answer, asked, accepted -> verdicts.taken(accepted, debit.amount(), isFinal));
    }

    private BankReply state(AbcAnswer answer) {
        String status = answer.text("AgentSignStatus").orElse("");
        if (codes.statuses().contractSigned().contains(status)) {
            return signed(answer::text);
        }
        if (codes.statuses().contractEnded().contains(status)) {
            return new BankReply.Terminated();
        }
        return codes.statuses().contractUnsigned().contains(status)
                ? new BankReply.NotSigned(status)
                : new BankReply.Unknown("contract status " + status);
    }

    private BankReply notFound(AbcAnswer answer) {
        return codes.notFound().contains(answer.code())
                ? new BankReply.NotSigned(answer.code())
                : new BankReply.Unknown("return code " + answer.code());
    }

    /** A contract is of use only with the bank's number of it. */
    static BankReply signed(Function<String, Optional<String>> field) {
        Optional<String> signNo = field.apply("AgentSignNo").filter(number -> !number.isBlank());
        Optional<String> cardLast4 = field.apply("Last4CardNo").filter(digits -> digits.matches("[0-9]{4}"));
        return signNo.<BankReply>map(number -> new BankReply.Signed(number, cardLast4.orElse(null)))
                .orElseGet(() -> new BankReply.Unknown("signed, but without the contract's number"));
    }

    private static AbcAsked asked(String merchantNo, String transaction, String bankOrderNo) {
        return new AbcAsked(merchantNo, transaction).number("OrderNo", bankOrderNo);
    }
}
