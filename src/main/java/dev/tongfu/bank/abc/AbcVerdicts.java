package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all verified answers have in common: whom they are for, what a code means, when the money moved.
 *
 * <p>What is not clear is {@code Unknown}.
 */
final class AbcVerdicts {
    private final AbcCodes codes;
    private final AbcDates dates;

    AbcVerdicts(AbcConfig config, Clock clock) {
        this.codes = config.codes();
        this.dates = new AbcDates(config.calendar(), clock);
    }

    /** Reads the answer to an act: a signed refusal is {@code Declined}, {@code 0000} is what {@code accepted} says. */
    BankReply act(AbcAnswer answer, AbcAsked asked, Function<AbcAnswer, BankReply> accepted) {
        return read(answer, asked, accepted, this::refused);
    }

    /** The same for an act with a code of an SMS, where some refusals leave room for another code. */
    BankReply codeAct(AbcAnswer answer, AbcAsked asked, Function<AbcAnswer, BankReply> accepted) {
        return read(
                answer,
                asked,
                accepted,
                refusal -> codes.wrongCode().contains(refusal.code())
                        ? new BankReply.WrongCode(refusal.code(), refusal.words())
                        : refused(refusal));
    }

    /** Reads the answer to a question: whatever is not {@code 0000} leaves it open. */
    BankReply question(AbcAnswer answer, AbcAsked asked, Function<AbcAnswer, BankReply> found) {
        return read(answer, asked, found, refusal -> new BankReply.Unknown("return code " + refusal.code()));
    }

    /** The same with a reading of other codes. */
    BankReply read(
            AbcAnswer answer,
            AbcAsked asked,
            Function<AbcAnswer, BankReply> success,
            Function<AbcAnswer, BankReply> refusal) {
        Optional<String> stranger = asked.stranger(answer);
        if (stranger.isPresent()) {
            return new BankReply.Unknown(stranger.get());
        }
        if (!answer.code().equals(AbcAnswer.SUCCESS)) {
            return refusal.apply(answer);
        }
        return asked.namedBy(answer)
                ? success.apply(answer)
                : new BankReply.Unknown("the answer does not name what was asked");
    }

    /** A signed code that is no success. */
    BankReply refused(AbcAnswer answer) {
        return codes.refuses(answer.code())
                ? new BankReply.Declined(answer.code(), answer.words())
                : new BankReply.Unknown("return code " + answer.code());
    }

    /** An acceptance, which is the end only where the profile says so. */
    BankReply taken(AbcAnswer answer, Money amount, boolean isFinal) {
        return isFinal
                ? new BankReply.Paid(receipt(answer, answer.merchantNo(), amount))
                : new BankReply.Processing(AbcAnswer.SUCCESS);
    }

    BankReply.Receipt receipt(AbcAnswer answer, Optional<String> merchantNo, Money amount) {
        var when = dates.read(answer::text);
        return new BankReply.Receipt(
                merchantNo.orElse(null), amount, answer.filled("iRspRef").orElse(null), when.bankDate(), when.paidAt());
    }
}
