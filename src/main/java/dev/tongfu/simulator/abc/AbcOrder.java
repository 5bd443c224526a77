package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.BankOrderRow;
import java.util.Objects;

/**
 * What this bank keeps of an order beside its amount and number, written as JSON into the order's row.
 *
 * @param card the last four digits of the payer's card; empty where the payer chose it on the bank's page
 */
record AbcOrder(
        String payTypeId,
        String orderDate,
        String orderTime,
        String orderDesc,
        String orderUrl,
        String notifyType,
        String notifyUrl,
        String remarks,
        String paymentLinkType,
        String commodityType,
        String buyIp,
        String card) {
    AbcOrder {
        card = Objects.requireNonNullElse(card, "");
    }

    static AbcOrder of(AbcRequest request) {
        return new AbcOrder(
                request.orderField("PayTypeID"),
                request.orderField("OrderDate"),
                request.orderField("OrderTime"),
                request.orderField("OrderDesc"),
                request.orderField("OrderURL"),
                request.field("NotifyType"),
                request.field("ResultNotifyURL"),
                request.field("MerchantRemarks"),
                request.field("PaymentLinkType"),
                request.orderField("CommodityType"),
                request.orderField("BuyIP"),
                "");
    }

    /** Of a refund, a capture, a debit: the payer sees no page and nobody is told. */
    static AbcOrder act(String payTypeId, String orderDate, String orderTime, String remarks, String card) {
        return new AbcOrder(payTypeId, orderDate, orderTime, "", "", "0", "", remarks, "", "", "", card);
    }

    /** The same order, paid with a card whose last four digits are known. */
    AbcOrder with(String lastFour) {
        return new AbcOrder(
                payTypeId,
                orderDate,
                orderTime,
                orderDesc,
                orderUrl,
                notifyType,
                notifyUrl,
                remarks,
                paymentLinkType,
                commodityType,
                buyIp,
                lastFour);
    }

    /** The payer's account as answers show it. */
    String maskedCard() {
        return "622848*********" + (card.isEmpty() ? "0018" : card);
    }

    static AbcOrder of(BankOrderRow row) {
        return AbcJson.read(row.detail(), AbcOrder.class);
    }

    String toJson() {
        return AbcJson.write(this);
    }

    boolean toldByServer() {
        return notifyType.equals("1");
    }
}
