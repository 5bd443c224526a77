package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.PayerCard;
import java.util.Optional;

/** Writes 授权支付: signing, asking, ending, and single debits, bank-protocols A3.6. */
final class AbcMandateMessages {
    private static final int CUSTOMER_BYTES_MAX = 60;
    private static final int CODE_BYTES_MAX = 20;
    private static final int NAME_BYTES_MAX = 60;
    private static final int CERTIFICATE_BYTES_MAX = 30;

    private final AbcConfig config;
    private final AbcWords words;

    AbcMandateMessages(AbcConfig config) {
        this.config = config;
        this.words = new AbcWords(config);
    }

    Optional<String> objection(BankMandate.Sign sign) {
        PayerCard card = sign.card();
        var check = new AbcCheck()
                .number(sign.bankOrderNo())
                .text("the customer's number", sign.customerNo(), CUSTOMER_BYTES_MAX)
                .that(card.certificateType() != null, "the kind of certificate is not given")
                .given("the certificate number", card.certificateNo(), CERTIFICATE_BYTES_MAX);
        if (sign.mode() == BankMandate.Mode.PAGE) {
            return check.url(sign.notifyUrl()).objection();
        }
        return check.digits("the card number", card.cardNo(), 6, 20)
                .digits("the mobile number", card.mobile(), 11, 11)
                .given("the name", card.name(), NAME_BYTES_MAX)
                .that(AbcWords.or(card.expiry()).matches("([0-9]{4})?"), "the expiry is not 4 digits")
                .that(AbcWords.or(card.cvv()).matches("([0-9]{3})?"), "the CVV is not 3 digits")
                .objection();
    }

    Optional<String> objection(BankMandate.ResendCode resend) {
        return new AbcCheck()
                .number(resend.bankOrderNo())
                .digits("the card number", resend.card().cardNo(), 6, 20)
                .objection();
    }

    Optional<String> objection(BankMandate.SubmitCode submit) {
        return new AbcCheck()
                .number(submit.bankOrderNo())
                .given("the code", submit.code(), CODE_BYTES_MAX)
                .objection();
    }

    Optional<String> objection(BankMandate.Terminate terminate) {
        return new AbcCheck()
                .number(terminate.bankOrderNo())
                .number(terminate.signNo())
                .objection();
    }

    Optional<String> objection(BankDebit debit) {
        return new AbcCheck()
                .number(debit.bankOrderNo())
                .number(signNo(debit.signNo(), debit.signOrderNo()))
                .amount(debit.amount())
                .subject(debit.subject())
                .objection();
    }

    /** {@code AgentSign}: the payer signs on the bank's page. The bank's spelling is {@code InvaidDate}. */
    AbcObject pageSign(BankMandate.Sign sign) {
        String prefix = config.fieldNames().signDatePrefix();
        return new AbcObject()
                .text("TrxType", "AgentSign")
                .secret("CertificateNo", AbcWords.or(sign.card().certificateNo()))
                .text("CertificateType", AbcWords.certificate(sign.card().certificateType()))
                .text("NotifyType", AbcWords.notice(sign.notice()))
                .text("ResultNotifyURL", sign.notifyUrl())
                .text("OrderNo", sign.bankOrderNo())
                .text("PaymentLinkType", config.order().paymentLinkType())
                .text("MerCustomNo", sign.customerNo())
                .text("CardType", AbcWords.cards(sign.cardType()))
                .text(prefix + "Date", words.date(sign.orderedAt()))
                .text(prefix + "Time", words.time(sign.orderedAt()))
                .text("InvaidDate", AbcWords.date(sign.expiresOn()))
                .text("IsSign", "Sign");
    }

    /** {@code InterfaceAgentSignReq}: the bank sends the payer a code. Its {@code AgentSignNo} is no longer used. */
    AbcObject codeSign(BankMandate.Sign sign) {
        PayerCard card = sign.card();
        return new AbcObject()
                .text("TrxType", "InterfaceAgentSignReq")
                .text("OrderDate", words.date(sign.orderedAt()))
                .text("OrderTime", words.time(sign.orderedAt()))
                .text("OrderNo", sign.bankOrderNo())
                .text("PaymentLinkType", config.order().paymentLinkType())
                .text("MerCustomNo", sign.customerNo())
                .text("AgentSignNo", "")
                .card("CardNo", AbcWords.or(card.cardNo()))
                .text("CardType", AbcWords.cards(sign.cardType()))
                .secret("MobileNo", AbcWords.or(card.mobile()))
                .text("InvaidDate", AbcWords.date(sign.expiresOn()))
                .text("IsSign", "Sign")
                .text("CertificateType", AbcWords.certificate(card.certificateType()))
                .secret("CertificateNo", AbcWords.or(card.certificateNo()))
                .secret("AccName", AbcWords.or(card.name()))
                .secret("CVV2", AbcWords.or(card.cvv()))
                .secret("CardDueDate", AbcWords.or(card.expiry()));
    }

    AbcObject resend(BankMandate.ResendCode resend) {
        return new AbcObject()
                .text("TrxType", "InterfaceAgentSignResend")
                .text("OrderNo", resend.bankOrderNo())
                .card("CardNo", AbcWords.or(resend.card().cardNo()));
    }

    AbcObject submit(BankMandate.SubmitCode submit) {
        return new AbcObject()
                .text("TrxType", "InterfaceAgentSignSubmit")
                .text("OrderNo", submit.bankOrderNo())
                .secret("VerifyCode", submit.code());
    }

    AbcObject terminate(BankMandate.Terminate terminate) {
        return new AbcObject()
                .text("TrxType", "AgentUnSign")
                .text("OrderNo", terminate.bankOrderNo())
                .text("AgentSignNo", terminate.signNo())
                .text("RequestDate", words.date(terminate.orderedAt()))
                .text("RequestTime", words.time(terminate.orderedAt()));
    }

    AbcObject query(BankMandate.Query query) {
        return new AbcObject().text("TrxType", "QueryAgentSign").text("OrderNo", query.bankOrderNo());
    }

    /** {@code AgentPay}, which has no order object of its own. Card and certificate are the contract's. */
    AbcObject debit(BankDebit debit) {
        return new AbcObject()
                .text("TrxType", "AgentPay")
                .text("OrderDate", words.date(debit.orderedAt()))
                .text("OrderTime", words.time(debit.orderedAt()))
                .text("OrderNo", debit.bankOrderNo())
                .text("AgentSignNo", signNo(debit.signNo(), debit.signOrderNo()))
                .text("CardNo", "")
                .text("CurrencyCode", debit.amount().currency().numeric())
                .text("Amount", debit.amount().toDecimal())
                .text("ReceiverAddress", "")
                .text("Fee", "")
                .text("SubsidyAmount", "")
                .text("CertificateNo", "")
                .text("InstallmentMark", "0")
                .text("InstallmentCode", "")
                .text("InstallmentNum", "")
                .text("CommodityType", config.order().commodityType())
                .text("PaymentLinkType", config.order().paymentLinkType())
                .text("BuyIP", "")
                .text("ExpiredDate", "")
                .text("ReceiveAccount", "")
                .text("ReceiveAccName", "")
                .text("MerchantRemarks", "")
                .text("IsBreakAccount", "0")
                .text("SplitAccTemplate", "")
                .list("OrderItems", AbcMessages.goods(debit.subject()));
    }

    /** Which number of a contract a debit names; public material says both. */
    String signNo(String bankSignNo, String signOrderNo) {
        return config.fieldNames().debitSignNo() == AbcConfig.SignNumber.BANK ? bankSignNo : signOrderNo;
    }
}
