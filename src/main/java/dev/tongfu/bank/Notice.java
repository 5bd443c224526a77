package dev.tongfu.bank;

/** What a call to a notification address turned out to be. */
public sealed interface Notice {
    /**
     * A verified message of the bank about one of our orders.
     *
     * @param weak true where the signature is of a strength that must not move large amounts by itself
     *     (ABC: RSA-1024 with SHA-1)
     */
    record Verified(String channelId, String bankOrderNo, BankReply reply, boolean weak, RawMessage raw)
            implements Notice {}

    /** Not a message of the bank, or about nothing we can name; kept, moves nothing. */
    record Rejected(String reason, RawMessage raw) implements Notice {}

    /** A browser that came without any message. */
    record Empty() implements Notice {}
}
