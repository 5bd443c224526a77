package dev.tongfu.simulator.abc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tongfu.simulator.frame.BankOrderRow;
import java.io.UncheckedIOException;

/** What this bank keeps of an order beside its amount and number, written as JSON into the order's row. */
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
        String buyIp) {
    private static final JsonMapper JSON = new JsonMapper();

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
                request.orderField("BuyIP"));
    }

    static AbcOrder of(BankOrderRow row) {
        try {
            return JSON.readValue(row.detail(), AbcOrder.class);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException("order " + row.orderNo(), broken);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException("an order's detail", broken);
        }
    }

    boolean toldByServer() {
        return notifyType.equals("1");
    }
}
