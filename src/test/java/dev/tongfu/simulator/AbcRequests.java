package dev.tongfu.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The {@code TrxRequest} objects of the simulated 农行, field by field as its protocol orders them. */
final class AbcRequests {
    static final String CARD = "6228480402564890010";
    static final String CARD_REFUSED = "6228480402564890019";
    static final String CARD_MISMATCHED = "6228480402564890014";
    static final String CARD_WITHOUT_FUNDS = "6228480402564890012";
    private static final String DAY = "2026/11/23";
    private static final String TIME = "12:20:00";

    private AbcRequests() {}

    /** One original, one own number, one amount. */
    record Item(String orderNo, String originalNo, String amount) {}

    static JsonObject refund(String originalNo, String refundNo, String amount) {
        return trx("Refund")
                .put("OrderDate", DAY)
                .put("OrderTime", TIME)
                .put("MerRefundAccountNo", "")
                .put("MerRefundAccountName", "")
                .put("OrderNo", originalNo)
                .put("NewOrderNo", refundNo)
                .put("CurrencyCode", "156")
                .put("TrxAmount", amount)
                .put("RefundType", "")
                .put("MerchantRemarks", "")
                .put("MerRefundAccountFlag", "");
    }

    static JsonObject query(String payTypeId, String orderNo, String detail) {
        return trx("Query").put("PayTypeID", payTypeId).put("OrderNo", orderNo).put("QueryDetail", detail);
    }

    static JsonObject batchRefund(String batchNo, String total, List<Item> items) {
        var rows = new JsonArray();
        for (var item : items) {
            rows.add(new JsonObject()
                    .put("SeqNo", Integer.toString(rows.size() + 1))
                    .put("OrderNo", item.originalNo())
                    .put("NewOrderNo", item.orderNo())
                    .put("CurrencyCode", "156")
                    .put("RefundAmount", item.amount())
                    .put("Remark", ""));
        }
        return trx("BatchRefund")
                .put("BatchNo", batchNo)
                .put("BatchDate", DAY)
                .put("BatchTime", TIME)
                .put("MerRefundAccountNo", "")
                .put("MerRefundAccountName", "")
                .put("TotalCount", Integer.toString(items.size()))
                .put("TotalAmount", total)
                .put("OrderData", rows);
    }

    static JsonObject queryBatchRefund(String serialNo) {
        return trx("QueryBatchRefund")
                .put("BatchDate", DAY)
                .put("BatchTime", TIME)
                .put("SerialNumber", serialNo);
    }

    static JsonObject hold(String operateType, String orderNo, String originalNo, String amount) {
        return trx("PreAuthCancelConfirm")
                .put(
                        "Order",
                        new JsonObject()
                                .put("OperateType", operateType)
                                .put("OrderDate", DAY)
                                .put("OrderTime", TIME)
                                .put("OrderNo", orderNo)
                                .put("OriginalOrderNo", originalNo)
                                .put("CurrencyCode", "156")
                                .put("OrderAmount", amount)
                                .put("Fee", "")
                                .put("MerchantRemarks", ""));
    }

    static JsonObject codeOrder(String orderNo, String card) {
        return trx("KPayVerifyReq")
                .put("CardNo", card)
                .put("MobileNo", "1234")
                .put("CommodityType", "0202")
                .put("Installment", "0")
                .put("PaymentType", "1")
                .put("PaymentLinkType", "1")
                .put("MerchantRemarks", "")
                .put("IsBreakAccount", "0")
                .put(
                        "Order",
                        new JsonObject()
                                .put("PayTypeID", "ImmediatePay")
                                .put("OrderDate", DAY)
                                .put("OrderTime", TIME)
                                .put("orderTimeoutDate", "")
                                .put("OrderNo", orderNo)
                                .put("CurrencyCode", "156")
                                .put("OrderAmount", "12.30")
                                .put("OrderDesc", "龙井茶"));
    }

    static JsonObject codeResend(String orderNo) {
        return trx("KPayResendReq").put("Order", codeBill(orderNo));
    }

    static JsonObject codePay(String orderNo, String code) {
        return trx("KPayReq")
                .put("AccName", "张三")
                .put("CertificateType", "I")
                .put("CertificateNo", "110101199001010011")
                .put("ExpDate", "")
                .put("CVV2", "")
                .put("VerifyCode", code)
                .put("PaymentType", "1")
                .put("PaymentLinkType", "1")
                .put("MerchantRemarks", "")
                .put("Order", codeBill(orderNo));
    }

    private static JsonObject codeBill(String orderNo) {
        return new JsonObject()
                .put("OrderNo", orderNo)
                .put("CurrencyCode", "156")
                .put("OrderAmount", "12.30")
                .put("OrderDate", DAY)
                .put("OrderTime", TIME);
    }

