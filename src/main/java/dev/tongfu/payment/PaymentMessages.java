package dev.tongfu.payment;

import dev.tongfu.db.Ids;
import dev.tongfu.outbox.OutboxMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a merchant is told of a payment that changed. */
final class PaymentMessages {
    private final MerchantUrls urls;
    private final PaymentJson json;
    private final Ids ids;

    PaymentMessages(MerchantUrls urls, PaymentJson json, Ids ids) {
        this.urls = urls;
        this.json = json;
        this.ids = ids;
    }

    /** One message per state reached: late money that is honoured is told as late and then as succeeded. */
    List<OutboxMessage> of(Payment before, Payment after, boolean honoured, Instant now) {
        var messages = new ArrayList<OutboxMessage>();
        if (after.status() == before.status()) {
            return messages;
        }
        if (honoured) {
            var late = PaymentChange.of(after).status(PaymentStatus.LATE_PAID).restated();
            messages.add(message(late, before.sequence() + 1, now));
        }
        if (after.status() != PaymentStatus.SUBMITTED
                && after.status() != PaymentStatus.UNKNOWN
                && after.status() != PaymentStatus.AWAITING_CODE) {
            messages.add(message(after, before.sequence() + messages.size() + 1, now));
        }
        return messages;
    }

    private OutboxMessage message(Payment payment, int sequence, Instant now) {
        String type = "payment." + payment.status().word();
        var numbered = PaymentChange.of(payment).sequence(sequence).restated();
        return new OutboxMessage(
                ids.next("ntf"),
                payment.merchantId(),
                type,
                payment.id(),
                sequence,
                urls.of(payment),
                json.notification(type, numbered, now),
                now);
    }

    /** The payment after it was told of. */
    static Payment numbered(Payment payment, List<OutboxMessage> told) {
        return told.isEmpty()
                ? payment
                : PaymentChange.of(payment)
                        .sequence(payment.sequence() + told.size())
                        .restated();
    }
}
