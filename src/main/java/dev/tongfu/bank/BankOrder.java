package dev.tongfu.bank;

import dev.tongfu.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order for the payer to pay on the bank's own page.
 *
 * @param channelId which bank-side merchant number asks
 * @param bankOrderNo our reference at the bank, 20 to 32 characters {@code A-Z0-9}, committed before the call
 * @param subject what is paid for, at most 100 bytes in GBK, without quotes, backslash and braces
 * @param orderedAt the order's time, to the second
 * @param deadline until when the bank lets the payer pay
 * @param notice whether the result comes through the payer's page only, or from the bank's server as well
 * @param notifyUrl our address for the result
 * @param frontUrl where the payer's browser may be sent by the bank afterwards
 */
public record BankOrder(
        String channelId,
        String bankOrderNo,
        Kind kind,
        Money amount,
        String subject,
        Instant orderedAt,
        Instant deadline,
        NoticeMode notice,
        String notifyUrl,
        String frontUrl,
        @Nullable String payerIp) {

    public enum Kind {
        PURCHASE,
        PREAUTH
    }

    public enum NoticeMode {
        PAGE,
        SERVER
    }
}
