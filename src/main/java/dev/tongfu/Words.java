package dev.tongfu;

import dev.tongfu.merchant.Outcome;
import java.util.Locale;
import java.util.function.Function;

/** How commands word what they print. */
final class Words {
    private Words() {}

    /** A constant as the API and the configuration write it. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <T> T doneOrFail(Outcome<T> outcome) {
        return outcome.match(Function.identity(), sentence -> {
            throw new CommandFailure(sentence);
        });
    }
}
