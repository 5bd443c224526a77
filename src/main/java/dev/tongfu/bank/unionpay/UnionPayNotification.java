package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.Bank.Reading;
import dev.tongfu.bank.Bank.Strength;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawNotification;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the result notification, bank-protocols B4: a form posted by UnionPay's server, or with the same fields by the
 * payer's browser, which proves nothing.
 *
 * <p>Only the body is read: parameters of our own address would mix with the signed fields.
 */
final class UnionPayNotification {
    private final UnionPayTrust trust;
    private final UnionPayReplies replies;
    private final int bytesMax;

    UnionPayNotification(UnionPayConfig config, UnionPayTrust trust, UnionPayReplies replies) {
        this.trust = trust;
        this.replies = replies;
        this.bytesMax = config.limits().noticeBytesMax();
    }

    Reading read(RawNotification notification) {
        if (notification.body().length() > bytesMax) {
            return new Reading.Rejected("larger than " + bytesMax + " bytes");
        }
        String body = notification.body().toString(StandardCharsets.ISO_8859_1).strip();
        if (body.isEmpty()) {
            return new Reading.Empty();
        }
        Optional<UnionPayMessage> message = UnionPayMessage.form(body);
        if (message.isEmpty()) {
            return new Reading.Rejected("the form is not readable");
        }
        Strength strength = notification.front() ? Strength.HINT : Strength.PROOF;
        return trust.objection(message.get())
                .<Reading>map(Reading.Rejected::new)
                .orElseGet(() -> fields(message.get(), strength));
    }

    /** A query's answer looks much the same and its code is not the order's, so it is never taken for a notice. */
    private Reading fields(UnionPayMessage message, Strength strength) {
        Optional<String> merchantNo = message.text("merId");
        Optional<String> orderNo = message.text("orderId");
        Optional<BankQuery.Kind> kind = UnionPayTransaction.of(message).flatMap(UnionPayTransaction::kind);
        if (merchantNo.isEmpty() || orderNo.isEmpty()) {
            return new Reading.Rejected("names no merchant or order");
        }
        if (kind.isEmpty() || message.text("origRespCode").isPresent()) {
            return new Reading.Rejected("is not about a transaction of ours");
        }
        UnionPayCalls.review(message);
        BankReply reply = replies.state(message, kind.get(), "resp");
        return new Reading.Verified(merchantNo.get(), orderNo.get(), reply, strength);
    }
}
