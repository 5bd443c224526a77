package dev.tongfu.payment;

import java.util.List;
import java.util.Objects;

/** A validated request for a batch of refunds; no refund number is there twice. */
public record NewRefundBatch(String merchantId, String batchNo, List<NewRefund> items) {
    public NewRefundBatch {
        items = List.copyOf(items);
    }

    /** The digest of the content in a fixed order of fields. */
    String sha256() {
        var content = new ContentDigest();
        for (var item : items) {
            content.line(
                    item.refundNo(),
                    Objects.requireNonNullElse(item.paymentId(), ""),
                    Objects.requireNonNullElse(item.orderNo(), ""),
                    Long.toString(item.amount().minor()),
                    item.amount().currency().name(),
                    Objects.requireNonNullElse(item.reason(), ""));
        }
        return content.hex();
    }
}