    static JsonObject signOnPage(String orderNo, String notifyType, String notifyUrl) {
        return trx("AgentSign")
                .put("CertificateNo", "110101199001010011")
                .put("CertificateType", "I")
                .put("NotifyType", notifyType)
                .put("ResultNotifyURL", notifyUrl)
                .put("OrderNo", orderNo)
                .put("PaymentLinkType", "1")
                .put("MerCustomNo", "C1")
                .put("CardType", "A")
                .put("RequestDate", DAY)
                .put("RequestTime", TIME)
                .put("InvaidDate", "2027/11/23")
                .put("IsSign", "Sign");
    }

    static JsonObject signWithCode(String orderNo, String card) {
        return trx("InterfaceAgentSignReq")
                .put("OrderDate", DAY)
                .put("OrderTime", TIME)
                .put("OrderNo", orderNo)
                .put("PaymentLinkType", "1")
                .put("MerCustomNo", "C1")
                .put("AgentSignNo", "")
                .put("CardNo", card)
                .put("CardType", "1")
                .put("MobileNo", "13800000000")
                .put("InvaidDate", "2026/12/31")
                .put("IsSign", "Sign")
                .put("CertificateType", "I")
                .put("CertificateNo", "110101199001010011")
                .put("AccName", "张三");
    }

    static JsonObject signSubmit(String orderNo, String code) {
        return trx("InterfaceAgentSignSubmit").put("OrderNo", orderNo).put("VerifyCode", code);
    }

    static JsonObject signResend(String orderNo, String card) {
        return trx("InterfaceAgentSignResend").put("OrderNo", orderNo).put("CardNo", card);
    }

    static JsonObject unsign(String orderNo, String signNo) {
        return trx("AgentUnSign")
                .put("OrderNo", orderNo)
                .put("AgentSignNo", signNo)
                .put("RequestDate", DAY)
                .put("RequestTime", TIME);
    }

    static JsonObject querySign(String orderNo) {
        return trx("QueryAgentSign").put("OrderNo", orderNo);
    }

    static JsonObject debit(String orderNo, String signNo, String amount) {
        return trx("AgentPay")
                .put("OrderDate", DAY)
                .put("OrderTime", TIME)
                .put("OrderNo", orderNo)
                .put("AgentSignNo", signNo)
                .put("CardNo", "")
                .put("CurrencyCode", "156")
                .put("Amount", amount)
                .put("CommodityType", "0202")
                .put("PaymentLinkType", "1")
                .put("MerchantRemarks", "");
    }

    static JsonObject batchDebit(String batchNo, String total, List<Item> items) {
        var rows = new JsonArray();
        for (var item : items) {
            rows.add(new JsonObject()
                    .put("SeqNo", Integer.toString(rows.size() + 1))
                    .put("OrderNo", item.orderNo())
                    .put("AgentSignNo", item.originalNo())
                    .put("OrderAmount", item.amount()));
        }
        return trx("AgentBatch")
                .put("ReceiveAccount", "")
                .put("ReceiveAccName", "")
                .put("CurrencyCode", "156")
                .put(
                        "AgentBatch",
                        new JsonObject()
                                .put("BatchNo", batchNo)
                                .put("BatchDate", DAY)
                                .put("BatchTime", TIME)
                                .put("AgentCount", Integer.toString(items.size()))
                                .put("AgentAmount", total))
                .put("Details", rows);
    }

    static JsonObject queryBatchDebit(String batchNo) {
        return trx("AgentBatchQuery").put("BatchNo", batchNo).put("BatchDate", DAY);
    }

    static JsonObject identityOnPage(String card, String notifyUrl) {
        return trx("IdentityVerifyReq")
                .put("CustomType", "0")
                .put("BankCardNo", card)
                .put("CertificateNo", "110101199001010011")
                .put("CertificateType", "I")
                .put("ResultNotifyURL", notifyUrl)
                .put("OrderDate", DAY)
                .put("OrderTime", TIME)
                .put("PaymentLinkType", "1")
                .put("CustomNo", "IDC1");
    }

    static JsonObject identityDirect(String card) {
        return trx("StaticIdentifyVerifyReq")
                .put("CustomType", "0")
                .put("ClientName", "张三")
                .put("AccNo", card)
                .put("CertificateNo", "110101199001010011")
                .put("CertificateType", "I")
                .put("MobileNo", "13800000000")
                .put("CustomNo", "IDC1");
    }

    static JsonObject settle(String day, String zip) {
        return trx("Settle").put("SettleDate", day).put("ZIP", zip);
    }

    static JsonObject records(String day, String fromHour, String toHour, String zip) {
        return trx("QueryTrnxRecords")
                .put("SettleDate", day)
                .put("SettleStartHour", fromHour)
                .put("SettleEndHour", toHour)
                .put("ZIP", zip);
    }

    private static JsonObject trx(String type) {
        return new JsonObject().put("TrxType", type);
    }
}
