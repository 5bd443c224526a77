package dev.tongfu.simulator.abc;

import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.Fault;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes the result notification: base64 of GBK XML, signed over the bytes between the {@code Message} tags.
 *
 * <p>One line, no escaping, tags in the bank's own order, and the host date without leading zeros, as seen in
 * real ones.
 */
final class AbcNotice {
    private static final DateTimeFormatter HOST_DATE = DateTimeFormatter.ofPattern("uuuu/M/d");
    private static final DateTimeFormatter HOST_TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter ACCOUNTING = DateTimeFormatter.BASIC_ISO_DATE;

    private final AbcKeys keys;

    AbcNotice(AbcKeys keys) {
        this.keys = keys;
    }

    /** The value of the form field {@code MSG}. */
    String write(BankOrderRow order, Charge charge, Optional<Fault> fault) {
        var amount = fault.filter(Fault.WRONG_AMOUNT_NOTICE::equals).isPresent()
                ? charge.amount().plus(Money.cny(1))
                : charge.amount();
        if (fault.filter(Fault.GARBAGE::equals).isPresent()) {
            return Base64.getEncoder().encodeToString("<MSG><Message></MSG>".getBytes(StandardCharsets.US_ASCII));
        }
        return seal(response(order, charge, amount), fault);
    }

    /** The bank's own reference of a charge, the statement's column 9014流水号. */
    static String reference(Charge charge) {
        return String.format("SIMEP%015d", charge.number());
    }

    private String seal(String message, Optional<Fault> fault) {
        var signed = fault.filter(Fault.BAD_SIGNATURE::equals).isPresent() ? message + " " : message;
        var signature = fault.filter(Fault.UNSIGNED::equals).isPresent()
                ? ""
                : tag("Signature-Algorithm", AbcKeys.ALGORITHM)
                        + tag("Signature", keys.sign(signed.getBytes(AbcAnswers.GBK)));
        var xml = "<MSG>" + tag("Message", message) + signature + "</MSG>";
        return Base64.getEncoder().encodeToString(xml.getBytes(AbcAnswers.GBK));
    }

    private static String response(BankOrderRow order, Charge charge, Money amount) {
        var detail = AbcOrder.of(order);
        var host = charge.chargedAt().atZone(AbcOrderCheck.BANK_ZONE);
        return tag(
                "TrxResponse",
                tag("ReturnCode", AbcResult.SUCCESS)
                        + tag("ErrorMessage", "交易成功")
                        + tag("ECMerchantType", "EBUS")
                        + tag("MerchantID", order.merchantNo())
                        + tag("TrxType", "ABCCardPay")
                        + tag("OrderNo", order.orderNo())
                        + tag("Amount", amount.toDecimal())
                        + tag("BatchNo", "000001")
                        + tag("VoucherNo", String.format("%06d", charge.number() % 1_000_000))
                        + tag("HostDate", HOST_DATE.format(host))
                        + tag("HostTime", HOST_TIME.format(host))
                        + tag("MerchantRemarks", detail.remarks())
                        + tag("PayType", "EP139")
                        + tag("NotifyType", detail.notifyType())
                        + tag("PayIP", detail.buyIp())
                        + tag("iRspRef", reference(charge))
                        + tag("AccDate", ACCOUNTING.format(charge.accountingDate())));
    }

    private static String tag(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
