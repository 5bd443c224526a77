package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankMovement;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes orders, queries and acts as UnionPay's transactions, bank-protocols B3.
 *
 * <p>Times are UnionPay's, amounts whole fen; nothing is sent that the transaction does not need.
 */
final class UnionPayMessages {
    private static final Pattern ORDER_NO = Pattern.compile("[A-Za-z0-9]{8,40}");
    private static final String FILE_BIZ_TYPE = "000000";

    private final UnionPayConfig config;
    private final DateTimeFormatter time;

    UnionPayMessages(UnionPayConfig config) {
        this.config = config;
        this.time = DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
                .withZone(config.calendar().zoneId());
    }

    /** Why an order can't be written for UnionPay; empty when it can. */
    Optional<String> objection(BankOrder order) {
        return objection(order.bankOrderNo(), order.amount(), order.notifyUrl());
    }

    /** Why a refund can't be; a void takes back all of a movement, and UnionPay must be able to find it. */
    Optional<String> objection(BankRefund refund) {
        boolean whole = refund.amount().equals(refund.original().amount());
        if (refund.way() != BankRefund.Way.REFUND && !whole) {
            return Optional.of("a void is of the whole amount");
        }
        return objection(refund.bankOrderNo(), refund.amount(), refund.notifyUrl())
                .or(() -> objection(refund.original(), refund.way() == BankRefund.Way.REFUND));
    }

    /** Why a capture or cancel can't be; a cancel lets go of all that is held. */
    Optional<String> objection(BankHoldAct act) {
        boolean whole = act.amount().equals(act.hold().amount());
        if (act.kind() == BankHoldAct.Kind.CANCEL && !whole) {
            return Optional.of("a cancel is of the whole amount");
        }
        return objection(act.bankOrderNo(), act.amount(), act.notifyUrl()).or(() -> objection(act.hold(), false));
    }

    /** 消费 01/01 or 预授权 02/01, for the payer's browser to post. */
    Map<String, String> order(BankOrder order, String merchantNo) {
        var type = order.kind() == BankOrder.Kind.PREAUTH ? UnionPayTransaction.PREAUTH : UnionPayTransaction.PURCHASE;
        var fields = about(type, config.order().bizType(), merchantNo, order.bankOrderNo(), order.orderedAt());
        money(fields, order.amount());
        fields.put("backUrl", order.notifyUrl());
        fields.put("frontUrl", frontUrl(order.notifyUrl()));
        fields.put("payTimeout", time.format(order.deadline()));
        fields.put("orderDesc", description(order.subject()));
        return fields;
    }

    /** 查询 00/00: the order is found by merchant number, order number and its own time. */
    Map<String, String> query(BankQuery query, String merchantNo) {
        return about(
                UnionPayTransaction.QUERY,
                config.order().queryBizType(),
                merchantNo,
                query.bankOrderNo(),
                query.orderedAt());
    }

    /** 退货 04/00, 消费撤销 31/00 or 预授权完成撤销 33/00. */
    Map<String, String> refund(BankRefund refund, String merchantNo) {
        var fields = about(
                UnionPayTransaction.of(refund.way()),
                config.order().bizType(),
                merchantNo,
                refund.bankOrderNo(),
                refund.orderedAt());
        act(fields, refund.amount(), refund.notifyUrl(), refund.original());
        return fields;
    }

    /** 预授权完成 03/00 or 预授权撤销 32/00. */
    Map<String, String> hold(BankHoldAct act, String merchantNo) {
        var fields = about(
                UnionPayTransaction.of(act.kind()),
                config.order().bizType(),
                merchantNo,
                act.bankOrderNo(),
                act.orderedAt());
        act(fields, act.amount(), act.notifyUrl(), act.hold());
        return fields;
    }

    /** 对账文件 76/01: the statement of a clearing day. */
    Map<String, String> statement(LocalDate bankDate, String merchantNo, Instant now) {
        var fields = from(
                UnionPayTransaction.STATEMENT, FILE_BIZ_TYPE, config.order().channelType(), merchantNo);
        fields.put("txnTime", time.format(now));
        fields.put("settleDate", monthAndDay(bankDate));
        fields.put("fileType", "00");
        return fields;
    }

