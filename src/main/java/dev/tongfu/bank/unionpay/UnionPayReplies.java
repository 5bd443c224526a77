package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads verified messages as replies, bank-protocols B5 and B6.
 *
 * <p>An answer counts only when it names what was asked: an old signed answer about another order is no answer. What
 * is not clear is {@code Unknown}.
 */
final class UnionPayReplies {
    private static final Pattern FEN = Pattern.compile("[0-9]{1,12}");

    private final UnionPayCodes codes;
    private final Set<String> acceptedFinal;
    private final UnionPayDates dates;

    UnionPayReplies(UnionPayConfig config, Clock clock) {
        this.codes = new UnionPayCodes(config.codes());
        this.acceptedFinal = Set.copyOf(config.codes().acceptedFinal());
        this.dates = new UnionPayDates(config.calendar(), clock);
    }

    /**
     * The answer to a query: {@code respCode} is the query's own, {@code origRespCode} the order's. A code of the query
     * other than 00 and 34 says nothing about the order.
     */
    BankReply query(UnionPayMessage answer, BankQuery query, UnionPayMessage request) {
        if (!answers(answer, request)) {
            return new BankReply.Unknown("the answer names another order");
        }
        boolean kindFits = UnionPayTransaction.of(answer)
                .map(type -> type == UnionPayTransaction.QUERY || type.kind().equals(Optional.of(query.kind())))
                .orElse(!answer.fields().containsKey("txnType"));
        if (!kindFits) {
            return new BankReply.Unknown("the answer is about another kind of transaction");
        }
        String code = answer.text("respCode").orElse("");
        if (code.equals(UnionPayCodes.SUCCESS)) {
            return state(answer, query.kind(), "origResp");
        }
        return code.equals(UnionPayCodes.NO_SUCH_TRANSACTION)
                ? new BankReply.NotPaid(code)
                : new BankReply.Unknown("response code " + code);
    }

    /** The answer to a refund, a capture or a cancel: 00 is its acceptance, not its result. */
    BankReply act(UnionPayMessage answer, UnionPayTransaction type, UnionPayMessage request) {
        boolean ours = answers(answer, request)
                && answer.says("txnType", type.type())
                && answer.agrees("txnAmt", request.text("txnAmt").orElse(""));
        if (!ours) {
            return new BankReply.Unknown("the answer is to another request");
        }
        String code = answer.text("respCode").orElse("");
        return switch (codes.standing(code)) {
            case SUCCESS ->
                acceptedFinal.contains(type.type()) ? done(answer, type, code) : new BankReply.Processing(code);
            case ACCEPTED -> new BankReply.Processing(code);
            case REFUSED -> refused(answer, code, "respMsg");
            case UNSETTLED, OPEN, LATE, UNKNOWN -> new BankReply.Unknown("response code " + code);
        };
    }

    /** How a transaction stands by a message that tells it in the fields {@code …Code} and {@code …Msg}. */
    BankReply state(UnionPayMessage message, BankQuery.Kind kind, String prefix) {
        String code = message.text(prefix + "Code").orElse("");
        return switch (codes.standing(code)) {
            case SUCCESS -> moved(message, kind, code);
            case LATE ->
                kind == BankQuery.Kind.PURCHASE
                        ? withReceipt(message, BankReply.PaidLate::new)
                        : new BankReply.Unknown("response code " + code);
            case UNSETTLED, ACCEPTED -> new BankReply.Processing(code);
            case OPEN -> new BankReply.NotPaid(code);
            case REFUSED -> refused(message, code, prefix + "Msg");
            case UNKNOWN -> new BankReply.Unknown("response code " + code);
        };
    }

    private BankReply done(UnionPayMessage answer, UnionPayTransaction type, String code) {
        return type.kind()
                .map(kind -> moved(answer, kind, code))
                .orElseGet(() -> new BankReply.Unknown("response code " + code));
    }

    private BankReply moved(UnionPayMessage message, BankQuery.Kind kind, String code) {
        return switch (kind) {
            case PURCHASE, REFUND, CAPTURE -> withReceipt(message, BankReply.Paid::new);
            case PREAUTH -> withReceipt(message, BankReply.Authorised::new);
            case CANCEL -> new BankReply.Cancelled(code);
            case DEBIT -> new BankReply.Unknown("debits are not offered");
        };
    }

    private BankReply withReceipt(UnionPayMessage message, Function<BankReply.Receipt, BankReply> reply) {
        return receipt(message)
                .map(reply)
                .orElseGet(() -> new BankReply.Unknown("done, but the amount is not readable"));
    }

    private Optional<BankReply.Receipt> receipt(UnionPayMessage message) {
        var when = dates.read(message);
        return amount(message)
                .map(amount -> new BankReply.Receipt(
                        message.text("merId").orElse(null),
                        amount,
                        message.text("queryId").orElse(null),
                        when.bankDate(),
                        when.paidAt()));
    }

    /** Whole fen of a currency we carry; empty when it is anything else. */
    private static Optional<Money> amount(UnionPayMessage message) {
        boolean ourCurrency = message.agrees("currencyCode", CurrencyCode.CNY.numeric());
        return message.text("txnAmt")
                .filter(text -> ourCurrency && FEN.matcher(text).matches())
                .map(text -> new Money(Long.parseLong(text), CurrencyCode.CNY));
    }

    private static BankReply refused(UnionPayMessage message, String code, String words) {
        return new BankReply.Declined(code, message.text(words).orElse(""));
    }

    /** Merchant, order and its time identify an order; an answer names all that it names as it was asked. */
    private static boolean answers(UnionPayMessage answer, UnionPayMessage request) {
        boolean named = List.of("merId", "orderId").stream()
                .allMatch(field -> answer.says(field, request.text(field).orElse("")));
        return named && answer.agrees("txnTime", request.text("txnTime").orElse(""));
    }
}
