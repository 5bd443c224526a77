package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import java.util.Optional;

/** {@code Refund}, bank-protocols A3.3. The refund's own number is its idempotency key at the bank. */
final class AbcRefunds {
    private final AbcConfig config;
    private final AbcVerdicts verdicts;
    private final AbcWords words;

    AbcRefunds(AbcConfig config, AbcVerdicts verdicts) {
        this.config = config;
        this.verdicts = verdicts;
        this.words = new AbcWords(config);
    }

    AbcCall<BankReply> call(BankRefund refund, String merchantNo) {
        return AbcCall.act(
                refund, objection(refund), () -> request(refund), answer -> reply(answer, refund, merchantNo));
    }

    private Optional<String> objection(BankRefund refund) {
        return new AbcCheck()
                .that(refund.way() == BankRefund.Way.REFUND, "the bank has no void within the clearing day")
                .number(refund.bankOrderNo())
                .number(original(refund))
                .amount(refund.amount())
                .objection();
    }

    private AbcObject request(BankRefund refund) {
        return new AbcObject()
                .text("TrxType", "Refund")
                .text("OrderDate", words.date(refund.orderedAt()))
                .text("OrderTime", words.time(refund.orderedAt()))
                .text("MerRefundAccountNo", "")
                .text("MerRefundAccountName", "")
                .text("OrderNo", original(refund))
                .text("NewOrderNo", refund.bankOrderNo())
                .text("CurrencyCode", refund.amount().currency().numeric())
                .text("TrxAmount", refund.amount().toDecimal())
                .text("RefundType", "")
                .text("MerchantRemarks", "")
                .text("MerRefundAccountFlag", "");
    }

    /** Accepted is not refunded: the query by the refund's number says when it is. */
    private BankReply reply(AbcAnswer answer, BankRefund refund, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "Refund")
                .number("NewOrderNo", refund.bankOrderNo())
                .amount("TrxAmount", refund.amount());
        boolean isFinal = config.codes().finals().refund();
        return verdicts.act(answer, asked, accepted -> verdicts.taken(accepted, refund.amount(), isFinal));
    }

    private String original(BankRefund refund) {
        return config.fieldNames().captureRefundOrderNo() == AbcConfig.RefundedNumber.CAPTURE
                ? refund.original().movementNo()
                : refund.original().orderNo();
    }
}