    /** 加密公钥查询 95/00. */
    Map<String, String> encryptionKey(String orderNo, String merchantNo, Instant now) {
        var encryption = config.encryption();
        var fields =
                from(UnionPayTransaction.ENCRYPTION_KEY, encryption.bizType(), encryption.channelType(), merchantNo);
        fields.put("orderId", orderNo);
        fields.put("txnTime", time.format(now));
        fields.put("certType", "01");
        return fields;
    }

    /** A time as UnionPay writes it. */
    String time(Instant instant) {
        return time.format(instant);
    }

    static String monthAndDay(LocalDate date) {
        return DateTimeFormatter.ofPattern("MMdd").format(date);
    }

    /**
     * Where UnionPay sends the payer's browser: beside the address for its server, because what the browser brings
     * along is only a hint and is read elsewhere ({@code …/notify} becomes {@code …/return}). From there the payer
     * goes on to the result page.
     */
    static String frontUrl(String notifyUrl) {
        return notifyUrl.substring(0, notifyUrl.lastIndexOf('/') + 1) + "return";
    }

    private Map<String, String> about(
            UnionPayTransaction type, String bizType, String merchantNo, String orderNo, Instant orderedAt) {
        var fields = from(type, bizType, config.order().channelType(), merchantNo);
        fields.put("orderId", orderNo);
        fields.put("txnTime", time.format(orderedAt));
        return fields;
    }

    private Map<String, String> from(UnionPayTransaction type, String bizType, String channelType, String merchantNo) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("txnType", type.type());
        fields.put("txnSubType", type.subType());
        fields.put("bizType", bizType);
        fields.put("channelType", channelType);
        fields.put("accessType", config.order().accessType());
        fields.put("merId", merchantNo);
        return fields;
    }

    private void act(Map<String, String> fields, Money amount, String notifyUrl, BankMovement original) {
        money(fields, amount);
        fields.put("backUrl", notifyUrl);
        String bankTxnNo = original.bankTxnNo();
        if (bankTxnNo != null) {
            fields.put("origQryId", bankTxnNo);
        } else {
            fields.put("origOrderId", original.orderNo());
            fields.put("origTxnTime", time.format(original.orderedAt()));
        }
    }

    /** Characters that separate fields are replaced, so that nobody's parser stumbles over a subject. */
    private String description(String subject) {
        String plain = subject.replace('&', '＆')
                .replace('=', '＝')
                .replaceAll("[{}'\"\\p{Cntrl}]", " ")
                .strip();
        int characters =
                Math.min(plain.codePointCount(0, plain.length()), config.order().descriptionCharsMax());
        return plain.substring(0, plain.offsetByCodePoints(0, characters));
    }

    private Optional<String> objection(String orderNo, Money amount, String notifyUrl) {
        if (!ORDER_NO.matcher(orderNo).matches()) {
            return Optional.of("the order number is not 8 to 40 letters and digits");
        }
        if (amount.minor() <= 0 || amount.minor() > Money.ORDER_MAX_MINOR) {
            return Optional.of("the amount is nothing or has more than 12 digits");
        }
        int bytesMax = config.limits().urlBytesMax();
        boolean address = notifyUrl.startsWith("http")
                && notifyUrl.indexOf('/', notifyUrl.indexOf("//") + 2) > 0
                && notifyUrl.indexOf('?') < 0;
        if (!address || frontUrl(notifyUrl).length() > bytesMax || utf8(notifyUrl) > bytesMax) {
            return Optional.of("the result address is no http address with a path of at most " + bytesMax + " bytes");
        }
        return Optional.empty();
    }

    /**
     * Only a refund may name its original by order number and time, and then it is the order that is found: every
     * other act, and a refund of a capture, needs UnionPay's reference.
     */
    private static Optional<String> objection(BankMovement original, boolean byOrder) {
        boolean found = original.bankTxnNo() != null
                || (byOrder && original.movementNo().equals(original.orderNo()));
        return found ? Optional.empty() : Optional.of("the bank's reference of the original is not known yet");
    }

    private static void money(Map<String, String> fields, Money amount) {
        fields.put("txnAmt", String.valueOf(amount.minor()));
        fields.put("currencyCode", amount.currency().numeric());
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
