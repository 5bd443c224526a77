package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.Clock;
import java.util.Optional;

/**
 * Reads verified answers as replies.
 *
 * <p>An answer counts only when it names what was asked: an old signed answer about another order is no answer. What
 * is not clear is {@code Unknown}.
 */
final class AbcReplies {
    private static final String ANY = "*";

    private final AbcConfig config;
    private final AbcDates dates;

    AbcReplies(AbcConfig config, Clock clock) {
        this.config = config;
        this.dates = new AbcDates(config.calendar(), clock);
    }

    /** The answer to {@code PayReq}. A signed refusal refuses this attempt only; it says nothing of money. */
    BankReply order(AbcAnswer answer, BankOrder order, String merchantNo) {
        Optional<String> stranger = stranger(answer, "PayReq", merchantNo);
        if (stranger.isPresent()) {
            return new BankReply.Unknown(stranger.get());
        }
        String code = answer.text("ReturnCode").orElse("");
        if (!code.equals(AbcAnswer.SUCCESS)) {
            return refused(code, answer.text("ErrorMessage").orElse(""));
        }
        boolean ours = answer.agrees("OrderNo", order.bankOrderNo()) && amountAgrees(answer, order.amount());
        if (!ours) {
            return new BankReply.Unknown("the answer names another order");
        }
        return answer.text("PaymentURL")
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                .<BankReply>map(url -> new BankReply.Accepted(PayerForward.link(url)))
                .orElseGet(() -> new BankReply.Unknown("accepted, but without an address for the payer"));
    }

    /** The answer to {@code Query}: {@code Order} is base64 of a JSON object in GBK. */
    BankReply query(AbcAnswer answer, BankQuery query, String merchantNo) {
        Optional<String> stranger = stranger(answer, "Query", merchantNo);
        if (stranger.isPresent()) {
            return new BankReply.Unknown(stranger.get());
        }
        String code = answer.text("ReturnCode").orElse("");
        if (!code.equals(AbcAnswer.SUCCESS)) {
            boolean notFound = config.codes().notFound().contains(code);
            return notFound ? new BankReply.NotPaid(code) : new BankReply.Unknown("return code " + code);
        }
        return answer.text("Order")
                .flatMap(AbcEnvelope::base64)
                .flatMap(gbk -> AbcAnswer.parse(new String(gbk, GbkScanner.GBK)))
                .map(order -> state(order, query, answer.merchantNo()))
                .orElseGet(() -> new BankReply.Unknown("the order in the answer is not readable"));
    }

    private BankReply state(AbcAnswer order, BankQuery query, Optional<String> merchantNo) {
        boolean preauth = query.kind() == BankQuery.Kind.PREAUTH;
        boolean asked = order.text("OrderNo").map(query.bankOrderNo()::equals).orElse(false)
                && order.agrees("PayTypeID", AbcMessages.payType(preauth));
        if (!asked) {
            return new BankReply.Unknown("the answer names another order");
        }
        String status = order.text("Status").orElse("");
        if (config.codes().paidStatuses().contains(status)) {
            return receipt(order, merchantNo)
                    .<BankReply>map(
                            receipt -> preauth ? new BankReply.Authorised(receipt) : new BankReply.Paid(receipt))
                    .orElseGet(() -> new BankReply.Unknown("paid, but the amount is not readable"));
        }
        return unpaid(status, preauth);
    }

    /**
     * Order states, bank-protocols A3.2. 02 is "no answer from the host"; 03, "settlement asked for", means paid only
     * for wallets; 05 (refunded) and 07 (captured) tell of later acts, which have their own queries.
     */
    private static BankReply unpaid(String status, boolean preauth) {
        return switch (status) {
            case "00" -> preauth ? new BankReply.Cancelled(status) : new BankReply.Unknown("order status 00");
            case "01" -> new BankReply.NotPaid(status);
            case "03" -> new BankReply.Processing(status);
            case "99" -> new BankReply.Declined(status, "the bank says the payment failed");
            default -> new BankReply.Unknown("order status " + status);
        };
    }

    private Optional<BankReply.Receipt> receipt(AbcAnswer order, Optional<String> merchantNo) {
        var when = dates.read(order::text);
        return order.text("OrderAmount")
                .flatMap(text -> Money.parseDecimal(text, CurrencyCode.CNY))
                .map(amount -> new BankReply.Receipt(
                        merchantNo.orElse(null),
                        amount,
                        order.text("iRspRef")
                                .filter(reference -> !reference.isBlank())
                                .orElse(null),
                        when.bankDate(),
                        when.paidAt()));
    }

    private BankReply refused(String code, String message) {
        var codes = config.codes();
        boolean refusal = !code.isEmpty()
                && !codes.unknown().contains(code)
                && (codes.refusal().contains(ANY) || codes.refusal().contains(code));
        return refusal ? new BankReply.Declined(code, message) : new BankReply.Unknown("return code " + code);
    }

    /** Why an answer is not to our request; empty when it may be. */
    private static Optional<String> stranger(AbcAnswer answer, String transaction, String merchantNo) {
        if (!answer.merchantNo().map(merchantNo::equals).orElse(true)) {
            return Optional.of("the answer names another merchant");
        }
        return answer.agrees("TrxType", transaction)
                ? Optional.empty()
                : Optional.of("the answer is to another transaction");
    }

    private static boolean amountAgrees(AbcAnswer answer, Money amount) {
        return answer.text("OrderAmount")
                .map(text -> Money.parseDecimal(text, CurrencyCode.CNY).equals(Optional.of(amount)))
                .orElse(true);
    }
}
