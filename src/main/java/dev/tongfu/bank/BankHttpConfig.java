package dev.tongfu.bank;

import org.jspecify.annotations.Nullable;

/**
 * The limits of one bank's HTTP client; every bank has a client and a pool of its own.
 *
 * @param baseUrl scheme, host and port, such as {@code https://pay.abchina.com:443}
 * @param poolMax connections to the bank at once
 * @param waitQueueMax calls that may wait for a connection; one more is refused and provably not sent
 * @param connectTimeoutMs how long to wait for a connection, queueing included
 * @param totalTimeoutMs how long one exchange may take from its first byte to the last, whatever drips in
 * @param keepAliveSeconds how long an idle connection is kept; below the bank's own idle limit
 * @param answerBytesMax the largest answer taken; the rest is never read
 * @param caFile PEM certificates to trust instead of the platform's, null for the platform's
 */
public record BankHttpConfig(
        String baseUrl,
        int poolMax,
        int waitQueueMax,
        int connectTimeoutMs,
        int totalTimeoutMs,
        int keepAliveSeconds,
        int answerBytesMax,
        @Nullable String caFile) {
    public BankHttpConfig {
        boolean limited = poolMax > 0
                && waitQueueMax >= 0
                && connectTimeoutMs > 0
                && totalTimeoutMs > 0
                && keepAliveSeconds > 0
                && answerBytesMax > 0;
        if (!limited) {
            throw new IllegalArgumentException("every limit of a bank's http client is a positive number");
        }
    }

    /** Sizes for a bank that answers in a third of a second under two hundred calls a second. */
    public static BankHttpConfig standard(String baseUrl) {
        return new BankHttpConfig(baseUrl, 90, 50, 2_000, 20_000, 15, 1_048_576, null);
    }
}
