package dev.tongfu.payment;

import dev.tongfu.money.Money;
import java.util.List;
import java.util.Optional;

/** A validated request for a batch of debits under contracts; no order number is there twice. */
public record NewDebitBatch(String merchantId, String batchNo, List<Item> items) {
    public NewDebitBatch {
        items = List.copyOf(items);
    }

    /** One debit; its order number is one of the merchant's payments. */
    public record Item(String orderNo, String contractId, Money amount, String subject) {
        /** The JSON pointer of the first field in which the stored item is another. */
        Optional<String> firstDifference(Item stored) {
            if (!orderNo.equals(stored.orderNo)) {
                return Optional.of("/order_no");
            }
            if (!contractId.equals(stored.contractId)) {
                return Optional.of("/contract_id");
            }
            if (!amount.equals(stored.amount)) {
                return Optional.of("/amount");
            }
            return subject.equals(stored.subject) ? Optional.empty() : Optional.of("/subject");
        }
    }

    /** The digest of the content in a fixed order of fields. */
    String sha256() {
        var content = new ContentDigest();
        for (var item : items) {
            content.line(
                    item.orderNo(),
                    item.contractId(),
                    Long.toString(item.amount().minor()),
                    item.amount().currency().name(),
                    item.subject());
        }
        return content.hex();
    }
}
