package dev.tongfu.simulator.unionpay;

import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.BankOrderRow;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the result of a transaction, as the bank's server and the payer's browser bring it to the merchant. */
final class UnionPayNotice {
    private static final String CARD = "621626*********0018";
    private static final long REFERENCES = 10_000_000;

    private final UnionPayAnswers answers;

    UnionPayNotice(UnionPayAnswers answers) {
        this.answers = answers;
    }

    /** The fields of the form, in which a fault may have told a lie. */
    Map<String, String> write(BankOrderRow order, String code, Optional<Charge> charge, Optional<Fault> fault) {
        if (fault.filter(Fault.GARBAGE::equals).isPresent()) {
            return Map.of("html", "<title>502 Bad Gateway</title>");
        }
        boolean wrong = fault.filter(Fault.WRONG_AMOUNT_NOTICE::equals).isPresent();
        var amount = wrong ? order.amount().plus(Money.cny(1)) : order.amount();
        var detail = UnionPayOrder.of(order);
        var fields = new TreeMap<>(facts(amount, charge));
        fields.put("accessType", detail.accessType());
        fields.put("bizType", detail.bizType());
        fields.put("encoding", "UTF-8");
        fields.put("merId", order.merchantNo());
        fields.put("orderId", order.orderNo());
        fields.put("origQryId", detail.origQryId());
        fields.put("reqReserved", detail.reqReserved());
        fields.put("respCode", code);
        fields.put("respMsg", UnionPayCode.words(code));
        fields.put("signMethod", "01");
        fields.put("txnSubType", detail.transaction().subType());
        fields.put("txnTime", detail.txnTime());
        fields.put("txnType", detail.transaction().type());
        fields.put("version", "5.1.0");
        fields.values().removeIf(String::isEmpty);
        return answers.seal(fields, fault);
    }

    /** What a result says about money, in a notice as in the answer to a query. */
    static Map<String, String> facts(Money amount, Optional<Charge> charge) {
        var fields = new TreeMap<String, String>();
        var minor = String.valueOf(amount.minor());
        fields.put("txnAmt", minor);
        fields.put("currencyCode", "156");
        charge.ifPresent(found -> {
            fields.put("queryId", reference(found));
            fields.put("settleAmt", minor);
            fields.put("settleCurrencyCode", "156");
            fields.put("settleDate", UnionPayTimes.dayOfYear(found.accountingDate()));
            fields.put("traceNo", trace(found));
            fields.put("traceTime", UnionPayTimes.secondOfYear(found.chargedAt()));
            fields.put("accNo", CARD);
            fields.put("payCardType", "01");
            fields.put("payType", "0001");
        });
        return fields;
    }

    /** 查询流水号, the bank's own reference: the second of the charge and seven digits. */
    static String reference(Charge charge) {
        return UnionPayTimes.second(charge.chargedAt()) + String.format("%07d", charge.number() % REFERENCES);
    }

    /** 系统跟踪号. */
    static String trace(Charge charge) {
        return String.format("%06d", charge.number() % 1_000_000);
    }
}
