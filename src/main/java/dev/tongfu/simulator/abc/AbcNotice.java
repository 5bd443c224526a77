package dev.tongfu.simulator.abc;

import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.Contract;
import dev.tongfu.simulator.frame.Fault;
import dev.tongfu.simulator.frame.IdentityCheck;
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
    static final String BATCH_NO = "000001";
    private static final String ACCOUNT_NAME = "模拟持卡人";
    private static final DateTimeFormatter HOST_DATE = DateTimeFormatter.ofPattern("uuuu/M/d");
    private static final DateTimeFormatter HOST_TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter ACCOUNTING = DateTimeFormatter.BASIC_ISO_DATE;

    private final AbcKeys keys;

    AbcNotice(AbcKeys keys) {
        this.keys = keys;
    }

    /** That an order is paid, or an amount held. */
    AbcTelling payment(BankOrderRow order, Charge charge) {
        var detail = AbcOrder.of(order);
        return new AbcTelling(
                order.orderNo(),
                detail.toldByServer(),
                detail.notifyUrl(),
                charge.mark() == Charge.Mark.PAID_UNHEARD,
                fault -> seal(response(order, charge, amount(charge, fault)), fault));
    }

    /** That a contract is signed. */
    AbcTelling signing(Contract contract) {
        var detail = AbcContract.of(contract);
        var fields = head(AbcResult.SUCCESS, "交易成功", contract.merchantNo(), "AGENTSIGN")
                + tag("OrderNo", contract.orderNo())
                + tag("AgentSignNo", contract.signNo())
                + tag("Last4CardNo", contract.card())
                + tag("NotifyType", detail.notifyType());
        return new AbcTelling(
                contract.orderNo(),
                detail.toldByServer(),
                detail.notifyUrl(),
                false,
                fault -> seal(tag("TrxResponse", fields), fault));
    }

    /** How an identity check ended; the address it goes to says which one it was. */
    AbcTelling identity(IdentityCheck check, boolean byServer) {
        var detail = AbcIdentities.Detail.of(check);
        boolean matched = check.status() == IdentityCheck.Status.MATCHED;
        var fields = head(
                        matched ? AbcResult.SUCCESS : AbcResult.MISMATCHED,
                        matched ? "交易成功" : "身份信息不符",
                        check.merchantNo(),
                        "IdentityVerifyReq")
                + tag("CustomNo", detail.customNo())
                + tag("AccountName", matched ? ACCOUNT_NAME : "");
        return new AbcTelling(
                "identity check",
                byServer,
                detail.notifyUrl(),
                false,
                fault -> seal(tag("TrxResponse", fields), fault));
    }

    private static Money amount(Charge charge, Optional<Fault> fault) {
        return fault.filter(Fault.WRONG_AMOUNT_NOTICE::equals).isPresent()
                ? charge.amount().plus(Money.cny(1))
                : charge.amount();
    }

    /** The bank's own reference of a charge, the statement's column 9014流水号. */
    static String reference(Charge charge) {
        return String.format("SIMEP%015d", charge.number());
    }

    static String voucher(Charge charge) {
        return String.format("%06d", charge.number() % 1_000_000);
    }

    private String seal(String message, Optional<Fault> fault) {
        if (fault.filter(Fault.GARBAGE::equals).isPresent()) {
            return Base64.getEncoder().encodeToString("<MSG><Message></MSG>".getBytes(StandardCharsets.US_ASCII));
        }
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
                head(AbcResult.SUCCESS, "交易成功", order.merchantNo(), "ABCCardPay")
                        + tag("OrderNo", order.orderNo())
                        + tag("Amount", amount.toDecimal())
                        + tag("BatchNo", BATCH_NO)
                        + tag("VoucherNo", voucher(charge))
                        + tag("HostDate", HOST_DATE.format(host))
                        + tag("HostTime", HOST_TIME.format(host))
                        + tag("MerchantRemarks", detail.remarks())
                        + tag("PayType", "EP139")
                        + tag("NotifyType", detail.notifyType())
                        + tag("PayIP", detail.buyIp())
                        + tag("iRspRef", reference(charge))
                        + tag("AccDate", ACCOUNTING.format(charge.accountingDate())));
    }

    private static String head(String code, String text, String merchantNo, String trxType) {
        return tag("ReturnCode", code)
                + tag("ErrorMessage", text)
                + tag("ECMerchantType", "EBUS")
                + tag("MerchantID", merchantNo)
                + tag("TrxType", trxType);
    }

    private static String tag(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
