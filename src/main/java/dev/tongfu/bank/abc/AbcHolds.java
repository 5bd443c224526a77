package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankReply;
import java.util.Optional;

/** 预授权确认 and 取消: {@code PreAuthCancelConfirm}, bank-protocols A3.8. */
final class AbcHolds {
    private final AbcCodes.Finals finals;
    private final AbcVerdicts verdicts;
    private final AbcWords words;

    AbcHolds(AbcConfig config, AbcVerdicts verdicts) {
        this.finals = config.codes().finals();
        this.verdicts = verdicts;
        this.words = new AbcWords(config);
    }

    AbcCall<BankReply> call(BankHoldAct act, String merchantNo) {
        return AbcCall.act(act, objection(act), () -> request(act), answer -> reply(answer, act, merchantNo));
    }

    private static Optional<String> objection(BankHoldAct act) {
        return new AbcCheck()
                .number(act.bankOrderNo())
                .number(act.hold().orderNo())
                .amount(act.amount())
                .objection();
    }

    private AbcObject request(BankHoldAct act) {
        var order = new AbcObject()
                .text("OperateType", act.kind() == BankHoldAct.Kind.CAPTURE ? "Confirm" : "Cancel")
                .text("OrderDate", words.date(act.orderedAt()))
                .text("OrderTime", words.time(act.orderedAt()))
                .text("OrderNo", act.bankOrderNo())
                .text("OriginalOrderNo", act.hold().orderNo())
                .text("CurrencyCode", act.amount().currency().numeric())
                .text("OrderAmount", act.amount().toDecimal())
                .text("Fee", "")
                .text("MerchantRemarks", "");
        return new AbcObject().text("TrxType", "PreAuthCancelConfirm").object("Order", order);
    }

    private BankReply reply(AbcAnswer answer, BankHoldAct act, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "PreAuthCancelConfirm")
                .number("OrderNo", act.bankOrderNo())
                .amount("OrderAmount", act.amount());
        return verdicts.act(answer, asked, accepted -> accepted(accepted, act));
    }

    private BankReply accepted(AbcAnswer answer, BankHoldAct act) {
        if (act.kind() == BankHoldAct.Kind.CAPTURE) {
            return verdicts.taken(answer, act.amount(), finals.capture());
        }
        return finals.cancel()
                ? new BankReply.Cancelled(AbcAnswer.SUCCESS)
                : new BankReply.Processing(AbcAnswer.SUCCESS);
    }
}
