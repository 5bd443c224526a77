package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import java.util.Optional;

/**
 * Reads verified answers to orders and queries as replies.
 *
 * <p>An answer counts only when it names what was asked: an old signed answer about another order is no answer. What
 * is not clear is {@code Unknown}.
 */
final class AbcReplies {
    private final AbcCodes codes;
    private final AbcVerdicts verdicts;

    AbcReplies(AbcConfig config, AbcVerdicts verdicts) {
        this.codes = config.codes();
        this.verdicts = verdicts;
    }

    /** The answer to {@code PayReq}. A signed refusal refuses this attempt only; it says nothing of money. */
    BankReply order(AbcAnswer answer, BankOrder order, String merchantNo) {
        var asked = new AbcAsked(merchantNo, "PayReq")
                .number("OrderNo", order.bankOrderNo())
                .amount("OrderAmount", order.amount());
        return verdicts.act(answer, asked, accepted -> forward(accepted, "PaymentURL"));
    }

    /** An acceptance with the bank's page for the payer. */
    static BankReply forward(AbcAnswer answer, String field) {
        return answer.text(field)
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                .<BankReply>map(url -> new BankReply.Accepted(PayerForward.link(url)))
                .orElseGet(() -> new BankReply.Unknown("accepted, but without an address for the payer"));
    }

    /** The answer to {@code Query}: {@code Order} is base64 of a JSON object in GBK. */
    BankReply query(AbcAnswer answer, BankQuery query, String merchantNo) {
        return verdicts.read(answer, new AbcAsked(merchantNo, "Query"), found -> order(found, query), this::notFound);
    }

    private BankReply notFound(AbcAnswer answer) {
        return codes.notFound().contains(answer.code())
                ? new BankReply.NotPaid(answer.code())
                : new BankReply.Unknown("return code " + answer.code());
    }

    private BankReply order(AbcAnswer answer, BankQuery query) {
        return answer.text("Order")
                .flatMap(AbcEnvelope::base64)
                .flatMap(gbk -> AbcAnswer.parse(new String(gbk, GbkScanner.GBK)))
                .map(order -> state(order, query, answer.merchantNo()))
                .orElseGet(() -> new BankReply.Unknown("the order in the answer is not readable"));
    }

    private BankReply state(AbcAnswer order, BankQuery query, Optional<String> merchantNo) {
        boolean asked = order.says("OrderNo", query.bankOrderNo())
                && order.agrees("PayTypeID", AbcMessages.payType(query.kind()));
        if (!asked) {
            return new BankReply.Unknown("the answer names another order");
        }
        String status = order.text("Status").orElse("");
        if (!done(query.kind(), status)) {
            return open(query.kind(), status);
        }
        if (query.kind() == BankQuery.Kind.CANCEL) {
            return new BankReply.Cancelled(status);
        }
        // A refund's own amount stands beside that of an order
        boolean refunded = query.kind() == BankQuery.Kind.REFUND
                && order.text("RefundAmount").isPresent();
        return order.money(refunded ? "RefundAmount" : "OrderAmount")
                .map(amount -> verdicts.receipt(order, merchantNo, amount))
                .<BankReply>map(receipt -> query.kind() == BankQuery.Kind.PREAUTH
                        ? new BankReply.Authorised(receipt)
                        : new BankReply.Paid(receipt))
                .orElseGet(() -> new BankReply.Unknown("done, but the amount is not readable"));
    }

    private boolean done(BankQuery.Kind kind, String status) {
        var statuses = codes.statuses();
        var ends = switch (kind) {
            case PURCHASE, PREAUTH -> statuses.paid();
            case DEBIT -> statuses.debited();
            case REFUND -> statuses.refunded();
            case CAPTURE -> statuses.captured();
            case CANCEL -> statuses.cancelled();
        };
        return ends.contains(status);
    }

    /**
     * States that are not the end that was asked for, bank-protocols A3.2.
     *
     * <p>01, "not paid", of something the payer does not do himself means that the bank has not done it yet. 02 is "no
     * answer from the host". 03, "settlement asked for", means paid only for wallets. 05 (refunded) and 07 (captured)
     * tell of later acts, which have their own queries: after a capture nothing is held any more, so 07 is not
     * {@code Authorised}, and what was taken is told by the capture's own number. An order held authorised already
     * stays so.
     */
    private static BankReply open(BankQuery.Kind kind, String status) {
        boolean byPayer = kind == BankQuery.Kind.PURCHASE || kind == BankQuery.Kind.PREAUTH;
        return switch (status) {
            case "00" ->
                kind == BankQuery.Kind.PREAUTH
                        ? new BankReply.Cancelled(status)
                        : new BankReply.Unknown("order status 00");
            case "01" -> byPayer ? new BankReply.NotPaid(status) : new BankReply.Processing(status);
            case "03" -> new BankReply.Processing(status);
            case "99" -> new BankReply.Declined(status, "the bank says it failed");
            default -> new BankReply.Unknown("order status " + status);
        };
    }
}
