package dev.tongfu.settlement;

import dev.tongfu.ledger.LedgerChannel;
import java.util.List;

/**
 * How merchants are paid out.
 *
 * @param channel the channel whose account pays, such as {@code payout-1}; empty: nobody is paid out
 * @param book the book of its accounting days: the channel's bank
 * @param road {@code file}: an operator uploads a file at the bank; {@code direct}: each payout is a call
 * @param url of the direct road: scheme, host, port and path before {@code /orders}
 * @param connectTimeoutMs of the direct road
 * @param totalTimeoutMs of the direct road, for one call
 * @param answerBytesMax of the direct road
 * @param queriesS seconds after a payout became unclear at which the bank is asked; after the last one again and again
 * @param batch payouts attended to in one look
 * @param fileLinesMax payouts in one file
 * @param unsentAttemptsMax attempts of a payout of suspense money while none of them has left us
 * @param coolingHours from the approval of a payout account to its first use
 */
public record PayoutConfig(
        String channel,
        String book,
        String road,
        String url,
        int connectTimeoutMs,
        int totalTimeoutMs,
        int answerBytesMax,
        List<Integer> queriesS,
        int batch,
        int fileLinesMax,
        int unsentAttemptsMax,
        int coolingHours) {
    public PayoutConfig {
        queriesS = List.copyOf(queriesS);
        if (!road.equals(Payouts.FILE) && !road.equals(Payouts.DIRECT)) {
            throw new IllegalArgumentException("payouts.road is file or direct");
        }
        if (channel.isEmpty() != book.isEmpty()) {
            throw new IllegalArgumentException("payouts.channel and payouts.book are given together");
        }
        if (road.equals(Payouts.DIRECT) && !channel.isEmpty() && url.isEmpty()) {
            throw new IllegalArgumentException("the direct road needs payouts.url");
        }
        boolean positive = connectTimeoutMs > 0 && totalTimeoutMs > 0 && answerBytesMax > 0 && batch > 0;
        if (!positive || fileLinesMax < 1 || unsentAttemptsMax < 1 || coolingHours < 0 || queriesS.isEmpty()) {
            throw new IllegalArgumentException("payouts: every limit is positive");
        }
        if (queriesS.stream().anyMatch(seconds -> seconds < 1)) {
            throw new IllegalArgumentException("payouts.queries_s are at least 1");
        }
    }

    /** Whether anybody is paid out. */
    public boolean active() {
        return !channel.isEmpty();
    }

    LedgerChannel paying() {
        return new LedgerChannel(channel, book);
    }

    /** Seconds to wait before the query after so many. */
    int pauseS(int queries) {
        return queriesS.get(Math.min(queries, queriesS.size() - 1));
    }
}
