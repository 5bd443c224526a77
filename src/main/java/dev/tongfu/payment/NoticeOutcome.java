package dev.tongfu.payment;

/** Where a call to a notification address leads. */
public sealed interface NoticeOutcome {
    /** It is about a payment of ours and was stored, now or before. */
    record Known(String merchantId, String paymentId) implements NoticeOutcome {}

    /** It is about something of ours that has no page of the payer's, and was stored. */
    record Taken() implements NoticeOutcome {}

    /** It is about something whose payer goes on to an address of the merchant's, and was stored. */
    record Onward(String url) implements NoticeOutcome {}

    /** It is no message of the bank, or about nothing of ours; kept. */
    record Rejected() implements NoticeOutcome {}

    /** A browser came without a message. */
    record Empty() implements NoticeOutcome {}
}
