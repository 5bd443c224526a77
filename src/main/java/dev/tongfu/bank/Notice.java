package dev.tongfu.bank;

/** What a call to a notification address turned out to be. */
public sealed interface Notice {
    /**
     * A verified message of the bank about one of our orders.
     *
     * @param strength how much it may do by itself
     */
    record Verified(String channelId, String bankOrderNo, BankReply reply, Bank.Strength strength, RawMessage raw)
            implements Notice {}

    /** Not a message of the bank, or about nothing we can name; kept, moves nothing. */
    record Rejected(String reason, RawMessage raw) implements Notice {}

    /** A browser that came without any message. */
    record Empty() implements Notice {}
}
