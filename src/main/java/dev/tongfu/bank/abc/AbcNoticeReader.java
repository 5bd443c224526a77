package dev.tongfu.bank.abc;

import dev.tongfu.bank.Bank.Reading;
import dev.tongfu.bank.Bank.Strength;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the fields of a verified notice, bank-protocols A4: a payment, a contract, or an identity check.
 *
 * <p>Which it is says {@code TrxType}, an open set at the bank, so the words are configuration. The shape of the notice
 * of an identity check is unconfirmed but for its {@code AccountName}.
 */
final class AbcNoticeReader {
    private static final String NAMELESS = "names no merchant, order or amount";

    private final AbcConfig.Notices notices;
    private final AbcCodes codes;
    private final AbcDates dates;

    AbcNoticeReader(AbcConfig config, Clock clock) {
        this.notices = config.notices();
        this.codes = config.codes();
        this.dates = new AbcDates(config.calendar(), clock);
    }

    Reading read(Function<String, Optional<String>> field) {
        String type = field.apply("TrxType").orElse("");
        if (named(notices.signTypes(), type)) {
            return about(field, List.of("OrderNo"), AbcMandateReplies.signed(field), false);
        }
        if (named(notices.unsignTypes(), type)) {
            return about(field, List.of("OrderNo"), new BankReply.Terminated(), false);
        }
        boolean identity =
                field.apply("AccountName").isPresent() && field.apply("Amount").isEmpty();
        if (identity || named(notices.identityTypes(), type)) {
            return about(field, notices.identityNumbers(), new BankReply.Matched(), true);
        }
        return payment(field, named(notices.preauthTypes(), type));
    }

    /** A failure notice may have nothing but its code, so it tells of no order and is only kept. */
    private Reading payment(Function<String, Optional<String>> field, boolean preauth) {
        String code = field.apply("ReturnCode").orElse("");
        if (!code.equals(AbcAnswer.SUCCESS)) {
            return new Reading.Rejected("return code " + code);
        }
        Optional<String> merchantNo = field.apply("MerchantID");
        Optional<String> orderNo = field.apply("OrderNo");
        Optional<Money> amount = field.apply("Amount")
                .flatMap(text -> Money.parseDecimal(text, CurrencyCode.CNY))
                .filter(money -> money.minor() > 0);
        if (merchantNo.isEmpty() || orderNo.isEmpty() || amount.isEmpty()) {
            return new Reading.Rejected(NAMELESS);
        }
        var when = dates.read(field);
        var receipt = new BankReply.Receipt(
                merchantNo.get(),
                amount.get(),
                field.apply("iRspRef").filter(reference -> !reference.isBlank()).orElse(null),
                when.bankDate(),
                when.paidAt());
        BankReply reply = preauth ? new BankReply.Authorised(receipt) : new BankReply.Paid(receipt);
        return new Reading.Verified(merchantNo.get(), orderNo.get(), reply, Strength.WEAK);
    }

    /** A notice without money: {@code success}, or what its code means, about the number it names. */
    private Reading about(
            Function<String, Optional<String>> field, List<String> numbers, BankReply success, boolean identity) {
        Optional<String> merchantNo = field.apply("MerchantID");
        Optional<String> number = numbers.stream()
                .flatMap(name -> field.apply(name).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
        if (merchantNo.isEmpty() || number.isEmpty()) {
            return new Reading.Rejected(NAMELESS);
        }
        String code = field.apply("ReturnCode").orElse("");
        String words = field.apply("ErrorMessage").orElse("");
        BankReply reply = code.equals(AbcAnswer.SUCCESS) ? success : failed(code, words, identity);
        return reply instanceof BankReply.Unknown unknown
                ? new Reading.Rejected(unknown.reason())
                : new Reading.Verified(merchantNo.get(), number.get(), reply, Strength.WEAK);
    }

    /** That a check failed says only with a listed code that name, certificate and card are not one person's. */
    private BankReply failed(String code, String words, boolean identity) {
        if (identity && codes.mismatch().contains(code)) {
            return new BankReply.Mismatched(code, words);
        }
        return codes.refuses(code) ? new BankReply.Declined(code, words) : new BankReply.Unknown("return code " + code);
    }

    private static boolean named(List<String> types, String type) {
        return types.stream().anyMatch(type::equalsIgnoreCase);
    }
}
