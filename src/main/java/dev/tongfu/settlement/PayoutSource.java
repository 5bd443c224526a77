package dev.tongfu.settlement;

import dev.tongfu.ledger.AccountCode;
import java.util.Arrays;
import java.util.Locale;

/** What a payout is paid from: a merchant's settled money, or money in suspense that goes back to its payer. */
public enum PayoutSource {
    AVAILABLE(AccountCode.MERCHANT_AVAILABLE),
    SURPLUS(AccountCode.SURPLUS),
    LATE(AccountCode.LATE_PAYMENTS),
    DUPLICATE(AccountCode.DUPLICATE_PAYMENTS);

    private final AccountCode code;

    PayoutSource(AccountCode code) {
        this.code = code;
    }

    AccountCode code() {
        return code;
    }

    static PayoutSource of(AccountCode code) {
        return Arrays.stream(values())
                .filter(source -> source.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is paid out from " + code));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PayoutSource of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
