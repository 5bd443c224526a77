package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes orders and queries as the bank's transactions, field for field in the order of the bank's own package.
 *
 * <p>Fields the package always sends are sent empty where we have nothing to say; dates and times are the bank's.
 */
final class AbcMessages {
    private final AbcConfig config;
    private final AbcWords words;

    AbcMessages(AbcConfig config) {
        this.config = config;
        this.words = new AbcWords(config);
    }

    /** Why an order can't be written for this bank; empty when it can. */
    Optional<String> objection(BankOrder order) {
        return new AbcCheck()
                .number(order.bankOrderNo())
                .amount(order.amount())
                .url(order.notifyUrl())
                .subject(order.subject())
                .plain(AbcWords.or(order.payerIp()))
                .objection();
    }

    /** {@code PayReq}, bank-protocols A3.1. */
    AbcObject payRequest(BankOrder order) {
        return new AbcObject()
                .text("TrxType", "PayReq")
                .text("PaymentType", config.order().paymentType())
                .text("PaymentLinkType", config.order().paymentLinkType())
                .text("UnionPayLinkType", "")
                .text("ReceiveAccount", "")
                .text("ReceiveAccName", "")
                .text("NotifyType", AbcWords.notice(order.notice()))
                .text("ResultNotifyURL", order.notifyUrl())
                .text("MerchantRemarks", "")
                .text("ReceiveMark", "")
                .text("ReceiveMerchantType", "")
                .text("IsBreakAccount", "0")
                .text("SplitAccTemplate", "")
                .object("Order", payOrder(order));
    }

    /** {@code Query}, bank-protocols A3.2. */
    AbcObject query(BankQuery query) {
        return new AbcObject()
                .text("TrxType", "Query")
                .text("PayTypeID", payType(query.kind()))
                .text("OrderNo", query.bankOrderNo())
                .text("QueryDetail", config.fieldNames().queryDetailValue());
    }

    /** What kind of order is asked about. */
    static String payType(BankQuery.Kind kind) {
        return switch (kind) {
            case PURCHASE -> "ImmediatePay";
            case PREAUTH -> "PreAuthPay";
            case DEBIT -> "AgentPay";
            case REFUND -> "Refund";
            case CAPTURE -> "PreAuthed";
            case CANCEL -> "PreAuthCancel";
        };
    }

    /** What is bought, by its subject. */
    static List<AbcObject> goods(String subject) {
        return List.of(new AbcObject().text("ProductName", subject));
    }

    /** The bank's spelling is {@code orderTimeoutDate}, with a small o. */
    private AbcObject payOrder(BankOrder order) {
        Instant orderedAt = order.orderedAt();
        return new AbcObject()
                .text("PayTypeID", order.kind() == BankOrder.Kind.PREAUTH ? "PreAuthPay" : "ImmediatePay")
                .text("OrderDate", words.date(orderedAt))
                .text("OrderTime", words.time(orderedAt))
                .text("orderTimeoutDate", words.deadline(order.deadline()))
                .text("OrderNo", order.bankOrderNo())
                .text("CurrencyCode", order.amount().currency().numeric())
                .text("OrderAmount", order.amount().toDecimal())
                .text("Fee", "")
                .text("AccountNo", "")
                .text("OrderDesc", order.subject())
                .text("OrderURL", "")
                .text("ReceiverAddress", "")
                .text("InstallmentMark", "0")
                .text("InstallmentCode", "")
                .text("InstallmentNum", "")
                .text("CommodityType", config.order().commodityType())
                .text("BuyIP", AbcWords.or(order.payerIp()))
                .text("ExpiredDate", "")
                .list("OrderItems", goods(order.subject()));
    }
}
