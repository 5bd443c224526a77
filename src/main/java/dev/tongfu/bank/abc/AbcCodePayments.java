package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerCard;
import dev.tongfu.money.Money;
import java.time.Instant;
import java.util.Optional;

/** K码支付: {@code KPayVerifyReq}, {@code KPayResendReq} and {@code KPayReq}, bank-protocols A3.5. */
final class AbcCodePayments {
    private static final int CODE_BYTES_MAX = 20;
    private static final int NAME_BYTES_MAX = 60;
    private static final int CERTIFICATE_BYTES_MAX = 30;

    private final AbcConfig config;
    private final AbcVerdicts verdicts;
    private final AbcWords words;

    AbcCodePayments(AbcConfig config, AbcVerdicts verdicts) {
        this.config = config;
        this.verdicts = verdicts;
        this.words = new AbcWords(config);
    }

    AbcCall<BankReply> order(BankCode.Order order, String merchantNo) {
        var asked = asked(merchantNo, "KPayVerifyReq", order.bankOrderNo(), order.amount());
        return AbcCall.act(order, objection(order), () -> request(order), answer -> sent(answer, asked));
    }

    AbcCall<BankReply> resend(BankCode.Resend resend, String merchantNo) {
        var asked = asked(merchantNo, "KPayResendReq", resend.bankOrderNo(), resend.amount());
        return AbcCall.act(resend, objection(resend), () -> request(resend), answer -> sent(answer, asked));
    }

    AbcCall<BankReply> pay(BankCode.Pay payment, String merchantNo) {
        var asked = asked(merchantNo, "KPayReq", payment.bankOrderNo(), payment.amount());
        return AbcCall.act(payment, objection(payment), () -> request(payment), answer -> paid(answer, payment, asked));
    }

    private BankReply sent(AbcAnswer answer, AbcAsked asked) {
        return verdicts.act(answer, asked, sent -> new BankReply.CodeSent());
    }

    private BankReply paid(AbcAnswer answer, BankCode.Pay payment, AbcAsked asked) {
        boolean isFinal = config.codes().finals().codePayment();
        return verdicts.codeAct(answer, asked, accepted -> verdicts.taken(accepted, payment.amount(), isFinal));
    }

    /** The bank takes a whole card number or the tail agreed with it, and the tail of the mobile number. */
    private static Optional<String> objection(BankCode.Order order) {
        return new AbcCheck()
                .number(order.bankOrderNo())
                .amount(order.amount())
                .subject(order.subject())
                .digits("the card number", order.card().cardNo(), 6, 30)
                .digits("the end of the mobile number", AbcWords.mobileTail(order.card()), 4, 4)
                .objection();
    }

    private static Optional<String> objection(BankCode.Resend resend) {
        return new AbcCheck()
                .number(resend.bankOrderNo())
                .amount(resend.amount())
                .objection();
    }

    private static Optional<String> objection(BankCode.Pay payment) {
        PayerCard card = payment.card();
        return new AbcCheck()
                .number(payment.bankOrderNo())
                .amount(payment.amount())
                .given("the code", payment.code(), CODE_BYTES_MAX)
                .text("the name", AbcWords.or(card.name()), NAME_BYTES_MAX)
                .text("the certificate number", AbcWords.or(card.certificateNo()), CERTIFICATE_BYTES_MAX)
                .that(AbcWords.or(card.expiry()).matches("([0-9]{4})?"), "the expiry is not 4 digits")
                .that(AbcWords.or(card.cvv()).matches("([0-9]{3})?"), "the CVV is not 3 digits")
                .objection();
    }

    private AbcObject request(BankCode.Order order) {
        return new AbcObject()
                .text("TrxType", "KPayVerifyReq")
                .card("CardNo", AbcWords.or(order.card().cardNo()))
                .secret("MobileNo", AbcWords.mobileTail(order.card()))
                .text("CommodityType", config.order().commodityType())
                .text("Installment", "0")
                .text("ProjectID", "")
                .text("Period", "")
                .text("PaymentType", AbcWords.paymentType(order.card()))
                .text("PaymentLinkType", config.order().paymentLinkType())
                .text("ReceiveAccount", "")
                .text("ReceiveAccName", "")
                .text("MerchantRemarks", "")
                .text("IsBreakAccount", "0")
                .text("SplitAccTemplate", "")
                .object("Order", bill(order));
    }

    private AbcObject request(BankCode.Resend resend) {
        var order = new AbcObject()
                .text("OrderNo", resend.bankOrderNo())
                .text("CurrencyCode", resend.amount().currency().numeric())
                .text("OrderAmount", resend.amount().toDecimal());
        return new AbcObject().text("TrxType", "KPayResendReq").object("Order", dated(order, resend.orderedAt()));
    }

    private AbcObject request(BankCode.Pay payment) {
        PayerCard card = payment.card();
        var order = new AbcObject()
                .text("OrderNo", payment.bankOrderNo())
                .text("CurrencyCode", payment.amount().currency().numeric())
                .text("OrderAmount", payment.amount().toDecimal())
                .text("Fee", "");
        return new AbcObject()
                .text("TrxType", "KPayReq")
                .secret("AccName", AbcWords.or(card.name()))
                .text("CertificateType", AbcWords.certificate(card.certificateType()))
                .secret(config.fieldNames().certificateNumber(), AbcWords.or(card.certificateNo()))
                .secret("ExpDate", expiry(AbcWords.or(card.expiry())))
                .secret("CVV2", AbcWords.or(card.cvv()))
                .secret("VerifyCode", payment.code())
                .text("PaymentType", AbcWords.paymentType(card))
                .text(config.fieldNames().codeLinkType(), config.order().paymentLinkType())
                .text("MerchantRemarks", "")
                .object("Order", dated(order, payment.orderedAt()));
    }

    private static AbcAsked asked(String merchantNo, String transaction, String bankOrderNo, Money amount) {
        return new AbcAsked(merchantNo, transaction)
                .number("OrderNo", bankOrderNo)
                .amount("OrderAmount", amount);
    }

    private AbcObject bill(BankCode.Order order) {
        return new AbcObject()
                .text("PayTypeID", "ImmediatePay")
                .text("OrderDate", words.date(order.orderedAt()))
                .text("OrderTime", words.time(order.orderedAt()))
                .text("orderTimeoutDate", words.deadline(order.deadline()))
                .text("OrderNo", order.bankOrderNo())
                .text("CurrencyCode", order.amount().currency().numeric())
                .text("OrderAmount", order.amount().toDecimal())
                .text("Fee", "")
                .text("OrderDesc", order.subject())
                .text("ReceiverAddress", "")
                .text("BuyIP", "")
                .text("ExpiredDate", "")
                .list("OrderItems", AbcMessages.goods(order.subject()));
    }

    private AbcObject dated(AbcObject order, Instant orderedAt) {
        return order.text("OrderDate", words.date(orderedAt)).text("OrderTime", words.time(orderedAt));
    }

    /** Ours is month and year. */
    private String expiry(String monthYear) {
        boolean turned = config.fieldNames().cardExpiry() == AbcConfig.CardExpiry.YYMM && monthYear.length() == 4;
        return turned ? monthYear.substring(2) + monthYear.substring(0, 2) : monthYear;
    }
}
