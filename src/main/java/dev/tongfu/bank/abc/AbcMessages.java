package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes orders and queries as the bank's transactions, field for field in the order of the bank's own package.
 *
 * <p>Fields the package always sends are sent empty where we have nothing to say; dates and times are the bank's.
 */
final class AbcMessages {
    private static final int ORDER_NO_BYTES_MAX = 60;
    private static final int URL_BYTES_MAX = 200;
    private static final int SUBJECT_BYTES_MAX = 100;

    private final AbcConfig config;
    private final DateTimeFormatter date;
    private final DateTimeFormatter time;
    private final DateTimeFormatter deadline;

    AbcMessages(AbcConfig config) {
        this.config = config;
        ZoneId zone = config.calendar().zoneId();
        this.date = DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(zone);
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
        this.deadline = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(zone);
    }

    /** Why an order can't be written for this bank; empty when it can. */
    Optional<String> objection(BankOrder order) {
        String payerIp = Objects.requireNonNullElse(order.payerIp(), "");
        List<String> texts = List.of(order.bankOrderNo(), order.notifyUrl(), order.subject(), payerIp);
        if (!texts.stream().allMatch(AbcObject::plain)) {
            return Optional.of("a text has a quote, a backslash, a brace or a control character");
        }
        if (order.amount().minor() <= 0) {
            return Optional.of("the amount is nothing");
        }
        if (order.bankOrderNo().isEmpty() || utf8(order.bankOrderNo()) > ORDER_NO_BYTES_MAX) {
            return Optional.of("the order number is empty or longer than " + ORDER_NO_BYTES_MAX + " bytes");
        }
        if (!order.notifyUrl().startsWith("http") || utf8(order.notifyUrl()) > URL_BYTES_MAX) {
            return Optional.of("the result address is no http address of at most " + URL_BYTES_MAX + " bytes");
        }
        CharsetEncoder gbk = GbkScanner.GBK.newEncoder();
        if (!gbk.canEncode(order.subject()) || order.subject().getBytes(GbkScanner.GBK).length > SUBJECT_BYTES_MAX) {
            return Optional.of("the subject is not in GBK or longer than " + SUBJECT_BYTES_MAX + " bytes");
        }
        return Optional.empty();
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
                .text("NotifyType", order.notice() == BankOrder.NoticeMode.SERVER ? "1" : "0")
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
                .text("PayTypeID", payType(query.kind() == BankQuery.Kind.PREAUTH))
                .text("OrderNo", query.bankOrderNo())
                .text("QueryDetail", config.fieldNames().queryDetailValue());
    }

    String message(String merchantNo, AbcObject transaction) {
        return AbcEnvelope.message(config.order().ecMerchantType(), merchantNo, transaction);
    }

    static String payType(boolean preauth) {
        return preauth ? "PreAuthPay" : "ImmediatePay";
    }

    /** The bank's spelling is {@code orderTimeoutDate}, with a small o. */
    private AbcObject payOrder(BankOrder order) {
        Instant orderedAt = order.orderedAt();
        return new AbcObject()
                .text("PayTypeID", payType(order.kind() == BankOrder.Kind.PREAUTH))
                .text("OrderDate", date.format(orderedAt))
                .text("OrderTime", time.format(orderedAt))
                .text("orderTimeoutDate", deadline.format(order.deadline()))
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
                .text("BuyIP", Objects.requireNonNullElse(order.payerIp(), ""))
                .text("ExpiredDate", "")
                .list("OrderItems", List.of(new AbcObject().text("ProductName", order.subject())));
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
