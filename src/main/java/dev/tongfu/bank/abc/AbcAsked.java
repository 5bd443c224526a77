package dev.tongfu.bank.abc;

import dev.tongfu.money.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer must name to be the answer to our request: an old signed answer about something else is no answer.
 *
 * <p>A refusal may be short, so in it only what is there must agree; an acceptance must name our numbers.
 */
final class AbcAsked {
    private final String merchantNo;
    private final List<String> transactions;
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final Map<String, Money> amounts = new LinkedHashMap<>();
    private boolean typed;

    /** @param transactions the name of the transaction, and other spellings of it */
    AbcAsked(String merchantNo, String... transactions) {
        this.merchantNo = merchantNo;
        this.transactions = List.of(transactions);
    }

    /** For a transaction whose answer has no number of ours: its name must be there. */
    AbcAsked typed() {
        typed = true;
        return this;
    }

    AbcAsked number(String field, String value) {
        numbers.put(field, value);
        return this;
    }

    /** An amount that must agree where the answer has one. */
    AbcAsked amount(String field, Money amount) {
        amounts.put(field, amount);
        return this;
    }

    /** Why an answer is not to our request; empty when it may be. */
    Optional<String> stranger(AbcAnswer answer) {
        if (!answer.merchantNo().map(merchantNo::equals).orElse(true)) {
            return Optional.of("the answer names another merchant");
        }
        if (!answer.text("TrxType").map(transactions::contains).orElse(true)) {
            return Optional.of("the answer is to another transaction");
        }
        boolean ours = numbers.entrySet().stream().allMatch(number -> answer.agrees(number.getKey(), number.getValue()))
                && amounts.entrySet().stream().allMatch(amount -> agrees(answer, amount.getKey(), amount.getValue()));
        return ours ? Optional.empty() : Optional.of("the answer names another order");
    }

    /** Whether an answer names all it must. */
    boolean namedBy(AbcAnswer answer) {
        return (!typed || answer.text("TrxType").isPresent())
                && numbers.keySet().stream()
                        .allMatch(number -> answer.text(number).isPresent());
    }

    private static boolean agrees(AbcAnswer answer, String field, Money amount) {
        return answer.text(field).isEmpty() || answer.money(field).equals(Optional.of(amount));
    }
}
