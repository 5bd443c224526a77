package dev.tongfu.http;

import java.util.List;

/** The types of notifications a merchant can name in a request. */
final class NotificationTypes {
    static final List<String> ALL = List.of(
            "payment.succeeded",
            "payment.failed",
            "payment.closed",
            "payment.late_paid",
            "payment.late_refunded",
            "payment.reversed",
            "payment.authorized",
            "payment.captured",
            "payment.cancelled",
            "payment.expired",
            "refund.succeeded",
            "refund.failed",
            "refund.returned",
            "contract.signed",
            "contract.failed",
            "contract.terminated",
            "contract.expired",
            "batch.completed",
            "identity.completed",
            "settlement.paid",
            "settlement.failed",
            "statement.available");

    private NotificationTypes() {}
}
